/** Puts the page together: the map, which stays, and around it the parts in the chosen language. */
import type { Language } from '../api/catalogue';
import type { Context, LocalContext } from '../app/context';
import { element } from '../dom/element';
import { answerPanel } from '../identify/panel';
import { Words } from '../locales/words';
import { mountMap } from '../map/scene';
import { shareDialog } from '../share/share';
import { statusBar } from '../status/bar';
import { hintCard } from './hint';
import { masthead } from './masthead';
import { messageRegions } from './message';
import { leftPanel } from './panel';
import { printHead } from './print';
import { settingsDialog } from './settings';
import { skipLinks } from './skip';
import { mapTools } from './tools';
import { viewingNotice } from './viewing';

export function mountPortal(context: Context, root: HTMLElement, signal: AbortSignal): void {
  const { store, catalogue } = context;
  const before = element('div', { class: 'slot' });
  const after = element('div', { class: 'slot' });
  const map = element('div', { id: 'map', class: 'map' });
  const cross = element('div', { class: 'crosshair', 'aria-hidden': 'true' });
  const help = element('p', { id: 'map-help', class: 'visually-hidden' });
  const main = element('main', { class: 'stage' }, map, cross, help);
  root.replaceChildren(before, main, after, ...messageRegions(context, signal));
  root.classList.toggle('portal--notices', catalogue.demo || catalogue.viewing_as !== null);
  let stop = new AbortController();
  store.watch(
    (state) => state.language,
    (language) => {
      stop.abort();
      stop = new AbortController();
      const local = inLanguage(context, language, stop.signal);
      surround(local, before, after);
      describe(map, help, local);
    },
    signal,
  );
  mountMap(context, map, signal);
}

function inLanguage(context: Context, language: Language, signal: AbortSignal): LocalContext {
  return { ...context, language, signal, words: new Words(language) };
}

/** The focus stays where it was, for instance on the language switch just pressed. */
function surround(context: LocalContext, before: HTMLElement, after: HTMLElement): void {
  const focused = document.activeElement?.id;
  before.replaceChildren(
    skipLinks(context),
    element('div', { class: 'notices' }, ...viewingNotice(context), ...demoNotice(context)),
    element('div', { class: 'left' }, masthead(context), leftPanel(context)),
  );
  after.replaceChildren(
    mapTools(context),
    answerPanel(context),
    hintCard(context),
    statusBar(context),
    shareDialog(context),
    settingsDialog(context),
    printHead(context),
  );
  if (focused) document.getElementById(focused)?.focus();
}

function demoNotice({ catalogue, words }: LocalContext): HTMLElement[] {
  if (!catalogue.demo) return [];
  const text = words.say('demoNotice');
  return [element('aside', { class: 'demo-notice', 'aria-label': text }, element('p', {}, text))];
}

function describe(
  map: HTMLElement,
  help: HTMLElement,
  { words, language, catalogue }: LocalContext,
): void {
  const region = words.pick(catalogue.region.title);
  document.documentElement.lang = language;
  document.title = `${words.say('product')}, ${region}`;
  map.setAttribute('role', 'application');
  map.setAttribute('aria-label', words.say('map'));
  map.setAttribute('aria-describedby', help.id);
  help.textContent = words.say('mapHelp');
}
