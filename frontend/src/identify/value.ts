/** A raw value of a feature as people read it: units, code lists, dates, lists. */
import type { Field, Text } from '../api/catalogue';
import type { Words } from '../locales/words';

/** What the value is called. */
export function titleOf(value: unknown, field: Field): Text {
  const provisional = typeof value === 'number' && value < 0 && field.provisional_title;
  return provisional || field.title;
}

/** The readable text, or null for a value that says nothing. */
export function readableValue(value: unknown, field: Field, words: Words): string | null {
  if (value === null || value === undefined || value === '') return null;
  const coded = field.codes?.[String(value)];
  if (coded) return words.pick(coded);
  if (typeof value === 'boolean') return words.say(value ? 'yes' : 'no');
  if (field.type === 'date') return words.date(String(value));
  if (typeof value === 'number') return withUnit(numberText(value, field, words), field.unit);
  if (typeof value === 'object') return structure(value, field.codes, words);
  return withUnit(String(value), field.unit);
}

/** Codes, ids and parcel numbers are names: their digits are not grouped. */
function numberText(value: number, { unit, type }: Field, words: Words): string {
  return unit || type === 'number' ? words.number(value) : String(value);
}

function withUnit(text: string, unit: string | null): string {
  return unit ? `${text}\u00a0${unit}` : text;
}

/** JSON values: entries of a list (soil units, say) by semicolons, areas with their unit, as two
 * bare numbers look like two codes; entries with a code of a list by its words alone; a table with
 * its names. */
function structure(value: object, codes: Field['codes'], words: Words): string | null {
  if (Array.isArray(value)) return joined([...new Set(value.map(entry))], '; ');
  const named = Object.entries(value).map(([name, part]) => {
    const text = plain(part);
    return text === null ? null : `${name}: ${text}`;
  });
  return joined(named, '; ');

  function entry(part: unknown): string | null {
    const coded = isCoded(part) ? codes?.[String(part.code)] : undefined;
    return coded ? words.pick(coded) : plain(part);
  }

  function plain(part: unknown): string | null {
    if (part === null || part === undefined || part === '') return null;
    if (typeof part === 'boolean') return words.say(part ? 'yes' : 'no');
    if (typeof part !== 'object') return String(part);
    return joined(Object.entries(part).map(measured), ', ');
  }

  function measured([name, part]: [string, unknown]): string | null {
    const text = typeof part === 'number' && name === 'area_m2' ? words.number(part) : plain(part);
    return text === null ? null : withUnit(text, name === 'area_m2' ? 'm²' : null);
  }
}

function isCoded(part: unknown): part is { code: unknown } {
  return typeof part === 'object' && part !== null && 'code' in part;
}

function joined(parts: (string | null)[], by: string): string | null {
  const told = parts.filter((part) => part !== null);
  return told.length > 0 ? told.join(by) : null;
}
