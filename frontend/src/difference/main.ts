/** The staff's map: objects that an import would add, change or remove, over the base map. */
import 'leaflet/dist/leaflet.css';
import './difference.css';
import L from 'leaflet';
import { type Box, type Catalogue, fetchCatalogue } from '../api/catalogue';
import { getJson } from '../api/json';
import { Projections } from '../crs/projections';
import { leafletCrs } from '../map/crs';
import { corners, fromLatLng } from '../map/position';
import { elsewhere } from './elsewhere';
import { drawFeatures, type FeatureCollection } from './features';
import { Graticule } from './graticule';
import { showFromList } from './list';
import { Ruler } from './ruler';

const BASE_MAP = 'base_map';

async function start(container: HTMLElement): Promise<void> {
  const address = container.dataset['features'];
  if (!address) throw new Error('The map is not told where its features are');
  const [catalogue, collection] = await Promise.all([
    fetchCatalogue(),
    getJson<FeatureCollection>(address),
  ]);
  const projections = new Projections(catalogue.crs);
  const map = baseMap(container, catalogue, projections);
  const drawn = drawFeatures(map, collection, projections);
  const all = drawn.bounds();
  if (all.isValid()) {
    map.fitBounds(all.pad(0.1));
    note(elsewhere(box(all, projections), catalogue.region.data));
  }
  new Graticule(projections).addTo(map);
  new Ruler(catalogue.grids.krovak, projections).addTo(map);
  showFromList(map, drawn);
}

function baseMap(container: HTMLElement, catalogue: Catalogue, projections: Projections): L.Map {
  const map = L.map(container, {
    crs: leafletCrs(catalogue, 'krovak'),
    maxZoom: catalogue.grids.krovak.resolutions.length - 1,
    minZoom: 0,
    preferCanvas: false,
  });
  map.attributionControl.setPrefix(false);
  map.fitBounds(L.latLngBounds(corners(catalogue.region.bbox, projections)));
  const base = catalogue.layers.find((layer) => layer.id === BASE_MAP);
  // What is published of the layer itself is the neighbourhood of what would change.
  const own = catalogue.layers.find((layer) => layer.id === container.dataset['layer']);
  for (const layer of [base, own]) {
    if (layer?.tiles) addTiles(map, layer.tiles.krovak, layer.attribution, catalogue);
  }
  return map;
}

function addTiles(map: L.Map, url: string, attribution: string, catalogue: Catalogue): void {
  const { tile_size: tileSize } = catalogue.grids.krovak;
  L.tileLayer(url, { tileSize, attribution, opacity: 0.7 }).addTo(map);
}

function box(bounds: L.LatLngBounds, projections: Projections): Box {
  const places = [
    bounds.getSouthWest(),
    bounds.getSouthEast(),
    bounds.getNorthEast(),
    bounds.getNorthWest(),
  ].map((place) => fromLatLng(place, projections));
  const [east, north] = [places.map(([x]) => x), places.map(([, y]) => y)];
  return [Math.min(...east), Math.min(...north), Math.max(...east), Math.max(...north)];
}

function note(words: string): void {
  const node = document.getElementById('difference-note');
  if (node) node.textContent = words;
}

const container = document.getElementById('difference-map');
if (container) {
  start(container).catch(() => {
    note('Mapu se nepodařilo načíst; seznam vedle je úplný i bez ní.');
  });
}
