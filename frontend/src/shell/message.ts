/** Says aloud, and shows for a moment, what has just happened. */
import type { Context } from '../app/context';
import { element } from '../dom/element';

/** The live region stays in the page for good: screen readers ignore one that comes with its text. */
export function messageRegion({ store }: Context, signal: AbortSignal): HTMLElement {
  const node = element('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  store.watch(
    (state) => state.message,
    (message) => {
      node.textContent = message;
    },
    signal,
  );
  return node;
}
