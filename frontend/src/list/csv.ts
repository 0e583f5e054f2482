/** The searched list as CSV that Czech spreadsheets open right. */
import type { Words } from '../locales/words';
import { meant, type ParcelList } from './list';

const STARTS_FORMULA = /^\s*[=+\-@\t\r']/;
const NUMBER = /^[+-]?\d+(,\d+)?$/;

export function csv(list: ParcelList, words: Words): string {
  const head = ['line', 'text', 'state', 'label', 'detail', 'layer', 'code', 'x', 'y', 'reason'];
  const rows = list.rows.map((row) => {
    const place = meant(list, row);
    return [
      String(row.line),
      row.text,
      words.say(`listState_${place ? 'found' : row.state}`),
      place?.label ?? '',
      place ? words.pick(place.detail) : '',
      place?.layer ?? '',
      place?.layer ? place.id : '',
      decimal(place?.point?.[0]),
      decimal(place?.point?.[1]),
      row.reason ?? '',
    ];
  });
  const lines = [head, ...rows].map((cells) => cells.map(cell).join(';'));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function decimal(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(2).replace('.', ',');
}

/** What a spreadsheet would run gets an apostrophe; numbers stay numbers. */
function cell(text: string): string {
  const safe = STARTS_FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
