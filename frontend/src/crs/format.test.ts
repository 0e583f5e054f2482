import { describe, expect, it } from 'vitest';
import type { Position } from '../api/catalogue';
import { catalogue } from '../api/catalogue.fixture';
import { formatCoordinates } from './format';
import { Projections } from './projections';

const projections = new Projections(catalogue.crs);
const PLACE: Position = [-688_000, -974_000.126];

describe('formatCoordinates', () => {
  it('writes EPSG:5514 with its minus signs', () => {
    const text = formatCoordinates(PLACE, 'krovak', projections, 'cs');
    expect(text).toBe('E −688000.00, N −974000.13');
  });

  it('writes EPSG:5513 positive, as surveyors do', () => {
    const text = formatCoordinates(PLACE, 'positive', projections, 'cs');
    expect(text).toBe('Y 688000.00, X 974000.13');
  });

  it('writes WGS 84 latitude first, as maps on the web take it', () => {
    expect(formatCoordinates(PLACE, 'wgs84', projections, 'cs')).toBe('50.7675590, 15.0575722');
  });

  it('writes degrees, minutes and seconds in the language of the page', () => {
    const [cs, en] = (['cs', 'en'] as const).map((language) =>
      formatCoordinates(PLACE, 'dms', projections, language),
    );
    expect(cs).toBe('50° 46′ 03.21″ s. š., 15° 03′ 27.26″ v. d.');
    expect(en).toBe('50° 46′ 03.21″ N, 15° 03′ 27.26″ E');
  });
});
