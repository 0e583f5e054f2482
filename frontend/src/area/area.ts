/** An area that somebody draws: the corners of its border in EPSG:5514. */
import type { Position } from '../api/catalogue';

export interface Area {
  /** Whether a click on the map, or Enter over its middle, adds a corner. */
  drawing: boolean;
  corners: readonly Position[];
}

export const EMPTY_AREA: Area = { drawing: false, corners: [] };

/** Of more the address of an extract would be longer than the server takes. */
export const MOST_CORNERS = 100;
const FEWEST_CORNERS = 3;

export function isWhole({ corners }: Area): boolean {
  return corners.length >= FEWEST_CORNERS;
}

export function withCorner(area: Area, [east, north]: Position): Area {
  if (area.corners.length >= MOST_CORNERS) return area;
  return { ...area, corners: [...area.corners, [decimetres(east), decimetres(north)]] };
}

export function withoutLastCorner(area: Area): Area {
  return { ...area, corners: area.corners.slice(0, -1) };
}

/** By the shoelace formula, in m². */
export function areaM2({ corners }: Area): number {
  const doubled = corners.reduce((sum, [east, north], index) => {
    const [nextEast, nextNorth] = corners[(index + 1) % corners.length] ?? [east, north];
    return sum + east * nextNorth - nextEast * north;
  }, 0);
  return Math.abs(doubled) / 2;
}

/** A GeoJSON polygon in EPSG:5514, closed. */
export function geojson({ corners }: Area): string {
  return JSON.stringify({ type: 'Polygon', coordinates: [[...corners, corners[0]]] });
}

function decimetres(value: number): number {
  return Math.round(value * 10) / 10;
}
