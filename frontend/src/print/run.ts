/** Has the sheet printed: one at once, a series by a job whose state is asked for. */
import { ApiError, isAbort } from '../api/json';
import {
  cancelPrintedSeries,
  fetchPrintedSeries,
  type PrintedSeries,
  type PrintOrder,
  printedFile,
  printSeries,
  printSheet,
} from '../api/print';
import type { LocalContext } from '../app/context';
import type { PortalStore } from '../app/state';
import { changePrinting } from './change';
import { orderOf } from './order';

const ASKED_AGAIN_MS = 1000;

export async function runPrint(context: LocalContext, signal: AbortSignal): Promise<void> {
  const { store, words } = context;
  const order = orderOf(context);
  forget(store);
  const isSeries = order.series !== undefined;
  changePrinting(store, { status: 'working', done: 0, total: null, isSeries });
  try {
    await (isSeries ? runSeries(order, context, signal) : runSheet(order, context, signal));
    store.update({ message: words.say('printDone') });
  } catch (error) {
    if (isAbort(error)) {
      changePrinting(store, { status: 'idle' });
      return;
    }
    const { kind, detail } = error instanceof ApiError ? error : new ApiError('server', '');
    changePrinting(store, { status: 'failed', failure: kind, detail });
  }
}

/** The browser holds a printed sheet until it is told that nobody needs it. */
function forget(store: PortalStore): void {
  const { printing } = store.state.print;
  if (printing.status === 'done' && printing.address.startsWith('blob:')) {
    URL.revokeObjectURL(printing.address);
  }
}

async function runSheet(
  order: PrintOrder,
  { store, language }: LocalContext,
  signal: AbortSignal,
): Promise<void> {
  const file = await printSheet(order, language, signal);
  const address = URL.createObjectURL(file);
  changePrinting(store, { status: 'done', address, name: 'mapa.pdf', missing: [] });
}

async function runSeries(
  order: PrintOrder,
  { store, language }: LocalContext,
  signal: AbortSignal,
): Promise<void> {
  let series = await printSeries(order, language, signal);
  const { id } = series;
  const giveUp = (): void => {
    // What is no longer wanted need not be waited for; the server drops it after its days anyway.
    void cancelPrintedSeries(id, new AbortController().signal).catch(() => null);
  };
  signal.addEventListener('abort', giveUp, { once: true });
  while (series.state === 'waiting' || series.state === 'running') {
    const { done, total } = series;
    changePrinting(store, { status: 'working', done, total, isSeries: true });
    await pause(signal);
    series = await fetchPrintedSeries(id, signal);
  }
  signal.removeEventListener('abort', giveUp);
  end(series, store);
}

function end(
  { id, state, reason, missing_layers: missing }: PrintedSeries,
  store: PortalStore,
): void {
  if (state === 'cancelled') throw new DOMException('', 'AbortError');
  if (state === 'failed') throw new ApiError('refused', reason);
  const address = printedFile(id);
  changePrinting(store, { status: 'done', address, name: 'mapa-listy.pdf', missing });
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      window.clearTimeout(waiting);
      reject(new DOMException('', 'AbortError'));
    };
    const waiting = window.setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ASKED_AGAIN_MS);
    signal.addEventListener('abort', stop, { once: true });
  });
}
