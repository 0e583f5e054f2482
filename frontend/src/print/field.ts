/** Fields of the print's form, each with its label. */
import type { LocalContext } from '../app/context';
import { element, listening } from '../dom/element';
import type { Key } from '../locales/words';
import { changeSheet } from './change';

export function field({ words }: LocalContext, label: Key, control: HTMLElement): HTMLElement {
  const text = element('label', { class: 'field-label', for: control.id }, words.say(label));
  return element('div', { class: 'print__field' }, text, control);
}

export function select(
  id: string,
  values: readonly string[],
  chosen: string,
  word: (value: string) => string,
  change: (value: string) => void,
): HTMLSelectElement {
  const node = element(
    'select',
    { id, class: 'select' },
    ...values.map((value) => element('option', { value, selected: value === chosen }, word(value))),
  );
  return listening(node, { onchange: () => change(node.value) });
}

export function textInput(
  id: string,
  member: 'title' | 'note',
  most: number,
  { store }: LocalContext,
): HTMLInputElement {
  const node = element('input', { id, class: 'text-field', type: 'text', maxlength: most });
  node.value = store.state.print.sheet[member];
  return listening(node, { oninput: () => changeSheet(store, { [member]: node.value }) });
}

export function checkbox(
  id: string,
  label: Key,
  member: 'legend' | 'grid',
  { store, words }: LocalContext,
): HTMLElement {
  const node = element('input', { type: 'checkbox', id, checked: store.state.print.sheet[member] });
  listening(node, { onchange: () => changeSheet(store, { [member]: node.checked }) });
  const text = element('label', { for: id }, words.say(label));
  return element('div', { class: 'checkbox' }, node, text);
}
