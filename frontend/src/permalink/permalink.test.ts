import { describe, expect, it } from 'vitest';
import { catalogue } from '../api/catalogue.fixture';
import { readPermalink, type Shared, writePermalink } from './permalink';

const shared: Shared = {
  language: 'en',
  grid: 'krovak',
  view: { center: [-688_123.44, -974_456.78], zoom: 9 },
  layers: {
    cadastre_parcel: { visible: true, opacity: 0.7 },
    admin_orp: { visible: false, opacity: 1 },
    base_map: { visible: true, opacity: 1 },
  },
  selection: { layer: 'cadastre_parcel', id: '1063171506' },
};

describe('writePermalink', () => {
  it('names place, level, layers, feature and language', () => {
    expect(writePermalink(shared)).toBe(
      '#c=-688123.4,-974456.8&z=9&l=cadastre_parcel~70,base_map&f=cadastre_parcel:1063171506&lang=en',
    );
  });

  it('names the coordinate system only when it is not the national one', () => {
    expect(writePermalink({ ...shared, grid: 'webmercator' })).toContain('&g=webmercator');
  });
});

describe('readPermalink', () => {
  it('gives back the look of a layer', () => {
    const layers = {
      ...shared.layers,
      cadastre_parcel: { visible: true, opacity: 1, style: 'outline' },
    };
    const address = writePermalink({ ...shared, layers });
    expect(address).toContain('l=cadastre_parcel~100~outline,base_map');
    expect(readPermalink(address, catalogue).layers).toEqual(layers);
    expect(readPermalink('#l=base_map~50~<b>', catalogue).layers?.['base_map']).toEqual({
      visible: true,
      opacity: 0.5,
    });
  });

  it('gives back what was written, to a decimetre', () => {
    const place = readPermalink(writePermalink(shared), catalogue);
    expect(place).toEqual({
      language: 'en',
      view: { center: [-688_123.4, -974_456.8], zoom: 9 },
      layers: shared.layers,
      selection: shared.selection,
      unknown: [],
    });
  });

  it('says nothing about what an empty address does not say', () => {
    expect(readPermalink('', catalogue)).toEqual({ unknown: [] });
  });

  it('keeps all layers off when the address names none', () => {
    const { layers } = readPermalink('#l=', catalogue);
    expect(Object.values(layers ?? {}).some(({ visible }) => visible)).toBe(false);
  });

  it('names layers that the catalogue no longer has', () => {
    expect(readPermalink('#l=base_map,uap_gone', catalogue).unknown).toEqual(['uap_gone']);
  });

  it.each([
    '#c=NaN,1&z=9',
    '#c=-688000&z=9',
    '#c=-688000,-974000',
    '#c=-688000,-974000&z=99',
    '#c=-688000,-974000&z=1.5',
    '#c=15.05,50.76&z=9',
    '#c=-1e308,-974000&z=9',
  ])('takes no view from %s', (hash) => {
    expect(readPermalink(hash, catalogue).view).toBeUndefined();
  });

  it.each(['#f=<script>:1', '#f=cadastre_parcel', '#lang=de', '#g=moon', '#l=base_map~900'])(
    'is not disturbed by %s',
    (hash) => {
      const { selection, language, grid, layers } = readPermalink(hash, catalogue);
      expect([selection, language, grid]).toEqual([undefined, undefined, undefined]);
      expect(layers?.['base_map']?.opacity ?? 1).toBe(1);
    },
  );
});
