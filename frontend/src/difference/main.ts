/** The staff's map: objects that an import would add, change or remove, over the base map. */
import 'leaflet/dist/leaflet.css';
import './difference.css';
import L from 'leaflet';
import { type Catalogue, fetchCatalogue } from '../api/catalogue';
import { getJson } from '../api/json';
import { Projections } from '../crs/projections';
import { leafletCrs } from '../map/crs';
import { corners } from '../map/position';
import { drawFeatures, type FeatureCollection } from './features';
import { showFromList } from './list';

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
  if (all.isValid()) map.fitBounds(all.pad(0.1));
  showFromList(map, drawn);
}

function baseMap(container: HTMLElement, catalogue: Catalogue, projections: Projections): L.Map {
  const grid = catalogue.grids.krovak;
  const map = L.map(container, {
    crs: leafletCrs(catalogue, 'krovak'),
    maxZoom: grid.resolutions.length - 1,
    minZoom: 0,
    preferCanvas: false,
  });
  const region = L.latLngBounds(corners(catalogue.region.bbox, projections));
  map.fitBounds(region);
  const base = catalogue.layers.find((layer) => layer.id === BASE_MAP);
  if (base?.tiles) {
    L.tileLayer(base.tiles.krovak, {
      tileSize: grid.tile_size,
      attribution: base.attribution,
      opacity: 0.7,
    }).addTo(map);
  }
  return map;
}

const container = document.getElementById('difference-map');
if (container) {
  start(container).catch(() => {
    const note = document.getElementById('difference-note');
    if (note) note.textContent = 'Mapu se nepodařilo načíst; seznam vedle je úplný i bez ní.';
  });
}
