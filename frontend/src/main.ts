/** Starts the portal: the catalogue first, then the page and what follows the state. */
import 'leaflet/dist/leaflet.css';
import { type Catalogue, fetchCatalogue } from './api/catalogue';
import { ApiError } from './api/json';
import type { Context } from './app/context';
import { initialState } from './app/state';
import { Store } from './app/store';
import { Projections } from './crs/projections';
import { answerQuestions } from './identify/ask';
import { Words } from './locales/words';
import { followAddress, placeOfAddress } from './permalink/follow';
import { isFirstVisit } from './shell/hint';
import { mountPortal } from './shell/portal';
import { failureScreen, loadingScreen } from './shell/start';

const WIDE = '(min-width: 64rem)';

async function start(root: HTMLElement): Promise<void> {
  const words = new Words('cs');
  root.replaceChildren(loadingScreen(words));
  const catalogue = await fetchCatalogue().catch((error: unknown) => {
    const failure = error instanceof ApiError ? error.kind : 'server';
    root.replaceChildren(failureScreen(failure, words, () => void start(root)));
    return null;
  });
  if (catalogue) run(catalogue, root);
}

function run(catalogue: Catalogue, root: HTMLElement): void {
  const context: Context = {
    catalogue,
    layerById: new Map(catalogue.layers.map((layer) => [layer.id, layer])),
    projections: new Projections(catalogue.crs),
    store: new Store(initialState(catalogue)),
  };
  context.store.update({
    hint: isFirstVisit(),
    panel: window.matchMedia(WIDE).matches ? 'layers' : null,
    ...placeOfAddress(context),
  });
  const { signal } = new AbortController();
  mountPortal(context, root, signal);
  answerQuestions(context, signal);
  followAddress(context, signal);
}

const root = document.getElementById('portal');
if (root) void start(root);
