/** The catalogue as the server tells it: the only list of layers, grids and coordinate systems. */
import { getJson } from './json';

export type Language = 'cs' | 'en';
export type Text = Record<Language, string>;
export type GridId = 'krovak' | 'webmercator';
/** E, N (or x, y) in metres. */
export type Position = [number, number];
/** E min, N min, E max, N max. */
export type Box = [number, number, number, number];

/** Denominators between which something is drawn; null = no bound. */
export interface ScaleRange {
  min: number | null;
  max: number | null;
}

export interface Swatch {
  shape: 'fill' | 'line' | 'point';
  fill?: string | null;
  /** Light slanting lines over the fill: what is proposed. */
  hatched?: boolean;
  stroke?: string | null;
  stroke_width?: number | null;
  stroke_dash?: number[] | string | null;
  radius?: number | null;
}

export interface LegendClass {
  id: string;
  title: Text;
  scale: ScaleRange | null;
  swatch: Swatch;
}

export interface Field {
  name: string;
  title: Text;
  /** What a negative value is called: a code of our own where the register has none. */
  provisional_title?: Text | null;
  type: string;
  unit: string | null;
  codes: Record<string, Text> | null;
  /** The layer whose feature the value names. */
  refers?: string | null;
}

export interface DataDate {
  oldest: string;
  newest: string;
}

/** Whether a theme occurs, was checked and does not, nobody told, or what was told is too old. */
export type StateName = 'occurs' | 'not_occurs' | 'no_data' | 'out_of_date';

export interface LayerState {
  state: StateName;
  data_day: string | null;
  due_on: string | null;
  phenomenon?: Phenomenon;
}

/** What the decree in force on the data's day calls a phenomenon; no number where none is known. */
export interface Phenomenon {
  decree: string | null;
  numbers: string[];
  confirmed: boolean;
}

/** How the service behind a remote layer answers. */
export interface ServiceState {
  title: string;
  state: 'unknown' | 'ok' | 'slow' | 'failing';
  last_ok: string | null;
  failing_since: string | null;
}

/** A look of a layer to choose; the first one is its own. */
export interface LayerStyle {
  id: string;
  title: Text;
  tiles: Record<GridId, string>;
  legend: LegendClass[];
}

export interface Layer {
  id: string;
  theme: string;
  title: Text;
  abstract: Text;
  geometry: string;
  composed: boolean;
  /** The layers that a composed layer is drawn from; empty for others. */
  members: string[];
  visible: boolean;
  opacity: number;
  scale: ScaleRange;
  attribution: string;
  provider: string;
  licence: string;
  data_date: DataDate | null;
  /** Legal basis; null where none is known. */
  law: string | null;
  /** Null for registers, which are complete by law. */
  state: LayerState | null;
  /** Null for layers whose data are here. */
  service: ServiceState | null;
  queryable: boolean;
  fields: Field[];
  legend: LegendClass[];
  /** Address of the legend as a picture, for layers drawn by others. */
  legend_picture: string | null;
  /** Address templates by grid; null for a layer that maps do not show. */
  tiles: Record<GridId, string> | null;
  /** Empty where there is nothing to choose from. */
  styles: LayerStyle[];
  /** Path of its features; null for a layer that cannot be asked. */
  collection: string | null;
  extract: string | null;
}

export interface Theme {
  id: string;
  title: Text;
  layers: string[];
}

export interface Grid {
  crs: string;
  origin: Position;
  extent: Box;
  resolutions: number[];
  tile_size: number;
}

export interface Catalogue {
  version: string;
  demo: boolean;
  /** With whose rights an administrator looks; null with one's own. */
  viewing_as: string | null;
  region: { title: Text; bbox: Box; data: Box };
  crs: Record<string, { code: string; proj4: string }>;
  grids: Record<GridId, Grid>;
  themes: Theme[];
  layers: Layer[];
}

export function fetchCatalogue(signal?: AbortSignal): Promise<Catalogue> {
  return getJson<Catalogue>('/api/catalogue', signal);
}
