/** What is marked on the map is marked on paper: the places of the list, the drawn area. */
import type { Feature, Polygon } from 'geojson';
import type { PrintOrder } from '../api/print';
import { type Area, geojson, isWhole } from '../area/area';
import { type ParcelList, places } from '../list/list';

const COLOR = '#b5121b';
const KROVAK = 5514;
const LONGEST_LABEL = 200;

export function ownDrawings(
  list: ParcelList,
  area: Area,
): Pick<PrintOrder, 'drawings' | 'drawings_crs'> {
  const features = [...drawnArea(area), ...listedPlaces(list)];
  if (features.length === 0) return {};
  return { drawings: { type: 'FeatureCollection', features }, drawings_crs: KROVAK };
}

function listedPlaces(list: ParcelList): Feature[] {
  return places(list).flatMap(({ point, label }): Feature[] => {
    if (!point) return [];
    const properties = { label: label.slice(0, LONGEST_LABEL), color: COLOR };
    return [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: point } }];
  });
}

function drawnArea(area: Area): Feature[] {
  if (!isWhole(area)) return [];
  const geometry = JSON.parse(geojson(area)) as Polygon;
  return [{ type: 'Feature', properties: { color: COLOR }, geometry }];
}
