/** The panel of the print: its form, once it is known what can be printed, and the outcome. */
import { ApiError, isAbort } from '../api/json';
import { fetchPrintOffer, type PrintOffer } from '../api/print';
import type { LocalContext } from '../app/context';
import { button, element, replaceChildren } from '../dom/element';
import { currentDenominator } from '../layers/legend';
import { changeSheet } from './change';
import { printForm } from './form';
import { failure, printOutcome } from './outcome';
import { runPrint } from './run';
import { scaleFor } from './sheet';

export function printPanel(context: LocalContext): HTMLElement {
  const { store, words, signal } = context;
  const form = element('div', { class: 'print__form' });
  const outcome = element('div', { class: 'print__outcome' });
  let running = new AbortController();
  const run = (): void => {
    running.abort();
    running = new AbortController();
    void runPrint(context, AbortSignal.any([signal, running.signal]));
  };
  store.watch(
    (state) => state.panel === 'print',
    (open) => {
      if (open) void setUp(context, form);
    },
    signal,
  );
  store.watch(
    (state) => state.print.offer,
    (offer) => {
      if (offer) replaceChildren(form, ...printForm(context, offer, run));
    },
    signal,
  );
  store.watch(
    (state) => state.print.printing,
    (printing) => {
      replaceChildren(outcome, ...printOutcome(printing, context, () => running.abort()));
      const submit = form.querySelector('.print__run');
      submit?.toggleAttribute('disabled', printing.status === 'working');
      if (printing.status !== 'idle') outcome.scrollIntoView({ block: 'nearest' });
    },
    signal,
  );
  if (!store.state.print.offer) {
    replaceChildren(form, element('p', { class: 'panel__note' }, words.say('printLoading')));
  }
  return element('div', { class: 'print' }, form, outcome);
}

/** Asks for the offer once; each time the panel opens, the sheet is where the map is. */
async function setUp(context: LocalContext, form: HTMLElement): Promise<void> {
  const { store, words, signal } = context;
  try {
    place(context, store.state.print.offer ?? (await fetchPrintOffer(signal)));
  } catch (error) {
    if (isAbort(error)) return;
    const kind = error instanceof ApiError ? error.kind : 'server';
    const text = words.say('printFailed', { reason: words.say(`failure_${kind}`) });
    const retry = button({ class: 'button' }, () => void setUp(context, form), words.say('retry'));
    replaceChildren(form, failure(text), retry);
  }
}

function place(context: LocalContext, offer: PrintOffer): void {
  const { store } = context;
  const { print, view } = store.state;
  const scale = print.sheet.scale ?? scaleFor(offer, currentDenominator(context));
  changeSheet(store, { scale, ...(view && { center: view.center }) });
  store.update({ print: { ...store.state.print, offer } });
}
