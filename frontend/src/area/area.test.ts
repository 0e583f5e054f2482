import { describe, expect, it } from 'vitest';
import type { Position } from '../api/catalogue';
import {
  areaM2,
  EMPTY_AREA,
  geojson,
  isWhole,
  MOST_CORNERS,
  withCorner,
  withoutLastCorner,
} from './area';

const SQUARE: Position[] = [
  [-690_000, -975_000],
  [-689_900, -975_000],
  [-689_900, -974_950],
  [-690_000, -974_950],
];

function drawn(corners: Position[]) {
  return corners.reduce(withCorner, EMPTY_AREA);
}

describe('an area', () => {
  it('is whole from three corners on', () => {
    expect(isWhole(drawn(SQUARE.slice(0, 2)))).toBe(false);
    expect(isWhole(drawn(SQUARE.slice(0, 3)))).toBe(true);
    expect(isWhole(withoutLastCorner(drawn(SQUARE.slice(0, 3))))).toBe(false);
  });

  it('has the same size whichever way it is drawn', () => {
    expect(areaM2(drawn(SQUARE))).toBe(5000);
    expect(areaM2(drawn([...SQUARE].reverse()))).toBe(5000);
    expect(areaM2(EMPTY_AREA)).toBe(0);
  });

  it('is closed as GeoJSON and rounded to decimetres', () => {
    const [first, ...rest] = SQUARE;
    const area = drawn([[-690_000.04, -975_000.01], ...rest]);
    const ring = JSON.parse(geojson(area)).coordinates[0];
    expect(ring).toHaveLength(5);
    expect(ring[0]).toEqual(first);
    expect(ring[4]).toEqual(ring[0]);
  });

  it('takes no more corners than an address can hold', () => {
    const corners = Array.from({ length: 150 }, (_, n): Position => [-700_000.1 - n, -975_000.1]);
    const area = drawn(corners);
    expect(area.corners).toHaveLength(MOST_CORNERS);
    expect(encodeURIComponent(geojson(area)).length).toBeLessThan(7000);
  });
});
