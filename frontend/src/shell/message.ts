/** Says aloud, and where it matters shows for a while, what has just happened. */
import type { Context } from '../app/context';
import { element } from '../dom/element';

const SHOWN_MS = 8000;

/** Live regions stay in the page for good: screen readers ignore one that comes with its text. */
export function messageRegions({ store }: Context, signal: AbortSignal): HTMLElement[] {
  const message = element('div', { class: 'message visually-hidden', role: 'status' });
  const notice = element('div', { class: 'notice', role: 'status' });
  let hiding = 0;
  store.watch(
    (state) => state.message,
    (text) => {
      message.textContent = text;
    },
    signal,
  );
  store.watch(
    (state) => state.notice,
    (text) => {
      notice.textContent = text;
      window.clearTimeout(hiding);
      if (text) hiding = window.setTimeout(() => store.update({ notice: '' }), SHOWN_MS);
    },
    signal,
  );
  return [message, notice];
}
