import { describe, expect, it } from 'vitest';
import { catalogue } from '../api/catalogue.fixture';
import { defaultLayers } from '../app/state';
import { askedLayers } from './asked';

const asked = (denominator: number, on: Record<string, boolean> = {}): string[] => {
  const states = { ...defaultLayers(catalogue) };
  for (const [id, visible] of Object.entries(on)) states[id] = { visible, opacity: 1 };
  return askedLayers(catalogue.layers, states, denominator);
};

describe('askedLayers', () => {
  it('asks the layers that the base map is drawn from', () => {
    expect(asked(2000)).toEqual(['cadastre_parcel', 'admin_orp']);
  });

  it('does not ask what is not drawn at the scale', () => {
    expect(asked(64_000)).toEqual(['admin_orp']);
  });

  it('asks a layer once though it is on by itself too', () => {
    expect(asked(2000, { cadastre_parcel: true })).toEqual(['cadastre_parcel', 'admin_orp']);
  });

  it('asks nothing when everything is off', () => {
    expect(asked(2000, { base_map: false })).toEqual([]);
  });
});
