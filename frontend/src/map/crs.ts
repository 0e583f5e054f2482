/** Leaflet's coordinate system for a grid of the server: same origin, resolutions and extent. */
import L from 'leaflet';
import 'proj4leaflet';
import type { Catalogue, GridId } from '../api/catalogue';

export function leafletCrs(catalogue: Catalogue, gridId: GridId): L.CRS {
  const { crs: code, origin, extent, resolutions } = catalogue.grids[gridId];
  const definition = Object.values(catalogue.crs).find((crs) => crs.code === code);
  if (!definition) throw new Error(`The catalogue defines no ${code}, the system of ${gridId}`);
  const [west, south, east, north] = extent;
  const bounds = L.bounds([west, south], [east, north]); // no tile is asked for beyond them
  return new L.Proj.CRS(code, definition.proj4, { origin, resolutions, bounds });
}
