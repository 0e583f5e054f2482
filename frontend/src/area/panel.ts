/** The panel of a drawn area: how it is drawn, how large it is, and what can be asked for it. */
import type { LocalContext } from '../app/context';
import { button, element, replaceChildren } from '../dom/element';
import { icon } from '../dom/icon';
import { type Area, areaM2, EMPTY_AREA, geojson, isWhole, withoutLastCorner } from './area';

const NUMBERS = { maximumFractionDigits: 0 };

export function areaPanel(context: LocalContext): HTMLElement {
  const { store, words, signal } = context;
  const draw = button({ class: 'button button--primary', id: 'area-draw' }, () => {
    const { area } = store.state;
    store.update({ area: { ...area, drawing: !area.drawing } });
  });
  const answer = element('div');
  store.watch(
    (state) => state.area,
    (area) => {
      draw.textContent = words.say(area.drawing ? 'areaStop' : 'areaDraw');
      draw.setAttribute('aria-pressed', String(area.drawing));
      replaceChildren(answer, ...drawn(area, context));
    },
    signal,
  );
  return element(
    'div',
    { class: 'list' },
    element('p', { class: 'panel__note' }, words.say('areaHelp')),
    element('div', { class: 'list__buttons' }, draw),
    answer,
    otherTasks(context),
  );
}

function drawn(area: Area, context: LocalContext): (HTMLElement | false)[] {
  const { store, words } = context;
  const corners = area.corners.length;
  if (corners === 0) return [];
  const size = areaM2(area).toLocaleString(context.language, NUMBERS);
  const told = isWhole(area)
    ? words.say('areaSize', { size, corners })
    : words.say('areaCorners', { corners });
  const back = (): void => store.update({ area: withoutLastCorner(store.state.area) });
  return [
    element('p', { class: 'list__summary', role: 'status' }, told),
    element(
      'div',
      { class: 'list__buttons' },
      button({ class: 'button', id: 'area-back' }, back, words.say('areaBack')),
      button(
        { class: 'button', id: 'area-clear' },
        () => store.update({ area: EMPTY_AREA }),
        words.say('areaClear'),
      ),
    ),
    isWhole(area) && asked(area, context),
  ];
}

/** Extract and release of the area; a release begins with the layers that are shown. */
function asked(area: Area, { store, words, language }: LocalContext): HTMLElement {
  const land = new URLSearchParams({ area: geojson(area), crs: '5514', lang: language });
  const shown = Object.entries(store.state.layers).flatMap(([id, { visible }]) =>
    visible ? [id] : [],
  );
  const release = new URLSearchParams(land);
  release.set('layers', shown.join(','));
  const link = (href: string, name: 'areaExtract' | 'areaPdf' | 'areaRelease'): HTMLElement =>
    element(
      'a',
      { class: 'button', href },
      icon(name === 'areaRelease' ? 'download' : 'document'),
      words.say(name),
    );
  return element(
    'div',
    { class: 'list__buttons' },
    link(`/api/extract/area.html?${land}`, 'areaExtract'),
    link(`/api/extract/area.pdf?${land}`, 'areaPdf'),
    link(`/vydej/?${release}`, 'areaRelease'),
  );
}

/** Pages beside the map that planners come for. */
function otherTasks({ words, language }: LocalContext): HTMLElement {
  const link = (path: string, name: 'areaConflicts' | 'areaReleases' | 'areaBatches') =>
    element('li', {}, element('a', { href: `${path}?lang=${language}` }, words.say(name)));
  return element(
    'ul',
    { class: 'list__tasks' },
    link('/conflicts/', 'areaConflicts'),
    link('/vydej/', 'areaReleases'),
    link('/vypisy/', 'areaBatches'),
  );
}
