import { describe, expect, it } from 'vitest';
import { catalogue } from '../api/catalogue.fixture';
import { Projections } from '../crs/projections';
import {
  formatScale,
  groundDenominator,
  inScale,
  nearest,
  nominalDenominator,
  scaleBar,
  zoomFor,
  zoomInto,
} from './scale';

const { krovak, webmercator } = catalogue.grids;
const projections = new Projections(catalogue.crs);

describe('scale', () => {
  it('reads denominators from the resolutions of the grid', () => {
    expect(nominalDenominator(krovak, 0)).toBeCloseTo(2_048_000, 3);
    expect(nominalDenominator(krovak, 10)).toBeCloseTo(2000, 6);
  });

  it('stays on the grid when asked for a level beyond it', () => {
    expect(nominalDenominator(krovak, 99)).toBeCloseTo(2000, 6);
  });

  it('shortens the metres of Mercator by the latitude', () => {
    const zoom = nearest(webmercator.resolutions, 0.6);
    const nominal = nominalDenominator(webmercator, zoom);
    const args = ['webmercator', webmercator, zoom, [-688_000, -974_000], projections] as const;
    const ground = groundDenominator(args[0], args[1], args[2], [...args[3]], args[4]);
    expect(ground / nominal).toBeCloseTo(Math.cos((50.767_56 * Math.PI) / 180), 5);
  });

  it.each([
    [{ min: null, max: 10_000 }, 10_000, true],
    [{ min: null, max: 10_000 }, 16_000, false],
    [{ min: 5000, max: null }, 2000, false],
    [{ min: null, max: null }, 2_048_000, true],
    [null, 1, true],
  ])('says whether %j is drawn at 1 : %d', (range, denominator, drawn) => {
    expect(inScale(range, denominator)).toBe(drawn);
  });

  it('finds the level nearest to a scale, and the first that a range allows', () => {
    expect(zoomFor(krovak, 5000)).toBe(9);
    expect(zoomInto(krovak, { min: null, max: 10_000 })).toBe(8);
    expect(zoomInto(krovak, { min: null, max: 1 })).toBeNull();
  });

  it('writes scales in groups of three', () => {
    expect(formatScale(2000)).toBe('1\u00a0:\u00a02\u00a0000');
    expect(formatScale(2_047_999.999)).toBe('1\u00a0:\u00a02\u00a0048\u00a0000');
    expect(formatScale(250)).toBe('1\u00a0:\u00a0250');
  });

  it('draws the longest round length that fits', () => {
    expect(scaleBar(0.56, 110)).toEqual({ lengthM: 50, widthPx: 89 });
    expect(scaleBar(573.44, 110)).toEqual({ lengthM: 50_000, widthPx: 87 });
  });
});
