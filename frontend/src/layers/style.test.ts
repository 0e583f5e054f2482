import { describe, expect, it } from 'vitest';
import type { LayerStyle } from '../api/catalogue';
import { catalogue } from '../api/catalogue.fixture';
import { styleOf } from './style';

const look = (id: string): LayerStyle => ({
  id,
  title: { cs: id, en: id },
  tiles: { krovak: `/${id}`, webmercator: `/${id}` },
  legend: [],
});

describe('styleOf', () => {
  const [plain] = catalogue.layers;
  if (!plain) throw new Error('the fixture has no layer');
  const styled = { ...plain, styles: [look('default'), look('outline')] };
  const state = { visible: true, opacity: 1 };

  it('finds the chosen look', () => {
    expect(styleOf(styled, { ...state, style: 'outline' })?.id).toBe('outline');
  });

  it('falls back to the own look of the layer', () => {
    expect(styleOf(styled, state)?.id).toBe('default');
    expect(styleOf(styled, { ...state, style: 'gone' })?.id).toBe('default');
    expect(styleOf(plain, { ...state, style: 'outline' })).toBeUndefined();
  });
});
