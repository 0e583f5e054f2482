/** Tile layers of the map after the layers that are switched on. */
import L from 'leaflet';
import type { Layer } from '../api/catalogue';
import type { Context } from '../app/context';
import type { PortalStore } from '../app/state';
import { styleOf } from '../layers/style';
import { inScale, nominalDenominator } from './scale';
import type { Scene } from './scene';

export function drawLayers(scene: Scene, context: Context, signal: AbortSignal): void {
  const drawn = new Map<string, L.TileLayer>();
  const addresses = new Map<string, string>();
  context.store.watch(
    (state) => state.layers,
    (states) => {
      for (const [index, layer] of drawingOrder(context).entries()) {
        const state = states[layer.id];
        const tiles = drawn.get(layer.id) ?? null;
        if (!state?.visible) {
          tiles?.remove();
          drawn.delete(layer.id);
          continue;
        }
        const url = styleOf(layer, state)?.tiles[scene.gridId] ?? layer.tiles[scene.gridId];
        if (tiles) {
          tiles.setOpacity(state.opacity);
          if (addresses.get(layer.id) !== url) tiles.setUrl(url);
        } else drawn.set(layer.id, addTiles(scene, context, layer, { ...state, url }, index));
        addresses.set(layer.id, url);
      }
    },
    signal,
  );
}

type MappedLayer = Layer & { tiles: NonNullable<Layer['tiles']> };

function isMapped(layer: Layer): layer is MappedLayer {
  return layer.tiles !== null;
}

/** From the bottom up: composed base maps, then the tree's last layer first. */
export function drawingOrder({ catalogue, layerById }: Context): MappedLayer[] {
  const tree = catalogue.themes.flatMap((theme) => theme.layers);
  const layers = tree
    .flatMap((id) => layerById.get(id) ?? [])
    .filter(isMapped)
    .reverse();
  return [
    ...layers.filter((layer) => layer.composed),
    ...layers.filter((layer) => !layer.composed),
  ];
}

function addTiles(
  scene: Scene,
  context: Context,
  layer: MappedLayer,
  { opacity, url }: { opacity: number; url: string },
  zIndex: number,
): L.TileLayer {
  const grid = context.catalogue.grids[scene.gridId];
  const zooms = grid.resolutions
    .map((_, zoom) => zoom)
    .filter((zoom) => inScale(layer.scale, nominalDenominator(grid, zoom)));
  const tiles = L.tileLayer(url, {
    opacity,
    zIndex: zIndex + 1,
    tileSize: grid.tile_size,
    minZoom: zooms[0] ?? grid.resolutions.length,
    maxZoom: zooms.at(-1) ?? -1,
  });
  reportFailures(tiles, layer.id, context.store);
  return tiles.addTo(scene.map);
}

/** Marks the layer as failing while its last load had a tile that did not come. */
function reportFailures(tiles: L.TileLayer, id: string, store: PortalStore): void {
  let failed = false;
  const report = (): void => {
    const others = store.state.failingLayers.filter((other) => other !== id);
    if (failed !== store.state.failingLayers.includes(id)) {
      store.update({ failingLayers: failed ? [...others, id] : others });
    }
  };
  tiles.on('loading', () => {
    failed = false;
  });
  tiles.on('tileerror', () => {
    failed = true;
    report();
  });
  tiles.on('load', report);
}
