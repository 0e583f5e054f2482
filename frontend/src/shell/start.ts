/** What stands on the page before the catalogue has come, and when it does not come. */
import type { FailureKind } from '../api/json';
import { button, element } from '../dom/element';
import { icon } from '../dom/icon';
import type { Words } from '../locales/words';

export function loadingScreen(words: Words): HTMLElement {
  return element(
    'main',
    { class: 'start', role: 'status' },
    icon('mark'),
    element('p', {}, words.say('loadingPortal')),
  );
}

export function failureScreen(failure: FailureKind, words: Words, retry: () => void): HTMLElement {
  return element(
    'main',
    { class: 'start', role: 'alert' },
    icon('mark'),
    element('h1', {}, words.say('portalFailed')),
    element('p', {}, words.say(`failure_${failure}`)),
    button({ class: 'button button--primary' }, retry, words.say('retry')),
  );
}
