/** The sheet that is being set up: its paper, its place, what it is printed over. */
import type { Box, Position } from '../api/catalogue';
import type { FailureKind } from '../api/json';
import type { Orientation, Paper, PrintOffer, PrintSeries, SheetLayout } from '../api/print';

export type Over = 'one' | 'parcels' | 'extent' | 'municipality';

export interface Sheet {
  paper: Paper;
  orientation: Orientation;
  /** Null: each parcel of a series gets the largest that fits. */
  scale: number | null;
  legend: boolean;
  grid: boolean;
  title: string;
  note: string;
  over: Over;
  /** EPSG:5514. */
  center: Position | null;
}

export type PrintStatus =
  | { status: 'idle' }
  | { status: 'working'; done: number; total: number | null; isSeries: boolean }
  | { status: 'failed'; failure: FailureKind; detail: string }
  | { status: 'done'; address: string; name: string; missing: readonly string[] };

export interface PrintState {
  offer: PrintOffer | null;
  sheet: Sheet;
  printing: PrintStatus;
}

export const NO_PRINT: PrintState = {
  offer: null,
  sheet: {
    paper: 'A4',
    orientation: 'landscape',
    scale: null,
    legend: true,
    grid: true,
    title: '',
    note: '',
    over: 'one',
    center: null,
  },
  printing: { status: 'idle' },
};

export function layoutOf({ offer, sheet }: PrintState): SheetLayout | null {
  const fits = (each: SheetLayout): boolean =>
    each.paper === sheet.paper &&
    each.orientation === sheet.orientation &&
    each.legend === sheet.legend;
  return offer?.layouts.find(fits) ?? null;
}

/** What the map of the sheet covers on the ground; null while it is not known. */
export function frameOf(state: PrintState): Box | null {
  const layout = layoutOf(state);
  const { center, scale } = state.sheet;
  if (!layout || !center || scale === null) return null;
  const [east, north] = center;
  const wide = (layout.map_mm.width * scale) / 2000;
  const high = (layout.map_mm.height * scale) / 2000;
  return [east - wide, north - high, east + wide, north + high];
}

/** The offered scale at which the sheet covers about as much as the screen, or the coarsest. */
export function scaleFor(offer: PrintOffer, denominator: number): number {
  const coarser = offer.scales.filter((scale) => scale >= denominator * 0.8);
  return coarser[0] ?? offer.scales.at(-1) ?? denominator;
}

export function seriesOf(
  sheet: Sheet,
  from: { parcels: readonly string[]; extent: Box | null; municipality: string | null },
): PrintSeries | null {
  if (sheet.over === 'parcels' && from.parcels.length > 0) {
    return { over: 'parcels', codes: from.parcels.map(Number) };
  }
  if (sheet.over === 'municipality' && from.municipality) {
    return { over: 'municipality', codes: [Number(from.municipality)] };
  }
  if (sheet.over === 'extent' && from.extent) return { over: 'extent', extent: from.extent };
  return null;
}
