/** What every part of the page is given: the catalogue, the state and the words. */
import type { Catalogue, Language, Layer } from '../api/catalogue';
import type { Projections } from '../crs/projections';
import type { Words } from '../locales/words';
import type { PortalStore } from './state';

export interface Context {
  catalogue: Catalogue;
  layerById: ReadonlyMap<string, Layer>;
  projections: Projections;
  store: PortalStore;
}

/** A context in one language; the parts are built anew when the language changes. */
export interface LocalContext extends Context {
  language: Language;
  words: Words;
  signal: AbortSignal;
}
