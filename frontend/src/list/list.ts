/** A list of parcels and addresses that was searched: its rows, and what was chosen for each. */
import type { Box } from '../api/catalogue';
import type { FailureKind } from '../api/json';
import type { Candidate, ListedRow } from '../api/search';

export interface ParcelList {
  text: string;
  status: 'empty' | 'loading' | 'failed' | 'filled';
  failure: FailureKind | null;
  detail: string;
  rows: readonly ListedRow[];
  /** Of ambiguous rows: the index of the candidate taken, by line. */
  chosen: Readonly<Record<number, number>>;
}

export const EMPTY_LIST: ParcelList = {
  text: '',
  status: 'empty',
  failure: null,
  detail: '',
  rows: [],
  chosen: {},
};

const PARCELS = 'cadastre_parcel';
/** Of a place without an extent, in metres: so that the map does not go nearer than it is of use. */
const AROUND_M = 50;

/** What a row means: the one thing found, or the one that was chosen. */
export function meant(list: ParcelList, row: ListedRow): Candidate | null {
  if (row.state === 'found') return row.candidates[0] ?? null;
  const index = list.chosen[row.line];
  return index === undefined ? null : (row.candidates[index] ?? null);
}

export function choose(list: ParcelList, line: number, index: number | null): ParcelList {
  const { [line]: _, ...others } = list.chosen;
  return { ...list, chosen: index === null ? others : { ...others, [line]: index } };
}

export function places(list: ParcelList): Candidate[] {
  return list.rows.flatMap((row) => meant(list, row) ?? []);
}

/** Codes of the parcels of the list, each once: what an extract or a release is asked for. */
export function listedParcels(list: ParcelList): string[] {
  const parcels = places(list).filter(({ layer }) => layer === PARCELS);
  return [...new Set(parcels.map(({ id }) => id))];
}

export interface Summary {
  found: number;
  ambiguous: number;
  missing: number;
}

export function summary(list: ParcelList): Summary {
  const found = places(list).length;
  const open = list.rows.filter((row) => row.state === 'ambiguous' && !meant(list, row)).length;
  return { found, ambiguous: open, missing: list.rows.length - found - open };
}

/** The box around all places; null when none is known. */
export function around(candidates: readonly Candidate[]): Box | null {
  const boxes = candidates.flatMap(({ bbox, point }): Box[] => {
    if (bbox) return [bbox];
    if (!point) return [];
    const [east, north] = point;
    return [[east - AROUND_M, north - AROUND_M, east + AROUND_M, north + AROUND_M]];
  });
  if (boxes.length === 0) return null;
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}
