/** The form of the print; each field changes the state, the frame on the map follows. */
import type { Orientation, Paper, PrintOffer } from '../api/print';
import type { LocalContext } from '../app/context';
import { button, element, listening, replaceChildren } from '../dom/element';
import { icon } from '../dom/icon';
import { formatScale } from '../map/scale';
import { changeSheet } from './change';
import { checkbox, field, select, textInput } from './field';
import { printableParcels, selectedMunicipality } from './order';
import type { Over } from './sheet';

const ORIENTATIONS: readonly Orientation[] = ['landscape', 'portrait'];

export function printForm(
  context: LocalContext,
  offer: PrintOffer,
  run: () => void,
): HTMLElement[] {
  const { words } = context;
  return [
    element('p', { class: 'panel__note' }, words.say('printHelp')),
    element('div', { class: 'print__pair' }, ...paperFields(context, offer)),
    field(context, 'printOver', overChoice(context)),
    field(context, 'printScale', scaleChoice(context, offer)),
    field(context, 'printTitle', textInput('print-title', 'title', offer.limits.title, context)),
    field(context, 'printNote', textInput('print-note', 'note', offer.limits.note, context)),
    checkbox('print-legend', 'printLegend', 'legend', context),
    checkbox('print-grid', 'printGrid', 'grid', context),
    element(
      'div',
      { class: 'print__buttons' },
      button({ class: 'button button--primary print__run' }, run, words.say('printRun')),
      button({ class: 'button' }, () => center(context), icon('extent'), words.say('printHere')),
    ),
  ];
}

function paperFields(context: LocalContext, offer: PrintOffer): HTMLElement[] {
  const { store, words } = context;
  const { sheet } = store.state.print;
  const papers = [...new Set(offer.layouts.map(({ paper }) => paper))];
  const paper = select(
    'print-paper',
    papers,
    sheet.paper,
    (value) => value,
    (value) => changeSheet(store, { paper: value as Paper }),
  );
  const orientation = select(
    'print-orientation',
    ORIENTATIONS,
    sheet.orientation,
    (value) => words.say(`print_${value as Orientation}`),
    (value) => changeSheet(store, { orientation: value as Orientation }),
  );
  return [field(context, 'printPaper', paper), field(context, 'printOrientation', orientation)];
}

/** Puts the sheet where the map is. */
function center({ store, words }: LocalContext): void {
  const { view } = store.state;
  if (view) changeSheet(store, { center: view.center });
  store.update({ message: words.say('printMoved') });
}

/** One sheet, or several over what the map has at hand: the choice follows list and selection. */
function overChoice(context: LocalContext): HTMLElement {
  const { store, words, signal } = context;
  const node = element('select', { id: 'print-over', class: 'select' });
  const fill = (): void => {
    const count = printableParcels(context).length;
    const choices: Over[] = ['one', 'extent'];
    if (selectedMunicipality(context)) choices.push('municipality');
    if (count > 0) choices.push('parcels');
    const { over } = store.state.print.sheet;
    const chosen = choices.includes(over) ? over : 'one';
    const option = (value: Over): HTMLElement =>
      element(
        'option',
        { value, selected: value === chosen },
        words.say(`printOver_${value}`, { count }),
      );
    replaceChildren(node, ...choices.map(option));
    if (chosen !== over) changeSheet(store, { over: chosen });
  };
  store.watch((state) => state.list, fill, signal);
  store.watch((state) => state.selection, fill, signal);
  return listening(node, { onchange: () => changeSheet(store, { over: node.value as Over }) });
}

/** A scale that fits is there for parcels alone: other sheets have nothing to fit. */
function scaleChoice(context: LocalContext, offer: PrintOffer): HTMLElement {
  const { store, words, signal } = context;
  const node = element('select', { id: 'print-scale', class: 'select' });
  const fill = (): void => {
    const { over, scale } = store.state.print.sheet;
    const options = offer.scales.map((value) =>
      element('option', { value, selected: value === scale }, formatScale(value)),
    );
    const fitting = { value: '', selected: scale === null };
    const first = over === 'parcels' && element('option', fitting, words.say('printFit'));
    replaceChildren(node, first, ...options);
    if (over !== 'parcels' && scale === null) {
      changeSheet(store, { scale: Number(node.value) });
    }
  };
  store.watch((state) => `${state.print.sheet.over} ${state.print.sheet.scale}`, fill, signal);
  return listening(node, {
    onchange: () => changeSheet(store, { scale: node.value === '' ? null : Number(node.value) }),
  });
}
