/** Has a list searched, and goes on until the server has reached every row. */
import { ApiError, isAbort } from '../api/json';
import { type ListedRow, searchList } from '../api/search';
import type { LocalContext } from '../app/context';
import { EMPTY_LIST, summary } from './list';

/** `type` is that of a text or of a CSV. */
export async function askList(
  body: Blob,
  text: string,
  { store, words, language }: LocalContext,
  signal: AbortSignal,
): Promise<void> {
  store.update({ list: { ...EMPTY_LIST, text, status: 'loading' } });
  try {
    const rows = await everyRow(body, language, signal);
    const list = { ...EMPTY_LIST, text, status: 'filled' as const, rows };
    store.update({ list, message: words.say('listSummary', { ...summary(list) }) });
  } catch (error) {
    if (isAbort(error)) return;
    const { kind, detail } = error instanceof ApiError ? error : new ApiError('server', '');
    store.update({ list: { ...EMPTY_LIST, text, status: 'failed', failure: kind, detail } });
  }
}

/** Rows that were not reached in the time of one request are asked for again. */
async function everyRow(
  body: Blob,
  language: LocalContext['language'],
  signal: AbortSignal,
): Promise<ListedRow[]> {
  let rows = await searchList(body, language, signal);
  for (let left = unsearched(rows); left.length > 0; ) {
    const again = new Blob([left.map(({ text }) => text).join('\n')], { type: 'text/plain' });
    const answers = await searchList(again, language, signal);
    const byLine = new Map(
      left.map((row, index) => [row.line, { ...row, ...answers[index], line: row.line }]),
    );
    rows = rows.map((row) => byLine.get(row.line) ?? row);
    const next = unsearched(rows);
    if (next.length === left.length) return rows;
    left = next;
  }
  return rows;
}

function unsearched(rows: readonly ListedRow[]): ListedRow[] {
  return rows.filter(({ state }) => state === 'not_searched');
}
