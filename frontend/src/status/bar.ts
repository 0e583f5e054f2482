/** The line below the map: scale, coordinates, whose data are shown. */
import type { LocalContext } from '../app/context';
import { element } from '../dom/element';
import { attribution } from './attribution';
import { coordinateReadout } from './coordinates';
import { scaleBarElement, scaleChooser } from './scale';

export function statusBar(context: LocalContext): HTMLElement {
  return element(
    'footer',
    { class: 'status' },
    scaleBarElement(context),
    scaleChooser(context),
    coordinateReadout(context),
    attribution(context),
  );
}
