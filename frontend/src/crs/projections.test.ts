import { describe, expect, it } from 'vitest';
import { catalogue } from '../api/catalogue.fixture';
import { Projections } from './projections';

const projections = new Projections(catalogue.crs);

describe('Projections', () => {
  // What pyproj gives for the same definitions (EPSG:5239); 1e-8 of a degree is a millimetre.
  it.each([
    [-688_000, -974_000, 15.057_571_938, 50.767_560_169],
    [-773_607.22, -999_285.22, 13.907_841_355, 50.438_071_164],
    [-500_000, -1_150_000, 17.936_229_56, 49.378_519_966],
  ])('places %d %d where PROJ does', (east, north, longitude, latitude) => {
    const [lon, lat] = projections.toWgs84([east, north]);
    expect(Math.abs(lon - longitude)).toBeLessThan(1e-8);
    expect(Math.abs(lat - latitude)).toBeLessThan(1e-8);
  });

  it('comes back to where it started within two millimetres', () => {
    const [east, north] = projections.fromWgs84(projections.toWgs84([-773_607.22, -999_285.22]));
    expect(Math.abs(east + 773_607.22)).toBeLessThan(0.002);
    expect(Math.abs(north + 999_285.22)).toBeLessThan(0.002);
  });

  it('refuses a catalogue without the national system', () => {
    expect(() => new Projections({})).toThrow('EPSG:5514');
  });
});
