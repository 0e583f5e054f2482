/** The legend: signs of the layers that are on and drawn at the present scale. */
import type { Layer } from '../api/catalogue';
import type { LocalContext } from '../app/context';
import type { PortalState } from '../app/state';
import { element, replaceChildren } from '../dom/element';
import { inScale, nominalDenominator } from '../map/scale';
import { styleOf } from './style';
import { swatchElement } from './swatch';

export function legendPanel(context: LocalContext): HTMLElement {
  const body = element('div', { class: 'legend' });
  const { store, signal } = context;
  store.watch(
    (state) => shownKey(state, context),
    () => replaceChildren(body, ...content(context)),
    signal,
  );
  return body;
}

/** Changes only when another set of classes is shown: opacity or a moved map redraw nothing. */
function shownKey(state: Readonly<PortalState>, { catalogue }: LocalContext): string {
  const on = catalogue.layers
    .filter(({ id }) => state.layers[id]?.visible)
    .map(({ id }) => `${id}~${state.layers[id]?.style ?? ''}`);
  return `${state.grid} ${state.view?.zoom} ${on.join()}`;
}

function content(context: LocalContext): HTMLElement[] {
  const { catalogue, layerById, store, words } = context;
  const denominator = currentDenominator(context);
  const shown = catalogue.themes
    .flatMap((theme) => theme.layers)
    .flatMap((id) => layerById.get(id) ?? [])
    .filter(({ id, scale }) => store.state.layers[id]?.visible && inScale(scale, denominator));
  if (shown.length === 0) return [element('p', { class: 'panel__note' }, words.say('legendEmpty'))];
  return shown.map((layer) =>
    element(
      'section',
      { class: 'legend__layer' },
      element('h3', { class: 'legend__title' }, words.pick(layer.title)),
      legendList(layer, context),
    ),
  );
}

export function legendList(layer: Layer, context: LocalContext): HTMLElement {
  const { words } = context;
  if (layer.legend_picture) return legendPicture(layer, layer.legend_picture, context);
  const denominator = currentDenominator(context);
  const legend = styleOf(layer, context.store.state.layers[layer.id])?.legend ?? layer.legend;
  const classes = legend.filter(({ scale }) => inScale(scale, denominator));
  if (classes.length === 0) return element('p', { class: 'panel__note' }, words.say('legendNone'));
  const rows = classes.map((entry) =>
    element('li', {}, swatchElement(entry.swatch), element('span', {}, words.pick(entry.title))),
  );
  return element('ul', { class: 'legend__classes' }, ...rows);
}

function legendPicture(layer: Layer, src: string, { words }: LocalContext): HTMLElement {
  const alt = words.say('legendOf', { layer: words.pick(layer.title) });
  return element('img', { class: 'legend__picture', src, alt, loading: 'lazy' });
}

export function currentDenominator({ catalogue, store }: LocalContext): number {
  const { grid, view } = store.state;
  return nominalDenominator(catalogue.grids[grid], view?.zoom ?? 0);
}
