import { describe, expect, it } from 'vitest';
import type { Suggestion } from '../api/search';
import { chosen, flatItems, isWorthSearching, moveActive, type Suggestions } from './combobox';

const suggestion = (id: string): Suggestion => ({
  id,
  layer: null,
  label: id,
  detail: null,
  point: null,
  bbox: null,
});

const filled: Suggestions = {
  status: 'filled',
  groups: [
    { kind: 'parcel', title: { cs: 'Parcely', en: 'Parcels' }, items: [suggestion('1')] },
    { kind: 'street', title: { cs: 'Ulice', en: 'Streets' }, items: ['2', '3'].map(suggestion) },
  ],
};

describe('combobox', () => {
  it('counts suggestions across groups', () => {
    expect(flatItems(filled).map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(flatItems({ status: 'loading' })).toEqual([]);
  });

  it.each([
    [null, 'ArrowDown', 0],
    [2, 'ArrowDown', 0],
    [null, 'ArrowUp', 2],
    [0, 'ArrowUp', 2],
    [1, 'x', 1],
  ])('moves from %s by %s to %s', (active, key, expected) => {
    expect(moveActive(active, key, 3)).toBe(expected);
  });

  it('has nothing to move to in an empty list', () => {
    expect(moveActive(1, 'ArrowDown', 0)).toBeNull();
  });

  it('takes the first suggestion when none is active', () => {
    expect(chosen(filled, null)?.id).toBe('1');
    expect(chosen(filled, 2)?.id).toBe('3');
    expect(chosen({ status: 'idle' }, null)).toBeNull();
  });

  it('does not ask for a single letter or blanks', () => {
    expect(isWorthSearching(' a ')).toBe(false);
    expect(isWorthSearching('12')).toBe(true);
  });
});
