/** Says where a difference lies when that is not in the region, whose map is all that is drawn. */
import type { Box } from '../api/catalogue';

const DIRECTIONS = [
  'východ',
  'severovýchod',
  'sever',
  'severozápad',
  'západ',
  'jihozápad',
  'jih',
  'jihovýchod',
];

/** The sentence, or nothing where they meet. Boxes are in EPSG:5514. */
export function elsewhere(shown: Box, region: Box): string {
  const east = gap(shown[0], shown[2], region[0], region[2]);
  const north = gap(shown[1], shown[3], region[1], region[3]);
  if (east === 0 && north === 0) return '';
  const turn = Math.round(Math.atan2(north, east) / (Math.PI / 4));
  const direction = DIRECTIONS[(turn + DIRECTIONS.length) % DIRECTIONS.length];
  const km = Math.max(1, Math.round(Math.hypot(east, north) / 1000));
  return `Objekty leží mimo zobrazené území, asi ${km} km na ${direction} od něj. Podkladová mapa tam může chybět; polohu udává síť S-JTSK.`;
}

/** How far the first stretch lies behind (−) or beyond (+) the second one. */
function gap(from: number, to: number, start: number, end: number): number {
  if (from > end) return from - end;
  return to < start ? to - start : 0;
}
