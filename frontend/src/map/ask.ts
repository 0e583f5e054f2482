/**
 * "What is here?" by a click, a tap, or Enter over the cross in the middle of the map; while an
 * area is drawn, the same adds a corner.
 */
import type * as L from 'leaflet';
import type { Context } from '../app/context';
import { withCorner } from '../area/area';
import { panIntoFree } from './free';
import { fromLatLng } from './position';
import { groundResolution } from './scale';
import type { Scene } from './scene';

/** How near a line or a point must be to be meant. */
const TOLERANCE_PX = 6;
/** The most that the server takes. */
const LARGEST_TOLERANCE_M = 500;
/** The mark is seen whole. */
const MARK_MARGIN_PX = 32;
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
  showCross(map.getContainer(), signal);
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

/** Shows the cross in the middle only to those who move the map by the keyboard. */
function showCross(container: HTMLElement, signal: AbortSignal): void {
  const show = (shown: boolean) => (): void => {
    container.classList.toggle('map--keyboard', shown);
  };
  container.addEventListener('keyup', show(true), { signal });
  container.addEventListener('pointerdown', show(false), { signal });
  container.addEventListener('blur', show(false), { signal });
}

function ask(
  { map, gridId }: Scene,
  { store, catalogue, projections }: Context,
  place: L.LatLng,
): void {
  const point = fromLatLng(place, projections);
  const { area } = store.state;
  if (area.drawing) {
    store.update({ area: withCorner(area, point) });
    return;
  }
  const grid = catalogue.grids[gridId];
  const pixelM = groundResolution(gridId, grid, map.getZoom(), point, projections);
  const toleranceM = Math.min(TOLERANCE_PX * pixelM, LARGEST_TOLERANCE_M);
  store.update({ question: { kind: 'point', point, toleranceM } });
  panIntoFree(map, place, MARK_MARGIN_PX);
}
