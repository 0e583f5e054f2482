/** Coordinates of the pointer, or of the map's centre when no pointer is over the map. */
import type { LocalContext } from '../app/context';
import { COORDINATE_FORMS, type CoordinateForm, formatCoordinates } from '../crs/format';
import { element, listening } from '../dom/element';
import { copyButton } from '../share/copy';

export function coordinateReadout(context: LocalContext): HTMLElement {
  const { store, words, signal } = context;
  const output = element('span', { class: 'coordinates__text', 'data-coordinates': true });
  const kind = element('span', { class: 'coordinates__kind' });
  store.watch(
    () => text(context),
    (shown) => {
      output.textContent = shown;
      kind.textContent = words.say(store.state.pointer ? 'cursor' : 'center');
    },
    signal,
  );
  return element(
    'div',
    { class: 'status__coordinates', role: 'group', 'aria-label': words.say('coordinates') },
    formChooser(context),
    output,
    copyButton(() => text(context), words.say('copyCoordinates'), context),
    kind,
  );
}

function text({ store, projections, language }: LocalContext): string {
  const { pointer, view, coordinates } = store.state;
  const position = pointer ?? view?.center;
  return position ? formatCoordinates(position, coordinates, projections, language) : '';
}

function formChooser({ store, words }: LocalContext): HTMLElement {
  const options = COORDINATE_FORMS.map((form) =>
    element(
      'option',
      { value: form, selected: form === store.state.coordinates },
      words.say(`form_${form}`),
    ),
  );
  const select = listening(
    element('select', { class: 'select', 'aria-label': words.say('coordinateForm') }, ...options),
    { onchange: () => store.update({ coordinates: select.value as CoordinateForm }) },
  );
  return select;
}
