import { describe, expect, it } from 'vitest';
import cs from './cs.json';
import en from './en.json';
import { Words } from './words';

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe('locales', () => {
  it('have the same texts in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(cs));
  });

  it.each(Object.keys(cs) as (keyof typeof cs)[])('fill in the same values in %s', (key) => {
    expect(placeholders(en[key])).toEqual(placeholders(cs[key]));
  });
});

describe('Words', () => {
  it('puts values into a text', () => {
    expect(new Words('cs').say('answerFound', { count: 3 })).toBe('Nalezeno prvků: 3');
  });

  it('takes Czech where a text has no English', () => {
    expect(new Words('en').pick({ cs: 'Obec', en: '' })).toBe('Obec');
  });

  it('writes one date, two dates, or that none is known', () => {
    const words = new Words('cs');
    expect(words.dataDate({ oldest: '2014-04-01', newest: '2014-04-01' })).toBe(
      'stav dat k 1. 4. 2014',
    );
    expect(words.dataDate({ oldest: '2014-04-01', newest: '2014-07-07' })).toBe(
      'stav dat od 1. 4. 2014 do 7. 7. 2014',
    );
    expect(words.dataDate(null)).toBe('datum dat neuvedeno');
  });
});
