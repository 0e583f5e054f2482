/** The head of the page: whose map it is, search, language, and the buttons of the panels. */

import type { Language } from '../api/catalogue';
import type { LocalContext } from '../app/context';
import { clearAnswer, type LeftPanel, type PortalStore } from '../app/state';
import { button, element } from '../dom/element';
import { type IconName, icon } from '../dom/icon';
import { searchBox } from '../search/box';

/** As in `styles/phone.css`. */
const SHEETS = '(max-width: 48rem)';

export function masthead(context: LocalContext): HTMLElement {
  const { words, catalogue } = context;
  const brand = element(
    'div',
    { class: 'brand' },
    icon('mark'),
    element(
      'div',
      { class: 'brand__text' },
      element('h1', { class: 'brand__title' }, words.say('product')),
      element('p', { class: 'brand__region' }, words.pick(catalogue.region.title)),
    ),
    languageSwitch(context),
  );
  return element(
    'header',
    { class: 'masthead card' },
    brand,
    searchBox(context),
    panelButtons(context),
  );
}

function languageSwitch({ store, words, language }: LocalContext): HTMLElement {
  const choice = (value: Language, name: string): HTMLElement =>
    button(
      {
        class: 'language__choice',
        id: `language-${value}`,
        lang: value,
        'aria-label': name,
        'aria-pressed': String(language === value),
      },
      () => store.update({ language: value }),
      value.toUpperCase(),
    );
  return element(
    'div',
    { class: 'language', role: 'group', 'aria-label': words.say('languageSwitch') },
    choice('cs', words.say('languageCs')),
    choice('en', words.say('languageEn')),
  );
}

function panelButtons(context: LocalContext): HTMLElement {
  const { words } = context;
  return element(
    'nav',
    { class: 'panel-buttons', 'aria-label': words.say('panels') },
    panelButton('layers', 'layers', words.say('layers'), context),
    panelButton('legend', 'legend', words.say('legend'), context),
    panelButton('list', 'list', words.say('list'), context),
    panelButton('area', 'parcel', words.say('area'), context),
  );
}

function panelButton(
  panel: LeftPanel,
  iconName: IconName,
  title: string,
  { store, signal }: LocalContext,
): HTMLElement {
  const node = button(
    { class: 'panel-button', 'aria-controls': 'panel', id: `open-${panel}` },
    () => toggle(panel, store),
    icon(iconName),
    title,
  );
  store.watch(
    (state) => state.panel === panel,
    (open) => node.setAttribute('aria-expanded', String(open)),
    signal,
  );
  return node;
}

/** On a phone panel and answer are sheets in one place: the one wanted last is seen. */
export function toggle(panel: LeftPanel, store: PortalStore): void {
  const opens = store.state.panel !== panel;
  if (opens && window.matchMedia(SHEETS).matches) clearAnswer(store);
  store.update({ panel: opens ? panel : null });
}
