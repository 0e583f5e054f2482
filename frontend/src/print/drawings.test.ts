import { describe, expect, it } from 'vitest';
import type { Candidate } from '../api/search';
import { type Area, EMPTY_AREA } from '../area/area';
import { EMPTY_LIST, type ParcelList } from '../list/list';
import { ownDrawings } from './drawings';

const AREA: Area = {
  drawing: false,
  corners: [
    [-690_000, -975_000],
    [-689_900, -975_000],
    [-689_900, -974_950],
  ],
};

function listed(point: Candidate['point']): ParcelList {
  const candidate = { label: '12/1', point } as Candidate;
  const row = { line: 1, text: '12/1', state: 'found', reason: null, candidates: [candidate] };
  return { ...EMPTY_LIST, rows: [row as ParcelList['rows'][number]] };
}

describe('own drawings on paper', () => {
  it('are the places of the list, points of S-JTSK with their labels', () => {
    const { drawings, drawings_crs } = ownDrawings(listed([-690_000, -975_000]), EMPTY_AREA);
    expect(drawings_crs).toBe(5514);
    expect(drawings?.features[0]).toMatchObject({
      geometry: { type: 'Point', coordinates: [-690_000, -975_000] },
      properties: { label: '12/1' },
    });
  });

  it('are the area that is drawn, closed', () => {
    const { drawings } = ownDrawings(EMPTY_LIST, AREA);
    const [first, ...rest] = AREA.corners;
    expect(drawings?.features[0]?.geometry).toEqual({
      type: 'Polygon',
      coordinates: [[first, ...rest, first]],
    });
  });

  it('are nothing without a place and a whole area', () => {
    expect(ownDrawings(listed(null), EMPTY_AREA)).toEqual({});
    expect(ownDrawings(EMPTY_LIST, { ...AREA, corners: AREA.corners.slice(0, 2) })).toEqual({});
  });
});
