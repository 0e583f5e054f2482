/** Suggestions for a text typed into the search box, grouped by kind. */
import type { Box, Language, Position, Text } from './catalogue';
import { getJson, postJson } from './json';

export interface Suggestion {
  id: string;
  layer: string | null;
  label: string;
  detail: Text | null;
  /** EPSG:5514; null for what has no known place. */
  point: Position | null;
  bbox: Box | null;
}

/** Of a list: a suggestion says its kind, as it stands in no group. */
export interface Candidate extends Suggestion {
  kind: string;
}

export type RowState = 'found' | 'ambiguous' | 'not_found' | 'not_searched';

export interface ListedRow {
  line: number;
  text: string;
  state: RowState;
  reason: string | null;
  candidates: Candidate[];
}

export interface SuggestionGroup {
  kind: string;
  title: Text;
  items: Suggestion[];
}

export async function search(query: string, signal: AbortSignal): Promise<SuggestionGroup[]> {
  const parameters = new URLSearchParams({ q: query, limit: '20' });
  const answer = await getJson<{ groups: SuggestionGroup[] }>(`/api/search?${parameters}`, signal);
  return answer.groups.filter((group) => group.items.length > 0);
}

/** What the rows of a list are; the type of the body is text/plain or text/csv. */
export async function searchList(
  body: Blob,
  language: Language,
  signal: AbortSignal,
): Promise<ListedRow[]> {
  const url = `/api/search/batch?lang=${language}`;
  return (await postJson<{ rows: ListedRow[] }>(url, body, signal)).rows;
}
