/** Links for the keyboard past what one does not need. */
import type { LocalContext } from '../app/context';
import { element, listening } from '../dom/element';

export function skipLinks({ words, store }: LocalContext): HTMLElement {
  const link = (text: string, target: () => HTMLElement | null): HTMLElement =>
    listening(element('a', { href: '#', class: 'skip-link' }, text), {
      onclick: (event) => {
        // The hash is the permalink's: focus is moved, the address stays.
        event.preventDefault();
        target()?.focus();
      },
    });
  const byId = (id: string) => (): HTMLElement | null => document.getElementById(id);
  const layers = (): HTMLElement | null => {
    store.update({ panel: 'layers' });
    return document.querySelector<HTMLElement>('#panel .panel__body');
  };
  return element(
    'nav',
    { class: 'skip-links', 'aria-label': words.say('skipLinks') },
    link(words.say('skipToSearch'), byId('search')),
    link(words.say('skipToMap'), byId('map')),
    link(words.say('skipToLayers'), layers),
  );
}
