/** The head of a printed sheet: title, territory, the day. */
import type { LocalContext } from '../app/context';
import { element } from '../dom/element';

export function printHead({ words, catalogue, signal }: LocalContext): HTMLElement {
  const day = element('span');
  const write = (): void => {
    day.textContent = words.date(new Date().toISOString());
  };
  window.addEventListener('beforeprint', write, { signal });
  write();
  return element(
    'div',
    { class: 'print-head', 'aria-hidden': 'true' },
    element('strong', {}, words.say('product')),
    element('span', {}, words.pick(catalogue.region.title)),
    day,
  );
}
