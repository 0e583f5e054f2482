/** The scale as a bar and as a number that one can choose. */
import type { LocalContext } from '../app/context';
import type { PortalState } from '../app/state';
import { element, listening, replaceChildren } from '../dom/element';
import {
  formatLength,
  formatScale,
  groundDenominator,
  groundResolution,
  scaleBar,
} from '../map/scale';

const BAR_WIDTH_PX = 110;

export function scaleBarElement(context: LocalContext): HTMLElement {
  const { store, words, catalogue, projections, signal } = context;
  const bar = element('span', { class: 'scale-bar__line' });
  const length = element('span', { class: 'scale-bar__length' });
  store.watch(
    ({ view, grid }) =>
      view && groundResolution(grid, catalogue.grids[grid], view.zoom, view.center, projections),
    (metresPerPixel) => {
      if (metresPerPixel === null) return;
      const { lengthM, widthPx } = scaleBar(metresPerPixel, BAR_WIDTH_PX);
      bar.style.width = `${widthPx}px`;
      length.textContent = formatLength(lengthM);
    },
    signal,
  );
  return element(
    'div',
    { class: 'scale-bar', role: 'img', 'aria-label': words.say('scaleBar') },
    bar,
    length,
  );
}

export function scaleChooser(context: LocalContext): HTMLElement {
  const { store, words, signal } = context;
  const select = listening(element('select', { class: 'select', id: 'scale' }), {
    onchange: () => {
      const { view } = store.state;
      if (view) store.update({ view: { ...view, zoom: Number(select.value) } });
    },
  });
  store.watch(
    ({ grid, view }) => denominators(context, grid, view).join(),
    () => {
      const { grid, view } = store.state;
      const levels = denominators(context, grid, view);
      replaceChildren(
        select,
        ...levels.map((denominator, zoom) =>
          element('option', { value: zoom }, formatScale(denominator)),
        ),
      );
      select.value = String(view?.zoom ?? 0);
    },
    signal,
  );
  store.watch(
    (state) => state.view?.zoom ?? 0,
    (zoom) => {
      select.value = String(zoom);
    },
    signal,
  );
  const label = element('label', { for: 'scale', class: 'visually-hidden' }, words.say('scale'));
  return element('div', { class: 'status__scale' }, label, select);
}

/** Of every level, to four digits: a small move of the map changes none of them. */
function denominators(
  { catalogue, projections }: LocalContext,
  grid: PortalState['grid'],
  view: PortalState['view'],
): number[] {
  const levels = catalogue.grids[grid];
  if (!view) return [];
  return levels.resolutions.map((_, zoom) =>
    Number(groundDenominator(grid, levels, zoom, view.center, projections).toPrecision(4)),
  );
}
