/** "What is here?" by a click, a tap, or Enter over the cross in the middle of the map. */
import type * as L from 'leaflet';
import type { Context } from '../app/context';
import { fromLatLng } from './position';
import { groundResolution } from './scale';
import type { Scene } from './scene';

/** How near a line or a point must be to be meant. */
const TOLERANCE_PX = 6;
/** A second click within this time is a zoom, not a question. */
const DOUBLE_CLICK_MS = 220;

export function askByMap(scene: Scene, context: Context, signal: AbortSignal): void {
  const { map } = scene;
  let waiting = 0;
  map.on('click', (event) => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => ask(scene, context, event.latlng), DOUBLE_CLICK_MS);
  });
  map.on('dblclick', () => window.clearTimeout(waiting));
  signal.addEventListener('abort', () => window.clearTimeout(waiting), { once: true });
  map.getContainer().addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' && event.target === map.getContainer()) {
        ask(scene, context, map.getCenter());
      }
    },
    { signal },
  );
}

function ask(
  { map, gridId }: Scene,
  { store, catalogue, projections }: Context,
  place: L.LatLng,
): void {
  const point = fromLatLng(place, projections);
  const grid = catalogue.grids[gridId];
  const pixelM = groundResolution(gridId, grid, map.getZoom(), point, projections);
  store.update({ question: { kind: 'point', point, toleranceM: TOLERANCE_PX * pixelM } });
}
