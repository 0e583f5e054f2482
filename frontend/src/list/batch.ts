/** Extracts of all parcels of the list as one file: asked for, watched, taken away. */
import { askExtracts, type ExtractBatch, extractBatch } from '../api/extracts';
import { ApiError, isAbort } from '../api/json';
import type { LocalContext } from '../app/context';
import { button, element, replaceChildren } from '../dom/element';
import { icon } from '../dom/icon';

const LOOK_AGAIN_MS = 2000;

export function batchExtracts(parcels: readonly string[], context: LocalContext): HTMLElement {
  const { words, language, signal } = context;
  const told = element('p', { class: 'panel__note', role: 'status' });
  const ask = async (): Promise<void> => {
    asking.disabled = true;
    replaceChildren(told, words.say('batchAsking'));
    try {
      await watched(await askExtracts(parcels, language, signal), told, context);
    } catch (error) {
      if (!isAbort(error)) replaceChildren(told, ...failure(error, context));
    }
    asking.disabled = false;
  };
  const asking = button(
    { class: 'button' },
    () => void ask(),
    icon('document'),
    words.say('batchAsk'),
  );
  return element('div', { class: 'list__batch' }, asking, told);
}

/** Tells how far it is until it is over. */
async function watched(
  asked: ExtractBatch,
  told: HTMLElement,
  context: LocalContext,
): Promise<void> {
  const { words, language, signal } = context;
  let batch = asked;
  while (batch.state === 'making') {
    const { done, total } = batch;
    replaceChildren(told, words.say('batchMaking', { done, total }), ' ', place(context));
    await pause(signal);
    batch = await extractBatch(batch.id, signal);
  }
  if (batch.state !== 'ready') {
    replaceChildren(told, words.say('batchFailed', { reason: batch.reason }));
    return;
  }
  const href = `/vypisy/${batch.id}/soubor?lang=${language}`;
  const link = element('a', { class: 'button button--primary', href }, words.say('batchDownload'));
  replaceChildren(told, link, ' ', place(context));
}

/** Where all batches of the asker are, should this panel be closed. */
function place({ words, language }: LocalContext): HTMLElement {
  return element('a', { href: `/vypisy/?lang=${language}` }, words.say('batchAll'));
}

function failure(error: unknown, { words }: LocalContext): (string | HTMLElement)[] {
  const { kind, detail, status } = error instanceof ApiError ? error : new ApiError('server', '');
  if (status === 401) {
    const back = encodeURIComponent(location.pathname + location.search + location.hash);
    const href = `/account/login/?next=${back}`;
    return [words.say('batchSignIn'), ' ', element('a', { href }, words.say('batchLogin'))];
  }
  return [words.say('batchFailed', { reason: detail || words.say(`failure_${kind}`) })];
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, LOOK_AGAIN_MS);
    const stop = (): void => {
      clearTimeout(timer);
      reject(new DOMException('aborted', 'AbortError'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
