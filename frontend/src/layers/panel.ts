/** The layer tree: themes with their layers, as the catalogue orders them. */
import type { Layer, Theme } from '../api/catalogue';
import type { LocalContext } from '../app/context';
import { defaultLayers } from '../app/state';
import { button, element } from '../dom/element';
import { icon } from '../dom/icon';
import { layerItem } from './item';

/** With more layers than that one looks for a theme first. */
const LONG_TREE = 40;

export function layerPanel(context: LocalContext): HTMLElement {
  const { catalogue, store, words } = context;
  const themes = catalogue.themes.filter((theme) => mapped(theme, context).length > 0);
  if (themes.length === 0) return element('p', { class: 'panel__note' }, words.say('noLayers'));
  return element(
    'div',
    { class: 'tree' },
    ...themes.map((theme) => themeSection(theme, context)),
    button(
      { class: 'text-button tree__reset' },
      () => store.update({ layers: defaultLayers(catalogue) }),
      words.say('resetLayers'),
    ),
  );
}

/** Of a long tree themes begin closed; one opens when a layer of it is on. */
function themeSection(theme: Theme, context: LocalContext): HTMLElement {
  const { store, words, signal } = context;
  const layers = mapped(theme, context);
  const section = element(
    'details',
    { class: 'tree__theme', open: context.catalogue.layers.length <= LONG_TREE },
    element(
      'summary',
      { class: 'tree__title' },
      icon('chevron'),
      element('h3', {}, words.pick(theme.title)),
      countOn(theme, context),
    ),
    element('ul', { class: 'tree__layers' }, ...layers.map((layer) => layerItem(layer, context))),
  );
  store.watch(
    (state) => layers.some(({ id }) => state.layers[id]?.visible),
    (some) => {
      if (some) section.open = true;
    },
    signal,
  );
  return section;
}

/** Some registers are only asked and searched, and drawn by no layer of their own. */
function mapped(theme: Theme, { layerById }: LocalContext): Layer[] {
  return theme.layers.flatMap((id) => layerById.get(id) ?? []).filter((layer) => layer.tiles);
}

function countOn(theme: Theme, { store, words, signal }: LocalContext): HTMLElement {
  const node = element('span', { class: 'tree__count' });
  store.watch(
    (state) => theme.layers.filter((id) => state.layers[id]?.visible).length,
    (on) => {
      node.textContent = on > 0 ? words.say('layersOn', { on }) : '';
    },
    signal,
  );
  return node;
}
