/** Suggestions for a text typed into the search box, grouped by kind. */
import type { Box, Position, Text } from './catalogue';
import { getJson } from './json';

export interface Suggestion {
  id: string;
  layer: string | null;
  label: string;
  detail: Text | null;
  /** EPSG:5514; null for what has no known place. */
  point: Position | null;
  bbox: Box | null;
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
