/** What the portal shows at one moment. */
import type { Box, Catalogue, GridId, Language, Position } from '../api/catalogue';
import type { Answer } from '../api/identify';
import type { FailureKind } from '../api/json';
import { type Area, EMPTY_AREA } from '../area/area';
import type { CoordinateForm } from '../crs/format';
import { EMPTY_LIST, type ParcelList } from '../list/list';
import { NO_PRINT, type PrintState } from '../print/sheet';
import type { Store } from './store';

export interface View {
  /** EPSG:5514, whatever the map is drawn in. */
  center: Position;
  zoom: number;
}

/** A wish to see a place; the map turns it into a view, because only it knows its size. */
export type Target = { box: Box } | { point: Position; denominator: number };

export interface LayerState {
  visible: boolean;
  opacity: number;
  /** The look that was chosen; without it, the layer's own. */
  style?: string;
}

export interface FeatureAddress {
  layer: string;
  id: string;
}

/** What the user asked about: a place or one feature (`move`: and wants to be taken there). */
export type Question =
  | { kind: 'point'; point: Position; toleranceM: number }
  | { kind: 'feature'; feature: FeatureAddress; move: boolean };

export type AnswerState =
  | { status: 'empty' }
  | { status: 'loading' }
  | { status: 'failed'; failure: FailureKind }
  | { status: 'filled'; answer: Answer };

export type LeftPanel = 'layers' | 'legend' | 'list' | 'area' | 'print';
export type Dialog = 'share' | 'settings' | 'about';

export interface PortalState {
  language: Language;
  grid: GridId;
  view: View | null;
  target: Target | null;
  layers: Readonly<Record<string, LayerState>>;
  pointer: Position | null;
  question: Question | null;
  answer: AnswerState;
  selection: FeatureAddress | null;
  mark: Position | null;
  panel: LeftPanel | null;
  dialog: Dialog | null;
  coordinates: CoordinateForm;
  hint: boolean;
  /** Said to screen readers only. */
  message: string;
  /** Said and shown for a while: what the user must not miss. */
  notice: string;
  failingLayers: readonly string[];
  list: ParcelList;
  print: PrintState;
  area: Area;
}

export type PortalStore = Store<PortalState>;

export function initialState(catalogue: Catalogue): PortalState {
  return {
    language: 'cs',
    grid: 'krovak',
    view: null,
    target: { box: catalogue.region.bbox },
    layers: defaultLayers(catalogue),
    pointer: null,
    question: null,
    answer: { status: 'empty' },
    selection: null,
    mark: null,
    panel: null,
    dialog: null,
    coordinates: 'krovak',
    hint: false,
    message: '',
    notice: '',
    failingLayers: [],
    list: EMPTY_LIST,
    print: NO_PRINT,
    area: EMPTY_AREA,
  };
}

export function defaultLayers(catalogue: Catalogue): Record<string, LayerState> {
  return Object.fromEntries(
    catalogue.layers.map(({ id, visible, opacity }) => [id, { visible, opacity }]),
  );
}

export function changeLayer(store: PortalStore, id: string, change: Partial<LayerState>): void {
  const before = store.state.layers[id];
  if (before) store.update({ layers: { ...store.state.layers, [id]: { ...before, ...change } } });
}

/** Closes the answer and all that it put on the map. */
export function clearAnswer(store: PortalStore): void {
  store.update({ question: null, answer: { status: 'empty' }, selection: null, mark: null });
}
