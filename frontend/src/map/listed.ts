/** Marks the places of a searched list. */
import L from 'leaflet';
import type { Context } from '../app/context';
import { places } from '../list/list';
import { toLatLng } from './position';
import type { Scene } from './scene';

const MARK: L.CircleMarkerOptions = { className: 'listed', interactive: false, radius: 7 };

export function drawListed({ map }: Scene, context: Context, signal: AbortSignal): void {
  const marks = L.layerGroup().addTo(map);
  context.store.watch(
    (state) => state.list,
    (list) => {
      marks.clearLayers();
      for (const { point } of places(list)) {
        if (point) marks.addLayer(L.circleMarker(toLatLng(point, context.projections), MARK));
      }
    },
    signal,
  );
}
