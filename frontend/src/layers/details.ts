/** What a layer is: opacity, abstract, provider, licence, date of data, scales, legend. */
import type { Layer } from '../api/catalogue';
import type { LocalContext } from '../app/context';
import { changeLayer } from '../app/state';
import { element, listening } from '../dom/element';
import { legendList } from './legend';
import { scaleRangeText } from './scale_text';
import { phenomenonText, serviceText, stateText } from './state_text';

export function layerDetails(layer: Layer, context: LocalContext): HTMLElement {
  const { words } = context;
  return element(
    'div',
    {},
    opacitySlider(layer, context),
    element('p', { class: 'layer__abstract' }, words.pick(layer.abstract)),
    legendList(layer, context),
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
