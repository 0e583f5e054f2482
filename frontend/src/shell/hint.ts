/** A short word of welcome on the first visit. */
import type { LocalContext } from '../app/context';
import { button, element } from '../dom/element';
import { icon } from '../dom/icon';

const KEY = 'dmvs-hint-seen';

export function isFirstVisit(): boolean {
  try {
    return window.localStorage.getItem(KEY) === null;
  } catch {
    // Storage forbidden: the hint would come back on every visit.
    return false;
  }
}

export function hintCard(context: LocalContext): HTMLElement {
  const { store, words, signal } = context;
  const touch = window.matchMedia('(pointer: coarse)').matches;
  const node = element(
    'aside',
    { class: 'hint card', 'aria-label': words.say('hintTitle') },
    icon('info'),
    element('p', {}, words.say(touch ? 'hintTextTouch' : 'hintText')),
    button(
      { class: 'button button--primary' },
      () => store.update({ hint: false }),
      words.say('hintClose'),
    ),
  );
  store.watch(
    (state) => state.hint && state.question === null,
    (shown) => {
      node.hidden = !shown;
      if (!shown) remember();
    },
    signal,
  );
  return node;
}

function remember(): void {
  try {
    window.localStorage.setItem(KEY, '1');
  } catch {
    // Storage forbidden: isFirstVisit then says no.
  }
}
