/** What a combobox with grouped suggestions does on each key, apart from the page. */

import type { FailureKind } from '../api/json';
import type { Suggestion, SuggestionGroup } from '../api/search';

export type Suggestions =
  | { status: 'idle' }
  | { status: 'loading' }
  | { status: 'failed'; failure: FailureKind; detail: string }
  | { status: 'filled'; groups: SuggestionGroup[] };

/** Queries shorter than this are not worth a request. */
const SHORTEST_QUERY = 2;

export function isWorthSearching(text: string): boolean {
  return text.trim().length >= SHORTEST_QUERY;
}

export function flatItems(suggestions: Suggestions): Suggestion[] {
  return suggestions.status === 'filled' ? suggestions.groups.flatMap((group) => group.items) : [];
}

/** The active suggestion after a key; null = none, the text itself. Up and down go round. */
export function moveActive(active: number | null, key: string, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return active === null ? 0 : (active + 1) % count;
  if (key === 'ArrowUp') return active === null ? count - 1 : (active - 1 + count) % count;
  return active;
}

/** What Enter takes: the active suggestion, else the first, which is the best. */
export function chosen(suggestions: Suggestions, active: number | null): Suggestion | null {
  return flatItems(suggestions)[active ?? 0] ?? null;
}
