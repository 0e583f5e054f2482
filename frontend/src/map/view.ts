/** Keeps the map and the state's view the same, and grants wishes to see a place. */
import L from 'leaflet';
import type { Context } from '../app/context';
import type { Target, View } from '../app/state';
import { freeBounds } from './free';
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
  const free = freeBounds(scene.map, context.store.state.question !== null);
  if ('box' in target) {
    fitBox(scene.map, corners(target.box, context.projections), free, {
      deepest: zoomFor(grid, CLOSEST_DENOMINATOR),
    });
  } else {
    const place = toLatLng(target.point, context.projections);
    center(scene.map, place, free, zoomFor(grid, target.denominator));
  }
  context.store.update({ target: null });
}

/** The deepest level at which the places fit between the panels. */
function fitBox(
  map: L.Map,
  places: L.LatLng[],
  free: L.Bounds,
  { deepest }: { deepest: number },
): void {
  const room = free.getSize();
  for (let zoom = deepest; zoom >= 0; zoom -= 1) {
    const bounds = L.bounds(places.map((place) => map.project(place, zoom)));
    const size = bounds.getSize();
    const fits = size.x <= room.x - MARGIN_PX && size.y <= room.y - MARGIN_PX;
    if (fits || zoom === 0) {
      center(map, map.unproject(bounds.getCenter(), zoom), free, zoom);
      return;
    }
  }
}

/** Puts a place into the middle of what the panels leave free. */
function center(map: L.Map, place: L.LatLng, free: L.Bounds, zoom: number): void {
  const shift = map.getSize().divideBy(2).subtract(free.getCenter());
  map.setView(map.unproject(map.project(place, zoom).add(shift), zoom), zoom);
}
