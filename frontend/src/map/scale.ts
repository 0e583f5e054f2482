/** Scale denominators of a grid's levels, and which layers they show. */
import type { Grid, GridId, Position, ScaleRange } from '../api/catalogue';
import type { Projections } from '../crs/projections';

/** Metres of one pixel by OGC (0.28 mm): the pixel of all scale ranges in the catalogue. */
const PIXEL_M = 0.000_28;

/** The denominator that the grid's definition gives: what scale ranges are compared with. */
export function nominalDenominator(grid: Grid, zoom: number): number {
  return resolution(grid, zoom) / PIXEL_M;
}

/** Metres on the ground of one pixel at a place: Mercator's metres shrink with the latitude. */
export function groundResolution(
  gridId: GridId,
  grid: Grid,
  zoom: number,
  center: Position,
  projections: Projections,
): number {
  if (gridId === 'krovak') return resolution(grid, zoom);
  const latitude = projections.toWgs84(center)[1];
  return resolution(grid, zoom) * Math.cos((latitude * Math.PI) / 180);
}

export function groundDenominator(...place: Parameters<typeof groundResolution>): number {
  return groundResolution(...place) / PIXEL_M;
}

/** Whether something with this range is drawn at the denominator; both ends belong to it. */
export function inScale(range: ScaleRange | null, denominator: number): boolean {
  if (range === null) return true;
  // A thousandth of tolerance: denominators come from resolutions written with finite digits.
  const aboveMin = range.min === null || denominator >= range.min * 0.999;
  const belowMax = range.max === null || denominator <= range.max * 1.001;
  return aboveMin && belowMax;
}

/** The level whose denominator is nearest to the wish. */
export function zoomFor(grid: Grid, denominator: number): number {
  return nearest(
    grid.resolutions.map((value) => value / PIXEL_M),
    denominator,
  );
}

/** The index of the value that differs least from the wish, by ratio. */
export function nearest(values: number[], wish: number): number {
  const distances = values.map((value) => Math.abs(Math.log(value / wish)));
  return distances.indexOf(Math.min(...distances));
}

/** The first level, from afar, that the range allows; null when the grid has none. */
export function zoomInto(grid: Grid, range: ScaleRange): number | null {
  const zoom = grid.resolutions.findIndex((value) => inScale(range, value / PIXEL_M));
  return zoom < 0 ? null : zoom;
}

/** 1 : 2 000, to four digits, with spaces that do not break. */
export function formatScale(denominator: number): string {
  const digits = Math.max(0, Math.floor(Math.log10(denominator)) - 3);
  const rounded = Math.round(denominator / 10 ** digits) * 10 ** digits;
  return `1\u00a0:\u00a0${String(rounded).replace(/\B(?=(\d{3})+$)/g, '\u00a0')}`;
}

/** The longest round length that fits: metres and its width in pixels. */
export function scaleBar(
  metresPerPixel: number,
  maxWidthPx: number,
): { lengthM: number; widthPx: number } {
  const longest = metresPerPixel * maxWidthPx;
  const power = 10 ** Math.floor(Math.log10(longest));
  const step = [5, 2, 1].find((factor) => factor * power <= longest) ?? 1;
  const lengthM = step * power;
  return { lengthM, widthPx: Math.round(lengthM / metresPerPixel) };
}

export function formatLength(lengthM: number): string {
  return lengthM >= 1000 ? `${lengthM / 1000}\u00a0km` : `${lengthM}\u00a0m`;
}

function resolution(grid: Grid, zoom: number): number {
  const level = Math.max(0, Math.min(grid.resolutions.length - 1, Math.round(zoom)));
  const value = grid.resolutions[level];
  if (value === undefined) throw new Error('A grid has at least one resolution');
  return value;
}
