/** The rows of a searched list, with what each is and, where it may be several things, a choice. */
import type { Candidate, ListedRow } from '../api/search';
import type { LocalContext } from '../app/context';
import { button, element, listening } from '../dom/element';
import { icon } from '../dom/icon';
import { choose as show } from '../search/choose';
import { choose, meant, type ParcelList } from './list';

export function rowTable(list: ParcelList, context: LocalContext): HTMLElement {
  const { words } = context;
  const head = ['listRow', 'listResult'] as const;
  return element(
    'table',
    { class: 'list__rows' },
    element('caption', { class: 'visually-hidden' }, words.say('listResults')),
    element(
      'thead',
      {},
      element('tr', {}, ...head.map((key) => element('th', { scope: 'col' }, words.say(key)))),
    ),
    element('tbody', {}, ...list.rows.map((row) => tableRow(row, list, context))),
  );
}

function tableRow(row: ListedRow, list: ParcelList, context: LocalContext): HTMLElement {
  const { words } = context;
  const place = meant(list, row);
  const state = place ? 'found' : row.state;
  return element(
    'tr',
    { 'data-state': state },
    element('th', { scope: 'row' }, `${row.line}. ${row.text}`),
    element(
      'td',
      {},
      element(
        'span',
        { class: 'list__state' },
        icon(state === 'found' ? 'check' : 'warning'),
        words.say(`listState_${state}`),
      ),
      row.state === 'ambiguous' && choice(row, list, context),
      place && shown(place, context),
      row.reason && element('p', { class: 'panel__note' }, row.reason),
    ),
  );
}

function choice(row: ListedRow, list: ParcelList, { store, words }: LocalContext): HTMLElement {
  const count = row.candidates.length;
  const taken = list.chosen[row.line];
  const id = `list-choice-${row.line}`;
  const select = element(
    'select',
    { id, 'aria-label': words.say('listChoose', { line: row.line, text: row.text }) },
    element('option', { value: '' }, words.say('listChooseNone', { count })),
    ...row.candidates.map((candidate, index) =>
      element(
        'option',
        { value: index, selected: index === taken },
        `${candidate.label} – ${words.pick(candidate.detail)}`,
      ),
    ),
  );
  return listening(select, {
    onchange: () => {
      const index = select.value === '' ? null : Number(select.value);
      store.update({ list: choose(store.state.list, row.line, index) });
      // The table is built anew: the keyboard stays where it was.
      document.getElementById(id)?.focus();
    },
  });
}

function shown(place: Candidate, context: LocalContext): HTMLElement {
  const { words } = context;
  return element(
    'div',
    { class: 'list__place' },
    button(
      { class: 'text-button', 'aria-label': words.say('listShow', { label: place.label }) },
      () => show(context, place),
      place.label,
    ),
    ' ',
    element('span', { class: 'suggestions__detail' }, words.pick(place.detail)),
  );
}
