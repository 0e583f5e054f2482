import { describe, expect, it } from 'vitest';
import type { Candidate, ListedRow, RowState } from '../api/search';
import { Words } from '../locales/words';
import { csv } from './csv';
import { around, choose, EMPTY_LIST, listedParcels, type ParcelList, summary } from './list';

function candidate(id: string, layer = 'cadastre_parcel'): Candidate {
  const detail = { cs: 'k. ú. Ves', en: 'cadastral unit Ves' };
  return {
    id,
    layer,
    kind: 'parcel',
    label: `${id}/1`,
    detail,
    point: [-690000, -975000],
    bbox: null,
  };
}

function row(line: number, state: RowState, ...candidates: Candidate[]): ListedRow {
  return { line, text: `=row ${line}`, state, reason: null, candidates };
}

const LIST: ParcelList = {
  ...EMPTY_LIST,
  status: 'filled',
  rows: [
    row(1, 'found', candidate('10')),
    row(2, 'ambiguous', candidate('10'), candidate('20')),
    row(3, 'not_found'),
    row(4, 'found', candidate('5', 'address_place')),
  ],
};

describe('a searched list', () => {
  it('counts what is found, to choose and missing', () => {
    expect(summary(LIST)).toEqual({ found: 2, ambiguous: 1, missing: 1 });
    expect(summary(choose(LIST, 2, 1))).toEqual({ found: 3, ambiguous: 0, missing: 1 });
  });

  it('takes nothing of an ambiguous row until it is chosen', () => {
    expect(listedParcels(LIST)).toEqual(['10']);
    expect(listedParcels(choose(LIST, 2, 1))).toEqual(['10', '20']);
    expect(listedParcels(choose(choose(LIST, 2, 1), 2, null))).toEqual(['10']);
  });

  it('gives each parcel once', () => {
    expect(listedParcels(choose(LIST, 2, 0))).toEqual(['10']);
  });

  it('has a box around all its places, none when there is no place', () => {
    expect(around([candidate('1')])).toEqual([-690050, -975050, -689950, -974950]);
    expect(around([])).toBeNull();
  });
});

describe('the list as CSV', () => {
  it('keeps every row, and no cell is a formula', () => {
    const lines = csv(LIST, new Words('cs')).trimEnd().split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe(
      "1;'=row 1;nalezeno;10/1;k. ú. Ves;cadastre_parcel;10;-690000,00;-975000,00;",
    );
    expect(lines[3]).toBe("3;'=row 3;nenalezeno;;;;;;;");
  });
});
