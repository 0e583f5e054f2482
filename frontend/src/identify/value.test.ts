import { describe, expect, it } from 'vitest';
import type { Field } from '../api/catalogue';
import { Words } from '../locales/words';
import { readableValue, titleOf } from './value';

const words = new Words('cs');
const field = (change: Partial<Field>): Field => ({
  name: 'x',
  title: { cs: 'X', en: 'X' },
  type: 'integer',
  unit: null,
  codes: null,
  ...change,
});

describe('titleOf', () => {
  const title = { cs: 'Kód', en: 'Code' };
  const provisional = { cs: 'Prozatímní označení', en: 'Provisional identifier' };

  it('calls a negative code of ours provisional, one of the register by its title', () => {
    const code = field({ title, provisional_title: provisional });
    expect(titleOf(-6820392000010000, code)).toBe(provisional);
    expect(titleOf(2850930306, code)).toBe(title);
  });

  it('leaves the title of a negative value that is no code', () => {
    expect(titleOf(-0.5, field({ title }))).toBe(title);
  });
});

describe('readableValue', () => {
  it('resolves a code in the language of the page', () => {
    const codes = { '13': { cs: 'zastavěná plocha', en: 'built-up area' } };
    expect(readableValue(13, field({ codes }), words)).toBe('zastavěná plocha');
    expect(readableValue(13, field({ codes }), new Words('en'))).toBe('built-up area');
  });

  it('shows a code that its list does not know as it is', () => {
    expect(readableValue(99, field({ codes: {} }), words)).toBe('99');
  });

  it('groups the digits of a quantity, not of a code', () => {
    expect(readableValue(12345, field({ unit: 'm²' }), words)).toBe('12\u00a0345\u00a0m²');
    expect(readableValue(564729, field({}), words)).toBe('564729');
  });

  it('writes dates and truth values as words', () => {
    expect(readableValue('2014-04-01', field({ type: 'date' }), words)).toBe('1. 4. 2014');
    expect(readableValue(false, field({ type: 'boolean' }), words)).toBe('ne');
  });

  it.each([null, undefined, '', [], {}])('leaves out %j', (empty) => {
    expect(readableValue(empty, field({ type: 'json' }), words)).toBeNull();
  });

  it('writes out a table with the names of its members', () => {
    const details = { DruhPlotu: '3', Podezdivka: true, Popis: null };
    expect(readableValue(details, field({ type: 'json' }), words)).toBe(
      'DruhPlotu: 3; Podezdivka: ano',
    );
  });

  it('says entries with a code of the list in its words, each once', () => {
    const codes = { '27': { cs: 'zemědělský půdní fond', en: 'agricultural land fund' } };
    const protections = [{ code: 27, kind_code: 6 }, { code: 27 }, { code: 99 }];
    expect(readableValue(protections, field({ type: 'json', codes }), words)).toBe(
      'zemědělský půdní fond; 99',
    );
  });

  it('writes out a list of entries', () => {
    const soil = [
      { code: 83421, area_m2: 120 },
      { code: 83441, area_m2: null },
    ];
    expect(readableValue(soil, field({ type: 'json' }), words)).toBe('83421, 120\u00a0m²; 83441');
  });
});
