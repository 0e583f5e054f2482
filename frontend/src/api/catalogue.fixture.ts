/** A small catalogue in the shape of `/api/catalogue`, for unit tests. */
import type { Catalogue, Layer, Text } from './catalogue';

const text = (cs: string): Text => ({ cs, en: `${cs} (en)` });

const layer = (change: Partial<Layer> & Pick<Layer, 'id' | 'theme'>): Layer => ({
  title: text(change.id),
  abstract: text(''),
  geometry: 'polygon',
  composed: false,
  members: [],
  visible: false,
  opacity: 1,
  scale: { min: null, max: null },
  attribution: '© ČÚZK',
  provider: 'ČÚZK',
  licence: 'CC BY 4.0',
  data_date: null,
  law: null,
  state: null,
  service: null,
  queryable: true,
  fields: [],
  legend: [],
  legend_picture: null,
  tiles: {
    krovak: `/ows/wmts/${change.id}/krovak/{z}/{x}/{y}.png`,
    webmercator: `/ows/wmts/${change.id}/webmercator/{z}/{x}/{y}.png`,
  },
  styles: [],
  collection: `/api/collections/${change.id}`,
  extract: null,
  ...change,
});

const KROVAK =
  '+proj=krovak +lat_0=49.5 +lon_0=24.8333333333333 +alpha=30.2881397527778 +k=0.9999 +x_0=0 ' +
  '+y_0=0 +ellps=bessel +units=m +no_defs ' +
  '+towgs84=572.213,85.334,461.94,4.9732,1.529,5.2484,3.5378';

export const catalogue: Catalogue = {
  version: 'test',
  demo: false,
  viewing_as: null,
  region: {
    title: text('Liberecký kraj'),
    bbox: [-735_000, -1_004_000, -644_000, -946_000],
    data: [-735_000, -1_004_000, -644_000, -946_000],
  },
  crs: {
    '5514': { code: 'EPSG:5514', proj4: KROVAK },
    '4326': { code: 'EPSG:4326', proj4: '+proj=longlat +ellps=WGS84 +towgs84=0,0,0 +no_defs' },
  },
  grids: {
    krovak: {
      crs: 'EPSG:5514',
      origin: [-925_000, -920_000],
      extent: [-925_000, -1_360_401.92, -337_797.44, -920_000],
      resolutions: [573.44, 286.72, 143.36, 71.68, 35.84, 17.92, 8.96, 4.48, 2.24, 1.12, 0.56],
      tile_size: 256,
    },
    webmercator: {
      crs: 'EPSG:3857',
      origin: [-20_037_508.342_789_244, 20_037_508.342_789_244],
      extent: [-20_037_508.34, -20_037_508.34, 20_037_508.34, 20_037_508.34],
      resolutions: Array.from({ length: 20 }, (_, zoom) => 156_543.033_928_040_97 / 2 ** zoom),
      tile_size: 256,
    },
  },
  themes: [
    { id: 'cadastre', title: text('Katastr'), layers: ['cadastre_parcel'] },
    { id: 'admin', title: text('Správní členění'), layers: ['admin_orp'] },
    { id: 'base', title: text('Podklad'), layers: ['base_map'] },
  ],
  layers: [
    layer({ id: 'cadastre_parcel', theme: 'cadastre', scale: { min: null, max: 10_000 } }),
    layer({ id: 'admin_orp', theme: 'admin' }),
    layer({
      id: 'base_map',
      theme: 'base',
      composed: true,
      members: ['admin_orp', 'cadastre_parcel'],
      visible: true,
      queryable: false,
      collection: null,
      extract: null,
    }),
  ],
};
