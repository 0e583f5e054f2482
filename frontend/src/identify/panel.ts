/** The answer to "what is here?": coordinates, then features grouped by layer. */
import type { Answer } from '../api/identify';
import type { LocalContext } from '../app/context';
import { type AnswerState, clearAnswer, type Question } from '../app/state';
import { button, element, replaceChildren } from '../dom/element';
import { icon } from '../dom/icon';
import { coordinateRows } from './coordinates';
import { layerGroup } from './group';
import { silentThemes } from './silent';

export function answerPanel(context: LocalContext): HTMLElement {
  const { store, signal, words } = context;
  const title = element('h2', { class: 'panel__title', id: 'answer-title', tabindex: -1 });
  const close = { class: 'icon-button', 'aria-label': words.say('close') };
  const body = element('div', {
    class: 'panel__body',
    tabindex: 0,
    role: 'group',
    'aria-labelledby': 'answer-title',
  });
  const panel = element(
    'section',
    { class: 'panel panel--answer', 'aria-labelledby': 'answer-title', hidden: true },
    element(
      'div',
      { class: 'panel__header' },
      title,
      button(close, () => closeAnswer(context), icon('close')),
    ),
    body,
  );
  store.watch(
    (state) => state.answer,
    (answer) => {
      const { question } = store.state;
      panel.hidden = answer.status === 'empty' || question === null;
      if (!question) return;
      title.textContent = words.say(question.kind === 'point' ? 'answer' : 'answerFeature');
      replaceChildren(body, ...content(answer, question, context));
      body.scrollTop = 0;
    },
    signal,
  );
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeAnswer(context);
  });
  return panel;
}

function closeAnswer({ store }: LocalContext): void {
  clearAnswer(store);
  document.getElementById('map')?.focus({ preventScroll: true });
}

function content(answer: AnswerState, question: Question, context: LocalContext): HTMLElement[] {
  const place = question.kind === 'point' ? [coordinateRows(question.point, context)] : [];
  return [...place, ...result(answer, question, context)];
}

function result(answer: AnswerState, question: Question, context: LocalContext): HTMLElement[] {
  const { words } = context;
  if (answer.status === 'loading') return [loading(words.say('answerLoading'))];
  if (answer.status === 'failed') return [failed(answer.failure, question, context)];
  if (answer.status === 'filled') return filled(answer.answer, context);
  return [];
}

function filled(answer: Answer, context: LocalContext): HTMLElement[] {
  const { store, words } = context;
  const count = answer.layers.reduce((sum, layer) => sum + layer.features.length, 0);
  queueMicrotask(() =>
    store.update({ message: words.say(count ? 'answerFound' : 'answerEmpty', { count }) }),
  );
  const empty = element('p', { class: 'panel__note' }, words.say('answerEmpty'));
  const groups = answer.layers.map((layer) => layerGroup(layer, context));
  return [...(count === 0 ? [empty] : groups), ...silentThemes(answer, context)];
}

function loading(text: string): HTMLElement {
  const bar = (): HTMLElement => element('span', { class: 'skeleton', 'aria-hidden': 'true' });
  return element('div', { class: 'panel__loading' }, element('p', {}, text), bar(), bar(), bar());
}

function failed(
  failure: (AnswerState & { status: 'failed' })['failure'],
  question: Question,
  { store, words }: LocalContext,
): HTMLElement {
  const reason = words.say(`failure_${failure}`);
  return element(
    'div',
    { class: 'panel__failure', role: 'alert' },
    icon('warning'),
    element('p', {}, words.say('answerFailed', { reason })),
    button(
      { class: 'button' },
      () => store.update({ question: { ...question } }),
      words.say('retry'),
    ),
  );
}
