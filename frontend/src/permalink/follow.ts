/** Keeps the page's address the same as the state, and the state the same as a changed address. */
import type { Context } from '../app/context';
import type { PortalState } from '../app/state';
import { Words } from '../locales/words';
import { type Place, readPermalink, writePermalink } from './permalink';

/** Browsers refuse more than a hundred changes of the address in half a minute. */
const PAUSE_MS = 300;

/** What the address says, as a change of the state. */
export function placeOfAddress({ catalogue, store }: Context): Partial<PortalState> {
  const place = readPermalink(window.location.hash, catalogue);
  const { unknown, selection, ...change } = place;
  return {
    ...change,
    ...(place.view && { target: null }),
    ...(selection && { question: { kind: 'feature', feature: selection, move: !place.view } }),
    ...(unknown.length > 0 && { notice: gone(place, store.state.language) }),
  };
}

function gone({ unknown, language }: Place, current: PortalState['language']): string {
  return new Words(language ?? current).say('layerGone', { ids: unknown.join(', ') });
}

export function followAddress(context: Context, signal: AbortSignal): void {
  const { store } = context;
  let waiting = 0;
  const write = (): void => {
    const hash = writePermalink(store.state);
    if (hash !== window.location.hash) window.history.replaceState(null, '', hash);
  };
  store.watch(
    (state) => writePermalink(state),
    () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(write, PAUSE_MS);
    },
    signal,
  );
  const read = (): void => store.update(placeOfAddress(context));
  window.addEventListener('hashchange', read, { signal });
}
