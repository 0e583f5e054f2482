/** The column of buttons at the right edge of the map. */
import type { LocalContext } from '../app/context';
import { button, element } from '../dom/element';
import { type IconName, icon } from '../dom/icon';
import { locate } from './locate';
import { toggle } from './masthead';

export function mapTools(context: LocalContext): HTMLElement {
  const { store, words, catalogue } = context;
  const tool = (name: IconName, label: string, onClick: () => void): HTMLButtonElement =>
    button({ class: `tool tool--${name}`, 'aria-label': label, title: label }, onClick, icon(name));
  const zoomBy = (step: number): void => {
    const { view, grid } = store.state;
    if (!view) return;
    const deepest = catalogue.grids[grid].resolutions.length - 1;
    const zoom = Math.max(0, Math.min(deepest, view.zoom + step));
    store.update({ view: { ...view, zoom } });
  };
  const group = (...tools: HTMLElement[]): HTMLElement =>
    element('div', { class: 'tools__group card' }, ...tools);
  return element(
    'nav',
    { class: 'tools', 'aria-label': words.say('mapTools') },
    group(
      tool('share', words.say('share'), () => store.update({ dialog: 'share' })),
      printTool(context),
      tool('gear', words.say('settings'), () => store.update({ dialog: 'settings' })),
    ),
    group(
      tool('plus', words.say('zoomIn'), () => zoomBy(1)),
      tool('minus', words.say('zoomOut'), () => zoomBy(-1)),
      tool('extent', words.say('home'), () =>
        store.update({ target: { box: catalogue.region.bbox } }),
      ),
      tool('locate', words.say('locate'), () => locate(context)),
    ),
  );
}

function printTool({ store, words, signal }: LocalContext): HTMLElement {
  const label = words.say('print');
  const node = button(
    {
      class: 'tool tool--print',
      id: 'open-print',
      'aria-label': label,
      'aria-controls': 'panel',
      title: label,
    },
    () => toggle('print', store),
    icon('print'),
  );
  store.watch(
    (state) => state.panel === 'print',
    (open) => node.setAttribute('aria-expanded', String(open)),
    signal,
  );
  return node;
}
