/** The place asked in every usual form of coordinates, each with a copy button. */
import type { Position } from '../api/catalogue';
import type { LocalContext } from '../app/context';
import { type CoordinateForm, formatCoordinates } from '../crs/format';
import { element } from '../dom/element';
import { copyButton } from '../share/copy';

const SHOWN: readonly CoordinateForm[] = ['krovak', 'positive', 'wgs84'];

export function coordinateRows(point: Position, context: LocalContext): HTMLElement {
  const { words, projections, language } = context;
  const rows = SHOWN.map((form) => {
    const text = formatCoordinates(point, form, projections, language);
    return element(
      'div',
      {},
      element('dt', {}, words.say(`form_${form}`)),
      element(
        'dd',
        {},
        element('span', { class: 'coordinates__text' }, text),
        copyButton(() => text, words.say('copyCoordinates'), context),
      ),
    );
  });
  return element(
    'dl',
    { class: 'facts coordinates', 'aria-label': words.say('coordinatesHere') },
    ...rows,
  );
}
