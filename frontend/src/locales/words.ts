/** The portal's own texts in one language, and dates and numbers written its way. */
import type { DataDate, Language, Text } from '../api/catalogue';
import cs from './cs.json';
import en from './en.json';

export type Key = keyof typeof cs;

const TEXTS: Record<Language, Record<Key, string>> = { cs, en };
const TAGS: Record<Language, string> = { cs: 'cs-CZ', en: 'en-GB' };

export class Words {
  readonly #numbers: Intl.NumberFormat;

  constructor(readonly language: Language) {
    this.#numbers = new Intl.NumberFormat(TAGS[language], { maximumFractionDigits: 2 });
  }

  /** A text by its key, `{name}` replaced. */
  say(key: Key, values: Record<string, string | number> = {}): string {
    return TEXTS[this.language][key].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ''),
    );
  }

  pick(text: Text | null | undefined): string {
    return text ? text[this.language] || text.cs : '';
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** An ISO date as the language writes it; anything else as it came. */
  date(iso: string): string {
    const day = new Date(iso);
    if (Number.isNaN(day.getTime())) return iso;
    return new Intl.DateTimeFormat(TAGS[this.language], {
      day: 'numeric',
      month: 'numeric',
      year: 'numeric',
      timeZone: 'Europe/Prague',
    }).format(day);
  }

  dataDate(date: DataDate | string | null): string {
    if (date === null) return this.say('dataDateUnknown');
    if (typeof date === 'string') return this.say('dataDate', { date: this.date(date) });
    const newest = this.date(date.newest);
    if (date.oldest === date.newest) return this.say('dataDate', { date: newest });
    return this.say('dataDates', { oldest: this.date(date.oldest), newest });
  }
}
