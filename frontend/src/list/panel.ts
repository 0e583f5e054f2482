/** The panel of a list: where it is pasted or dropped, what each row is, and what to do with it. */
import type { LocalContext } from '../app/context';
import { button, element, listening, replaceChildren } from '../dom/element';
import { icon } from '../dom/icon';
import { listActions } from './actions';
import { askList } from './ask';
import { type ParcelList, summary } from './list';
import { rowTable } from './table';

export function listPanel(context: LocalContext): HTMLElement {
  const { store, signal } = context;
  const answer = element('div', { class: 'list__answer' });
  store.watch(
    (state) => state.list,
    (list) => replaceChildren(answer, ...listAnswer(list, context)),
    signal,
  );
  return element('div', { class: 'list' }, form(context), answer);
}

function form(context: LocalContext): HTMLElement {
  const { store, words, signal } = context;
  let asking = new AbortController();
  const ask = (body: Blob, text: string): void => {
    asking.abort();
    asking = new AbortController();
    void askList(body, text, context, AbortSignal.any([signal, asking.signal]));
  };
  const text = element('textarea', {
    id: 'list-text',
    class: 'list__text',
    rows: 5,
    placeholder: words.say('listExample'),
    spellcheck: 'false',
    'aria-describedby': 'list-help',
  });
  text.value = store.state.list.text;
  const take = (file: File): void => {
    const isTable = /\.(csv|tsv)$/i.test(file.name);
    ask(new Blob([file], { type: isTable ? 'text/csv' : 'text/plain' }), text.value);
  };
  listening(text, {
    ondragover: (event) => event.preventDefault(),
    ondrop: (event) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      take(file);
    },
  });
  const search = button(
    { class: 'button button--primary' },
    () => {
      if (text.value.trim()) ask(new Blob([text.value], { type: 'text/plain' }), text.value);
    },
    words.say('listSearch'),
  );
  return element(
    'div',
    { class: 'list__form' },
    element('label', { for: 'list-text' }, words.say('listLabel')),
    element('p', { id: 'list-help', class: 'panel__note' }, words.say('listHelp')),
    text,
    element('div', { class: 'list__buttons' }, search, ...fileChoice(context, take)),
  );
}

/** A file input cannot be dressed: a button opens it. */
function fileChoice({ words }: LocalContext, take: (file: File) => void): HTMLElement[] {
  const input = listening(
    element('input', {
      type: 'file',
      id: 'list-file',
      accept: '.csv,.tsv,.txt,text/csv,text/plain',
      'aria-label': words.say('listFile'),
      hidden: true,
    }),
    {
      onchange: () => {
        const file = input.files?.[0];
        input.value = '';
        if (file) take(file);
      },
    },
  );
  return [button({ class: 'button' }, () => input.click(), words.say('listFile')), input];
}

function listAnswer(list: ParcelList, context: LocalContext): (HTMLElement | null)[] {
  const { words } = context;
  if (list.status === 'empty') return [];
  if (list.status === 'loading') {
    return [element('p', { class: 'panel__note' }, words.say('listSearching'))];
  }
  if (list.status === 'failed') {
    const known = list.failure === 'refused' ? list.detail : '';
    const reason = known || words.say(`failure_${list.failure ?? 'server'}`);
    const text = words.say('listFailed', { reason });
    return [element('div', { class: 'panel__failure' }, icon('warning'), element('p', {}, text))];
  }
  return [
    element('p', { class: 'list__summary' }, words.say('listSummary', { ...summary(list) })),
    listActions(list, context),
    rowTable(list, context),
  ];
}
