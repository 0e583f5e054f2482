/** What becomes of a print: progress with a way to give it up, a reason, or the file. */
import type { LocalContext } from '../app/context';
import { button, element } from '../dom/element';
import { icon } from '../dom/icon';
import type { PrintStatus } from './sheet';

export function printOutcome(
  printing: PrintStatus,
  context: LocalContext,
  stop: () => void,
): HTMLElement[] {
  const { words } = context;
  if (printing.status === 'working') return progress(printing, context, stop);
  if (printing.status === 'failed') {
    const known = printing.failure === 'refused' ? printing.detail : '';
    const reason = known || words.say(`failure_${printing.failure}`);
    return [failure(words.say('printFailed', { reason }))];
  }
  return printing.status === 'done' ? file(printing, context) : [];
}

export function failure(text: string): HTMLElement {
  return element(
    'div',
    { class: 'panel__failure', role: 'alert' },
    icon('warning'),
    element('p', {}, text),
  );
}

function progress(
  { done, total, isSeries }: PrintStatus & { status: 'working' },
  { words }: LocalContext,
  stop: () => void,
): HTMLElement[] {
  const waiting = words.say(isSeries ? 'printWaiting' : 'printWorking');
  const text = total ? words.say('printProgress', { done, total }) : waiting;
  const bar = element('progress', {
    class: 'print__progress',
    'aria-label': words.say('printWorking'),
    ...(total && { max: total, value: done }),
  });
  return [
    element('p', { role: 'status' }, text),
    bar,
    button({ class: 'button' }, stop, words.say('printCancel')),
  ];
}

function file(
  { address, name, missing }: PrintStatus & { status: 'done' },
  { words, layerById }: LocalContext,
): HTMLElement[] {
  const titles = missing.map((id) => words.pick(layerById.get(id)?.title) || id).join(', ');
  const note = element(
    'p',
    { class: 'panel__note' },
    words.say('printMissing', { layers: titles }),
  );
  return [
    element('p', {}, words.say('printDone')),
    ...(missing.length > 0 ? [note] : []),
    element(
      'a',
      { class: 'button button--primary', href: address, download: name },
      icon('download'),
      words.say('printDownload'),
    ),
  ];
}
