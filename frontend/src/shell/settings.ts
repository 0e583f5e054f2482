/** The dialog with the map's coordinate system and the addresses for desktop GIS. */
import type { GridId } from '../api/catalogue';
import type { LocalContext } from '../app/context';
import { element, listening } from '../dom/element';
import { groundDenominator, nearest } from '../map/scale';
import { copyButton } from '../share/copy';
import { dialog } from '../share/dialog';

const SERVICES = [
  ['serviceWms', '/ows/wms'],
  ['serviceWmts', '/ows/wmts/1.0.0/WMTSCapabilities.xml'],
  ['serviceApi', '/api/'],
] as const;

export function settingsDialog(context: LocalContext): HTMLDialogElement {
  const { words } = context;
  return dialog('settings', words.say('settingsTitle'), context, () => [
    projectionChoice(context),
    element('h3', { class: 'dialog__heading' }, words.say('services')),
    element(
      'dl',
      { class: 'facts services' },
      ...SERVICES.map(([key, path]) => {
        const address = new URL(path, window.location.href).href;
        const copy = copyButton(() => address, `${words.say('copy')}: ${words.say(key)}`, context);
        const link = element('a', { href: path }, address);
        return element('div', {}, element('dt', {}, words.say(key)), element('dd', {}, link, copy));
      }),
    ),
    element('p', { class: 'panel__note' }, words.say('about')),
  ]);
}

function projectionChoice(context: LocalContext): HTMLElement {
  const { store, words, catalogue } = context;
  const options = (Object.keys(catalogue.grids) as GridId[]).map((grid) => {
    const id = `grid-${grid}`;
    const attributes = {
      type: 'radio',
      name: 'grid',
      id,
      value: grid,
      checked: store.state.grid === grid,
    };
    const input = listening(element('input', attributes), {
      onchange: () => switchGrid(grid, context),
    });
    return element(
      'div',
      { class: 'checkbox' },
      input,
      element('label', { for: id }, words.say(`projection_${grid}`)),
    );
  });
  return element(
    'fieldset',
    { class: 'choice' },
    element('legend', { class: 'dialog__heading' }, words.say('projection')),
    ...options,
  );
}

/** The same place at the nearest scale of the other grid. */
function switchGrid(grid: GridId, { store, catalogue, projections }: LocalContext): void {
  const { view, grid: before } = store.state;
  if (!view) return;
  const denominatorAt = (id: GridId, zoom: number): number =>
    groundDenominator(id, catalogue.grids[id], zoom, view.center, projections);
  const levels = catalogue.grids[grid].resolutions.map((_, zoom) => denominatorAt(grid, zoom));
  const zoom = nearest(levels, denominatorAt(before, view.zoom));
  store.update({ grid, view: { ...view, zoom } });
}
