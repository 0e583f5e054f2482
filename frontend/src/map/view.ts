/** Keeps the map and the state's view the same, and grants wishes to see a place. */
import * as L from 'leaflet';
import type { Box } from '../api/catalogue';
import type { Context } from '../app/context';
import type { Target, View } from '../app/state';
import { corners, fromLatLng, toLatLng } from './position';
import { zoomFor } from './scale';
import type { Scene } from './scene';

/** Closer than this nobody needs to be taken for a single small feature. */
const CLOSEST_DENOMINATOR = 500;
const MARGIN_PX = 48;

export function followView(scene: Scene, context: Context, signal: AbortSignal): void {
  const { map } = scene;
  const { store, projections } = context;
  let written: View | null = null;
  const write = (): void => {
    written = { center: fromLatLng(map.getCenter(), projections), zoom: map.getZoom() };
    store.update({ view: written });
  };
  const { target } = store.state;
  if (target) apply(scene, context, target);
  else if (store.state.view) show(scene, context, store.state.view);
  write();
  map.on('moveend', write);
  store.watch(
    (state) => state.view,
    (view) => {
      if (view && view !== written) show(scene, context, view);
    },
    signal,
  );
  store.watch(
    (state) => state.target,
    (wish) => {
      if (wish) apply(scene, context, wish);
    },
    signal,
  );
}

function show(scene: Scene, { projections }: Context, view: View): void {
  scene.map.setView(toLatLng(view.center, projections), view.zoom, { animate: false });
}

function apply(scene: Scene, context: Context, target: Target): void {
  const grid = context.catalogue.grids[scene.gridId];
  if ('box' in target) fitBox(scene, context, target.box, zoomFor(grid, CLOSEST_DENOMINATOR));
  else {
    const place = toLatLng(target.point, context.projections);
    center(scene.map, place, zoomFor(grid, target.denominator));
  }
  context.store.update({ target: null });
}

/** The deepest level at which the box fits beside the panels. */
function fitBox({ map }: Scene, { projections }: Context, box: Box, deepest: number): void {
  const places = corners(box, projections);
  const room = map.getSize().subtract(covered(map));
  for (let zoom = deepest; zoom >= 0; zoom -= 1) {
    const bounds = L.bounds(places.map((place) => map.project(place, zoom)));
    const size = bounds.getSize();
    const fits = size.x <= room.x - MARGIN_PX && size.y <= room.y - MARGIN_PX;
    if (fits || zoom === 0) {
      center(map, map.unproject(bounds.getCenter(), zoom), zoom);
      return;
    }
  }
}

/** Puts a place into the middle of what the panels leave free. */
function center(map: L.Map, place: L.LatLng, zoom: number): void {
  const shift = covered(map).divideBy(2);
  const middle = map.project(place, zoom).subtract(L.point(shift.x, -shift.y));
  map.setView(map.unproject(middle, zoom), zoom);
}

/** Width that the left panel covers and height that the phone's sheet covers, in pixels. */
function covered(map: L.Map): L.Point {
  const size = map.getSize();
  const panel = document.querySelector('[data-covers]')?.getBoundingClientRect();
  if (!panel || panel.width === 0) return L.point(0, 0);
  if (panel.width > size.x * 0.7) return L.point(0, Math.min(size.y - panel.top, size.y * 0.6));
  return L.point(Math.min(panel.right, size.x * 0.5), 0);
}
