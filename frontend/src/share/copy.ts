/** Copies a text and says whether it worked, on the button and aloud. */
import type { LocalContext } from '../app/context';
import { button, replaceChildren } from '../dom/element';
import { icon } from '../dom/icon';

const SHOWN_MS = 2000;

/** An icon that copies what `text` gives at the moment of the click. */
export function copyButton(
  text: () => string,
  label: string,
  context: LocalContext,
): HTMLButtonElement {
  const node = button(
    { class: 'icon-button copy', 'aria-label': label, title: label },
    () => void copyAndShow(),
    icon('copy'),
  );
  return node;

  async function copyAndShow(): Promise<void> {
    const copied = await copy(text());
    const { store, words } = context;
    store.update(copied ? { message: words.say('copied') } : { notice: words.say('copyFailed') });
    if (!copied) return;
    replaceChildren(node, icon('check'));
    window.setTimeout(() => replaceChildren(node, icon('copy')), SHOWN_MS);
  }
}

/** False where the browser has no clipboard: a page without TLS, or a refusal of the user. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
