/** A dialog of the page: opened by the state, closed by Escape, its button or a click beside it. */
import type { LocalContext } from '../app/context';
import type { Dialog } from '../app/state';
import { button, type Child, element } from '../dom/element';
import { icon } from '../dom/icon';

export function dialog(
  name: Dialog,
  title: string,
  context: LocalContext,
  content: () => Child[],
): HTMLDialogElement {
  const { store, words, signal } = context;
  const titleId = `dialog-${name}`;
  const node = element('dialog', { class: 'dialog', 'aria-labelledby': titleId });
  const close = { class: 'icon-button', 'aria-label': words.say('close') };
  node.addEventListener('close', () => store.update({ dialog: null }));
  node.addEventListener('click', (event) => {
    if (event.target === node) node.close();
  });
  store.watch(
    (state) => state.dialog === name,
    (open) => {
      if (!open) {
        node.close();
        return;
      }
      const header = element('h2', { id: titleId, class: 'panel__title' }, title);
      node.replaceChildren(
        element(
          'div',
          { class: 'panel__header' },
          header,
          button(close, () => node.close(), icon('close')),
        ),
        element('div', { class: 'dialog__body' }, ...content()),
      );
      // After the watcher: a dialog opens only once it is in the page.
      queueMicrotask(() => node.isConnected && node.showModal());
    },
    signal,
  );
  return node;
}
