/** Positions of the state (EPSG:5514) as Leaflet's latitude and longitude, and back. */
import L from 'leaflet';
import type { Box, Position } from '../api/catalogue';
import type { Projections } from '../crs/projections';

export function toLatLng(position: Position, projections: Projections): L.LatLng {
  const [longitude, latitude] = projections.toWgs84(position);
  return L.latLng(latitude, longitude);
}

export function fromLatLng(place: L.LatLng, projections: Projections): Position {
  return projections.fromWgs84([place.lng, place.lat]);
}

/** The four corners: a box of EPSG:5514 stands slanted in any other system. */
export function corners([west, south, east, north]: Box, projections: Projections): L.LatLng[] {
  const positions: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  return positions.map((position) => toLatLng(position, projections));
}
