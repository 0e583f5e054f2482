/** The places of the searched list as drawings: what is marked on the map is marked on paper. */
import type { Feature } from 'geojson';
import type { PrintOrder } from '../api/print';
import { type ParcelList, places } from '../list/list';

const COLOR = '#b5121b';
const KROVAK = 5514;
const LONGEST_LABEL = 200;

export function listedPlaces(list: ParcelList): Pick<PrintOrder, 'drawings' | 'drawings_crs'> {
  const features = places(list).flatMap(({ point, label }): Feature[] => {
    if (!point) return [];
    const properties = { label: label.slice(0, LONGEST_LABEL), color: COLOR };
    return [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: point } }];
  });
  if (features.length === 0) return {};
  return { drawings: { type: 'FeatureCollection', features }, drawings_crs: KROVAK };
}
