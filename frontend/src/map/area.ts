/** Shows the area that is being drawn. */
import L from 'leaflet';
import type { Context } from '../app/context';
import { type Area, isWhole } from '../area/area';
import { toLatLng } from './position';
import type { Scene } from './scene';

const BORDER: L.PolylineOptions = { className: 'area', interactive: false };
const CORNER: L.CircleMarkerOptions = { className: 'area', interactive: false, radius: 4 };

export function drawArea({ map }: Scene, context: Context, signal: AbortSignal): void {
  const drawn = L.layerGroup().addTo(map);
  const show = (area: Area): void => {
    drawn.clearLayers();
    map.getContainer().classList.toggle('map--drawing', area.drawing);
    const places = area.corners.map((corner) => toLatLng(corner, context.projections));
    drawn.addLayer(isWhole(area) ? L.polygon(places, BORDER) : L.polyline(places, BORDER));
    for (const place of places) drawn.addLayer(L.circleMarker(place, CORNER));
  };
  context.store.watch((state) => state.area, show, signal);
}
