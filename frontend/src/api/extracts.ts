/** Batches of extracts: asked for by codes of parcels, watched by their id. */
import type { Language } from './catalogue';
import { getJson, postJson } from './json';

export interface ExtractBatch {
  id: string;
  state: 'making' | 'ready' | 'failed' | 'cancelled' | 'expired';
  reason: string;
  done: number;
  total: number;
}

/** One PDF of all; the server tells what is wrong with the parcels. */
export function askExtracts(
  parcels: readonly string[],
  language: Language,
  signal: AbortSignal,
): Promise<ExtractBatch> {
  const body = new Blob([JSON.stringify({ parcels, form: 'pdf' })], { type: 'application/json' });
  return postJson<ExtractBatch>(`/api/extracts?lang=${language}`, body, signal);
}

export function extractBatch(id: string, signal: AbortSignal): Promise<ExtractBatch> {
  return getJson<ExtractBatch>(`/api/extracts/${id}`, signal);
}
