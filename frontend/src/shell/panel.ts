/** The left panel: layers, legend, a list, an area or the print; a sheet from below on a phone. */

import type { LocalContext } from '../app/context';
import type { LeftPanel } from '../app/state';
import { areaPanel } from '../area/panel';
import { button, element } from '../dom/element';
import { icon } from '../dom/icon';
import { legendPanel } from '../layers/legend';
import { layerPanel } from '../layers/panel';
import { listPanel } from '../list/panel';
import { printPanel } from '../print/panel';

export function leftPanel(context: LocalContext): HTMLElement {
  const { store, words, signal } = context;
  const title = element('h2', { class: 'panel__title', id: 'panel-title' });
  const body = element('div', {
    class: 'panel__body',
    tabindex: 0,
    role: 'group',
    'aria-labelledby': 'panel-title',
  });
  const contents = {
    layers: layerPanel(context),
    legend: legendPanel(context),
    list: listPanel(context),
    area: areaPanel(context),
    print: printPanel(context),
  };
  const closePanel = (): void => {
    const { panel } = store.state;
    store.update({ panel: null });
    document.getElementById(`open-${panel}`)?.focus();
  };
  const close = button(
    { class: 'icon-button', 'aria-label': words.say('close') },
    closePanel,
    icon('close'),
  );
  const node = element(
    'section',
    {
      id: 'panel',
      class: 'panel panel--left',
      'aria-labelledby': 'panel-title',
      'data-covers': true,
    },
    element('div', { class: 'panel__header' }, title, close),
    body,
  );
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closePanel();
  });
  store.watch((state) => state.panel, show, signal);
  return node;

  function show(panel: LeftPanel | null): void {
    node.hidden = panel === null;
    if (panel === null) return;
    title.textContent = words.say(panel);
    body.replaceChildren(contents[panel]);
  }
}
