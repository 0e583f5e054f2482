/** What stands on the page before the catalogue has come, and when it does not come. */
import type { FailureKind } from '../api/json';
import { button, element } from '../dom/element';
import { icon } from '../dom/icon';
import type { Words } from '../locales/words';

export function loadingScreen(words: Words): HTMLElement {
  return screen('status', element('p', {}, words.say('loadingPortal')));
}

export function failureScreen(failure: FailureKind, words: Words, retry: () => void): HTMLElement {
  return screen(
    'alert',
    element('h1', {}, words.say('portalFailed')),
    element('p', {}, words.say(`failure_${failure}`)),
    button({ class: 'button button--primary' }, retry, words.say('retry')),
  );
}

function screen(role: 'status' | 'alert', ...content: HTMLElement[]): HTMLElement {
  return element('main', {}, element('div', { class: 'start', role }, icon('mark'), ...content));
}
