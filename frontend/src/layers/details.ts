/** What a layer is: opacity, look, abstract, provider, licence, date of data, scales, legend. */
import type { Layer } from '../api/catalogue';
import type { LocalContext } from '../app/context';
import { changeLayer } from '../app/state';
import { element, listening, replaceChildren } from '../dom/element';
import { legendList } from './legend';
import { scaleRangeText } from './scale_text';
import { phenomenonText, serviceText, stateText } from './state_text';
import { styleOf } from './style';

export function layerDetails(layer: Layer, context: LocalContext): HTMLElement {
  const { words } = context;
  return element(
    'div',
    {},
    opacitySlider(layer, context),
    ...(layer.styles.length > 0 ? [styleChoice(layer, context)] : []),
    element('p', { class: 'layer__abstract' }, words.pick(layer.abstract)),
    chosenLegend(layer, context),
    metadata(layer, context),
  );
}

function opacitySlider(layer: Layer, { store, words, signal }: LocalContext): HTMLElement {
  const input = listening(
    element('input', {
      type: 'range',
      min: 0,
      max: 100,
      step: 5,
      'aria-label': words.say('opacityOf', { layer: words.pick(layer.title) }),
    }),
    { oninput: () => changeLayer(store, layer.id, { opacity: input.valueAsNumber / 100 }) },
  );
  const output = element('output', { class: 'opacity__value' });
  store.watch(
    (state) => state.layers[layer.id]?.opacity ?? 1,
    (opacity) => {
      const value = Math.round(opacity * 100);
      input.value = String(value);
      input.setAttribute('aria-valuetext', words.say('percent', { value }));
      output.textContent = words.say('percent', { value });
    },
    signal,
  );
  const title = element('span', { 'aria-hidden': 'true' }, words.say('opacity'));
  return element('div', { class: 'opacity' }, title, input, output);
}

function styleChoice(layer: Layer, { store, words, signal }: LocalContext): HTMLElement {
  const options = layer.styles.map(({ id, title }) =>
    element('option', { value: id }, words.pick(title)),
  );
  const select = listening(element('select', { class: 'look__choice' }, ...options), {
    onchange: () => changeLayer(store, layer.id, { style: select.value }),
  });
  store.watch(
    (state) => styleOf(layer, state.layers[layer.id])?.id ?? '',
    (id) => {
      select.value = id;
    },
    signal,
  );
  return element('label', { class: 'look' }, element('span', {}, words.say('look')), select);
}

/** The legend of the look that is chosen. */
function chosenLegend(layer: Layer, context: LocalContext): HTMLElement {
  const place = element('div', {});
  context.store.watch(
    (state) => state.layers[layer.id]?.style,
    () => replaceChildren(place, legendList(layer, context)),
    context.signal,
  );
  return place;
}

function metadata(layer: Layer, { words }: LocalContext): HTMLElement {
  const date = layer.data_date ? words.dataDate(layer.data_date) : words.say('dataDateUnknown');
  const rows: [string, string][] = [
    ...(layer.state
      ? [[words.say('state'), stateText(layer.state, words)] as [string, string]]
      : []),
    ...(layer.state?.phenomenon
      ? [
          [words.say('phenomenon'), phenomenonText(layer.state.phenomenon, words)] as [
            string,
            string,
          ],
        ]
      : []),
    ...(layer.service
      ? [[words.say('service'), serviceText(layer.service, words)] as [string, string]]
      : []),
    ...(layer.law ? [[words.say('law'), layer.law] as [string, string]] : []),
    [words.say('provider'), layer.attribution || layer.provider],
    [words.say('licence'), layer.licence],
    [words.say('dataDateLabel'), date],
    [words.say('scaleRange'), scaleRangeText(layer.scale, words)],
  ];
  return element(
    'dl',
    { class: 'facts' },
    ...rows.map(([name, value]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, value)),
    ),
  );
}
