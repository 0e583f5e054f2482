/** The map in one coordinate system; built anew when the system changes. */
import L from 'leaflet';
import type { GridId } from '../api/catalogue';
import type { Context } from '../app/context';
import { drawArea } from './area';
import { askByMap } from './ask';
import { leafletCrs } from './crs';
import { drawAnswer } from './highlight';
import { drawLayers } from './layers';
import { drawListed } from './listed';
import { drawPaper } from './paper';
import { trackPointer } from './pointer';
import { corners } from './position';
import { followView } from './view';

export interface Scene {
  map: L.Map;
  gridId: GridId;
}

/** Shows the map in `container` in the system that the state wants, until the signal. */
export function mountMap(context: Context, container: HTMLElement, signal: AbortSignal): void {
  let stop = new AbortController();
  signal.addEventListener('abort', () => stop.abort(), { once: true });
  context.store.watch(
    (state) => state.grid,
    (gridId) => {
      stop.abort();
      stop = new AbortController();
      buildScene(context, container, gridId, stop.signal);
    },
    signal,
  );
}

function buildScene(
  context: Context,
  container: HTMLElement,
  gridId: GridId,
  signal: AbortSignal,
): void {
  // The whole country and not the region alone: data may have come from anywhere in it; and as much
  // again around it, or a region at the border could not be put between the panels of a phone.
  const map = L.map(container, {
    crs: leafletCrs(context.catalogue, gridId),
    zoomControl: false,
    attributionControl: false,
    maxZoom: context.catalogue.grids[gridId].resolutions.length - 1,
    minZoom: 0,
    maxBounds: L.latLngBounds(
      corners(context.catalogue.grids.krovak.extent, context.projections),
    ).pad(0.5),
    maxBoundsViscosity: 0.8,
  });
  signal.addEventListener('abort', () => map.remove(), { once: true });
  const scene = { map, gridId };
  followView(scene, context, signal);
  drawLayers(scene, context, signal);
  drawAnswer(scene, context, signal);
  drawListed(scene, context, signal);
  drawPaper(scene, context, signal);
  drawArea(scene, context, signal);
  trackPointer(scene, context);
  askByMap(scene, context, signal);
}
