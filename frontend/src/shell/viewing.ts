/** Says that an administrator sees the map with the rights of another, and leads to the end. */
import type { LocalContext } from '../app/context';
import { element } from '../dom/element';

const END = '/admin/rights/view-as/';

export function viewingNotice({ catalogue, words }: LocalContext): HTMLElement[] {
  const title = catalogue.viewing_as;
  if (!title) return [];
  const text = words.say('viewingAs', { title });
  return [
    element(
      'aside',
      { class: 'viewing-notice', 'aria-label': words.say('viewing') },
      element('p', {}, text, ' ', element('a', { href: END }, words.say('viewingEnd'))),
    ),
  ];
}
