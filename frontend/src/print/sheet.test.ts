import { describe, expect, it } from 'vitest';
import type { PrintOffer, SheetLayout } from '../api/print';
import { frameOf, layoutOf, NO_PRINT, type PrintState, scaleFor, seriesOf } from './sheet';

const LAYOUT: SheetLayout = {
  paper: 'A4',
  orientation: 'landscape',
  legend: true,
  size_mm: [297, 210],
  map_mm: { left: 15, top: 28, width: 200, height: 140 },
  dpi: 300,
};
const OFFER: PrintOffer = {
  layouts: [{ ...LAYOUT, legend: false }, LAYOUT],
  scales: [500, 1000, 5000],
  limits: { sheets: 60, title: 120, note: 500 },
};

function state(change: Partial<PrintState['sheet']> = {}): PrintState {
  const sheet = { ...NO_PRINT.sheet, scale: 1000, ...change };
  return { ...NO_PRINT, offer: OFFER, sheet: { ...sheet, center: [-690_000, -975_000] } };
}

describe('the sheet', () => {
  it('has the layout of its paper, orientation and legend', () => {
    expect(layoutOf(state())).toBe(LAYOUT);
    expect(layoutOf(state({ paper: 'A1' }))).toBeNull();
    expect(layoutOf(NO_PRINT)).toBeNull();
  });

  it('covers the ground that its map shows at the scale', () => {
    expect(frameOf(state())).toEqual([-690_100, -975_070, -689_900, -974_930]);
    expect(frameOf(state({ scale: null }))).toBeNull();
  });

  it('begins with the wanted scale or the next coarser one', () => {
    expect(scaleFor(OFFER, 900)).toBe(1000);
    expect(scaleFor(OFFER, 1100)).toBe(1000);
    expect(scaleFor(OFFER, 1500)).toBe(5000);
    expect(scaleFor(OFFER, 90_000)).toBe(5000);
  });

  it('is a series over what there is', () => {
    const from = { parcels: ['1', '2'], extent: null, municipality: null };
    expect(seriesOf(state({ over: 'parcels' }).sheet, from)).toEqual({
      over: 'parcels',
      codes: [1, 2],
    });
    expect(seriesOf(state({ over: 'extent' }).sheet, from)).toBeNull();
    expect(seriesOf(state().sheet, from)).toBeNull();
  });
});
