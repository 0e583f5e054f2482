/** One layer of the tree: switch, state at this scale, details on demand. */
import type { Layer } from '../api/catalogue';
import type { LocalContext } from '../app/context';
import { changeLayer, type PortalState } from '../app/state';
import { button, element, listening } from '../dom/element';
import { icon } from '../dom/icon';
import { inScale, nominalDenominator, zoomInto } from '../map/scale';
import { layerDetails } from './details';
import { scaleRangeText } from './scale_text';

export function layerItem(layer: Layer, context: LocalContext): HTMLElement {
  const details = element('div', {
    id: `details-${layer.id}`,
    class: 'layer__details',
    hidden: true,
  });
  const item = element(
    'li',
    { class: 'layer', 'data-layer': layer.id },
    element(
      'div',
      { class: 'layer__row' },
      checkbox(layer, context),
      detailsToggle(layer, details, context),
    ),
    layer.state?.state === 'no_data' ? emptyNotice(context) : scaleNotice(layer, context),
    failureNotice(layer, context),
    serviceNotice(layer, context),
    details,
  );
  context.store.watch(
    (state) => drawn(layer, state, context),
    (isDrawn) => item.classList.toggle('layer--out-of-scale', !isDrawn),
    context.signal,
  );
  return item;
}

function drawn(
  layer: Layer,
  { grid, view }: Readonly<PortalState>,
  context: LocalContext,
): boolean {
  return inScale(layer.scale, nominalDenominator(context.catalogue.grids[grid], view?.zoom ?? 0));
}

function checkbox(layer: Layer, { store, words, signal }: LocalContext): HTMLElement {
  const id = `layer-${layer.id}`;
  const input = listening(element('input', { type: 'checkbox', id }), {
    onchange: () => changeLayer(store, layer.id, { visible: input.checked }),
  });
  store.watch(
    (state) => state.layers[layer.id]?.visible ?? false,
    (visible) => {
      input.checked = visible;
    },
    signal,
  );
  const label = element('label', { for: id, class: 'layer__title' }, words.pick(layer.title));
  return element('div', { class: 'checkbox' }, input, label);
}

function detailsToggle(layer: Layer, details: HTMLElement, context: LocalContext): HTMLElement {
  const { words } = context;
  const toggle = button(
    {
      class: 'icon-button layer__toggle',
      'aria-expanded': 'false',
      'aria-controls': details.id,
      'aria-label': words.say('layerDetails', { layer: words.pick(layer.title) }),
    },
    () => {
      if (details.childElementCount === 0) details.append(layerDetails(layer, context));
      details.hidden = !details.hidden;
      toggle.setAttribute('aria-expanded', String(!details.hidden));
    },
    icon('chevron'),
  );
  return toggle;
}

function emptyNotice({ words }: LocalContext): HTMLElement {
  return element('p', { class: 'layer__notice' }, words.say('noData'));
}

/** Says that what is shown may be older: the service of others does not answer. */
function serviceNotice({ service }: Layer, { words }: LocalContext): HTMLElement | null {
  if (service?.state !== 'failing') return null;
  const text = words.say('serviceFails');
  return element('p', { class: 'layer__notice layer__notice--failed' }, text);
}

/** Says at which scales the layer is drawn where it is not; if it is on, offers the way there. */
function scaleNotice(layer: Layer, context: LocalContext): HTMLElement {
  const { store, words, signal } = context;
  const range = scaleRangeText(layer.scale, words);
  const zoom = layer.scale.max === null ? null : zoomButton(layer, context);
  const notice = element(
    'p',
    { class: 'layer__notice' },
    words.say('outOfScale', { range }),
    ' ',
    zoom,
  );
  store.watch(
    (state) => drawn(layer, state, context),
    (isDrawn) => {
      notice.hidden = isDrawn;
    },
    signal,
  );
  store.watch(
    (state) => state.layers[layer.id]?.visible ?? false,
    (visible) => zoom?.toggleAttribute('hidden', !visible),
    signal,
  );
  return notice;
}

function zoomButton(layer: Layer, { catalogue, store, words }: LocalContext): HTMLElement {
  const zoomIn = (): void => {
    const { grid, view } = store.state;
    const zoom = zoomInto(catalogue.grids[grid], layer.scale);
    if (view && zoom !== null) store.update({ view: { ...view, zoom } });
  };
  const label = words.say('zoomToScaleOf', { layer: words.pick(layer.title) });
  const attributes = { class: 'text-button', 'aria-label': label };
  return button(attributes, zoomIn, words.say('zoomToScale'));
}

function failureNotice(layer: Layer, { store, words, signal }: LocalContext): HTMLElement {
  const text = words.say('layerFailed');
  const notice = element('p', { class: 'layer__notice layer__notice--failed' }, text);
  store.watch(
    (state) => state.failingLayers.includes(layer.id),
    (failing) => {
      notice.hidden = !failing;
    },
    signal,
  );
  return notice;
}
