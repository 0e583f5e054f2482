/** One layer's part of the answer: its features with labelled values, provider and date. */
import type { Field, Layer } from '../api/catalogue';
import type { Feature, LayerAnswer } from '../api/identify';
import type { LocalContext } from '../app/context';
import { button, element } from '../dom/element';
import { icon } from '../dom/icon';
import { reference } from './reference';
import { isSelected } from './selection';
import { readableValue, titleOf } from './value';

export function layerGroup(answer: LayerAnswer, context: LocalContext): HTMLElement {
  const { layerById, words } = context;
  const layer = layerById.get(answer.id) ?? null;
  const date = answer.data_date ?? layer?.data_date ?? null;
  return element(
    'section',
    { class: 'group', 'data-layer': answer.id },
    element('h3', { class: 'group__title' }, words.pick(answer.title)),
    answer.state === 'out_of_date' &&
      element('p', { class: 'group__warning' }, words.say('state_out_of_date')),
    ...answer.features.map((feature) => featureItem(feature, answer.id, layer, context)),
    answer.truncated && element('p', { class: 'panel__note' }, words.say('answerTruncated')),
    element(
      'p',
      { class: 'group__source' },
      `${answer.attribution || answer.provider}, ${words.dataDate(date)}`,
    ),
  );
}

function featureItem(
  feature: Feature,
  layerId: string,
  layer: Layer | null,
  context: LocalContext,
): HTMLElement {
  const { store, signal } = context;
  const address = { layer: layerId, id: feature.id };
  const body = element('div', { class: 'feature__body', id: `feature-${layerId}-${feature.id}` });
  const toggle = button(
    { class: 'feature__title', 'aria-controls': body.id },
    () => store.update({ selection: address }),
    element('span', {}, feature.label || feature.id),
    icon('chevron'),
  );
  const item = element('article', { class: 'feature' }, element('h4', {}, toggle), body);
  store.watch(
    (state) => isSelected(state.selection, layerId, feature.id),
    (selected) => {
      item.classList.toggle('feature--selected', selected);
      toggle.setAttribute('aria-expanded', String(selected));
      body.hidden = !selected;
      if (selected && body.childElementCount === 0)
        body.append(...details(feature, layer, context));
    },
    signal,
  );
  return item;
}

function details(feature: Feature, layer: Layer | null, context: LocalContext): HTMLElement[] {
  const { words, store } = context;
  const rows = (layer?.fields ?? []).flatMap((field) => row(field, feature, context));
  const pointOnly = layer?.geometry === 'polygon' && feature.geometry?.type.endsWith('Point');
  const zoom = (): void => {
    if (layer?.collection) {
      const address = { layer: layer.id, id: feature.id };
      store.update({ question: { kind: 'feature', feature: address, move: true } });
    }
  };
  const nodes: HTMLElement[] = [element('dl', { class: 'facts' }, ...rows)];
  if (pointOnly) nodes.push(element('p', { class: 'panel__note' }, words.say('pointOnly')));
  if (!feature.geometry)
    nodes.push(element('p', { class: 'panel__note' }, words.say('noGeometry')));
  else nodes.push(button({ class: 'text-button' }, zoom, words.say('zoomToFeature')));
  if (layer?.extract) nodes.push(extractLinks(layer.extract, feature, context));
  return nodes;
}

/** What applies to the object, as a page and on paper; the texts are in the portal's language. */
function extractLinks(pattern: string, feature: Feature, { words }: LocalContext): HTMLElement {
  const address = pattern.replace('{id}', encodeURIComponent(feature.id));
  const link = (form: string, text: string): HTMLElement =>
    element('a', { href: `${address}.${form}?lang=${words.language}`, target: '_blank' }, text);
  return element(
    'p',
    { class: 'feature__links' },
    link('html', words.say('extractPage')),
    link('pdf', words.say('extractPdf')),
  );
}

function row(field: Field, feature: Feature, context: LocalContext): HTMLElement[] {
  if (field.name === 'label') return [];
  const { words } = context;
  const value = feature.properties[field.name];
  const text = readableValue(value, field, words);
  if (text === null) return [];
  const title = words.pick(titleOf(value, field));
  const told = reference(field, String(value), context) ?? text;
  return [element('div', {}, element('dt', {}, title), element('dd', {}, told))];
}
