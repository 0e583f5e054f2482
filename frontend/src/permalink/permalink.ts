/** Writes what is shown as an address and reads it back; layers by ids that never change. */
import type { Catalogue, GridId, Language, Position } from '../api/catalogue';
import type { FeatureAddress, LayerState, PortalState, View } from '../app/state';

export type Shared = Pick<PortalState, 'language' | 'grid' | 'view' | 'layers' | 'selection'>;

/** What an address says; what it does not say is left to the default. */
export interface Place {
  language?: Language;
  grid?: GridId;
  view?: View;
  layers?: Record<string, LayerState>;
  selection?: FeatureAddress;
  /** Layer ids of the address that the catalogue no longer has. */
  unknown: string[];
}

/** `#c=-688000,-974000&z=9&l=base_map,admin_orp~70,cadastre_parcel~100~outline&f=cadastre_parcel:1&lang=en&g=webmercator` */
export function writePermalink(shared: Shared): string {
  const parts: string[] = [];
  if (shared.view) {
    const [east, north] = shared.view.center;
    parts.push(`c=${east.toFixed(1)},${north.toFixed(1)}`, `z=${shared.view.zoom}`);
  }
  parts.push(`l=${writeLayers(shared.layers)}`);
  if (shared.selection) {
    parts.push(`f=${shared.selection.layer}:${encodeURIComponent(shared.selection.id)}`);
  }
  if (shared.grid !== 'krovak') parts.push(`g=${shared.grid}`);
  parts.push(`lang=${shared.language}`);
  return `#${parts.join('&')}`;
}

export function readPermalink(hash: string, catalogue: Catalogue): Place {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  const grid = readGrid(values.get('g'));
  const { layers, unknown } = readLayers(values.get('l'), catalogue);
  const view = readView(values.get('c'), values.get('z'), catalogue, grid ?? 'krovak');
  const language = readLanguage(values.get('lang'));
  const selection = readFeature(values.get('f'));
  return {
    unknown,
    ...(grid && { grid }),
    ...(view && { view }),
    ...(layers && { layers }),
    ...(language && { language }),
    ...(selection && { selection }),
  };
}

function writeLayers(layers: Shared['layers']): string {
  return Object.entries(layers)
    .filter(([, state]) => state.visible)
    .map(([id, { opacity, style = 'default' }]) => {
      const percent = Math.round(opacity * 100);
      if (style !== 'default') return `${id}~${percent}~${style}`;
      return opacity === 1 ? id : `${id}~${percent}`;
    })
    .join(',');
}

function readLayers(
  text: string | null,
  catalogue: Catalogue,
): { layers: Record<string, LayerState> | null; unknown: string[] } {
  if (text === null) return { layers: null, unknown: [] };
  const named = new Map(text.split(',').filter(Boolean).map(readLayer));
  const layers = Object.fromEntries(
    catalogue.layers.map(({ id, opacity }) => [
      id,
      { visible: named.has(id), opacity, ...named.get(id) },
    ]),
  );
  return { layers, unknown: [...named.keys()].filter((id) => !(id in layers)) };
}

function readLayer(text: string): [string, Pick<LayerState, 'opacity' | 'style'>] {
  const [id = '', percent, style = ''] = text.split('~');
  const value = Number(percent ?? 100) / 100;
  const opacity = value >= 0 && value <= 1 ? value : 1;
  return [id, /^[a-z][a-z0-9_]{0,30}$/.test(style) ? { opacity, style } : { opacity }];
}

function readView(
  center: string | null,
  zoom: string | null,
  catalogue: Catalogue,
  grid: GridId,
): View | null {
  const numbers = (center ?? '').split(',').map(Number);
  const [east, north] = numbers;
  const level = Number(zoom ?? Number.NaN);
  const levels = catalogue.grids[grid].resolutions.length;
  if (numbers.length !== 2 || east === undefined || north === undefined) return null;
  if (![east, north].every(inCountry) || !Number.isInteger(level)) return null;
  if (level < 0 || level >= levels) return null;
  return { center: [east, north] as Position, zoom: level };
}

/** Coordinates of EPSG:5514 are negative and have six or seven digits all over the country. */
function inCountry(value: number): boolean {
  return Number.isFinite(value) && value < -100_000 && value > -2_000_000;
}

function readFeature(text: string | null): FeatureAddress | null {
  const match = /^([a-z0-9_]+):(.{1,200})$/.exec(text ?? '');
  return match?.[1] && match[2] ? { layer: match[1], id: match[2] } : null;
}

function readGrid(text: string | null): GridId | null {
  return text === 'krovak' || text === 'webmercator' ? text : null;
}

function readLanguage(text: string | null): Language | null {
  return text === 'cs' || text === 'en' ? text : null;
}
