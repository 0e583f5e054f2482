/** Draws what the answer is about: the place asked and the outline of the selected feature. */
import L from 'leaflet';
import type { Position } from '../api/catalogue';
import type { Geometry } from '../api/identify';
import type { Context } from '../app/context';
import { element } from '../dom/element';
import { selectedFeature } from '../identify/selection';
import { toLatLng } from './position';
import type { Scene } from './scene';

const CASING: L.PathOptions = { className: 'highlight-casing', interactive: false, fill: false };
const OUTLINE: L.PathOptions = { className: 'highlight', interactive: false };
const POINT_RADIUS_PX = 9;

export function drawAnswer({ map }: Scene, context: Context, signal: AbortSignal): void {
  const outline = L.layerGroup().addTo(map);
  const mark = L.layerGroup().addTo(map);
  context.store.watch(
    selectedFeature,
    (feature) => {
      outline.clearLayers();
      if (!feature?.geometry) return;
      outline.addLayer(shape(feature.geometry, CASING, context));
      outline.addLayer(shape(feature.geometry, OUTLINE, context));
    },
    signal,
  );
  context.store.watch(
    (state) => state.mark,
    (position) => {
      mark.clearLayers();
      if (position) mark.addLayer(pin(position, context));
    },
    signal,
  );
}

function shape(geometry: Geometry, style: L.PathOptions, { projections }: Context): L.GeoJSON {
  const place = ([east, north]: number[]): L.LatLng =>
    toLatLng([east ?? Number.NaN, north ?? Number.NaN], projections);
  return L.geoJSON(geometry, {
    style,
    coordsToLatLng: place,
    pointToLayer: (_, latLng) => L.circleMarker(latLng, { ...style, radius: POINT_RADIUS_PX }),
  });
}

function pin(position: Position, { projections }: Context): L.Marker {
  const icon = L.divIcon({
    className: 'place-mark',
    html: element('span', { class: 'place-mark__dot' }),
    iconSize: [18, 18],
  });
  return L.marker(toLatLng(position, projections), { icon, interactive: false, keyboard: false });
}
