import { describe, expect, it } from 'vitest';
import type { Candidate } from '../api/search';
import { EMPTY_LIST, type ParcelList } from '../list/list';
import { listedPlaces } from './listed';

function listed(point: Candidate['point']): ParcelList {
  const candidate = { label: '12/1', point } as Candidate;
  const row = { line: 1, text: '12/1', state: 'found', reason: null, candidates: [candidate] };
  return { ...EMPTY_LIST, rows: [row as ParcelList['rows'][number]] };
}

describe('the places of a list on paper', () => {
  it('are points of S-JTSK with their labels', () => {
    const { drawings, drawings_crs } = listedPlaces(listed([-690_000, -975_000]));
    expect(drawings_crs).toBe(5514);
    expect(drawings?.features[0]).toMatchObject({
      geometry: { type: 'Point', coordinates: [-690_000, -975_000] },
      properties: { label: '12/1' },
    });
  });

  it('are nothing without a place', () => {
    expect(listedPlaces(listed(null))).toEqual({});
    expect(listedPlaces(EMPTY_LIST)).toEqual({});
  });
});
