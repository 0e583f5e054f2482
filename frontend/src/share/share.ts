/** The dialog with the link to what is shown. */
import type { LocalContext } from '../app/context';
import { button, element } from '../dom/element';
import { writePermalink } from '../permalink/permalink';
import { copy } from './copy';
import { dialog } from './dialog';

export function shareDialog(context: LocalContext): HTMLDialogElement {
  const { words } = context;
  return dialog('share', words.say('shareTitle'), context, () => {
    const link = new URL(writePermalink(context.store.state), window.location.href).href;
    const field = element('input', {
      class: 'text-field',
      id: 'share-link',
      type: 'text',
      readonly: true,
      value: link,
    });
    field.addEventListener('focus', () => field.select());
    const status = element('p', { role: 'status', class: 'share__status' });
    const send = button({ class: 'button' }, () => void sendLink(link), words.say('shareSend'));
    const copyLink = async (): Promise<void> => {
      status.textContent = words.say((await copy(link)) ? 'copied' : 'copyFailed');
    };
    return [
      element('p', {}, words.say('shareText')),
      element('label', { for: 'share-link', class: 'field-label' }, words.say('shareLink')),
      field,
      element(
        'div',
        { class: 'dialog__actions' },
        button({ class: 'button button--primary' }, () => void copyLink(), words.say('shareCopy')),
        'share' in navigator && send,
      ),
      status,
      element(
        'p',
        {},
        element('a', { href: `/desktop/?lang=${words.language}` }, words.say('shareDesktop')),
      ),
    ];
  });
}

/** Leaving the system's sheet without sending is not an error. */
async function sendLink(url: string): Promise<void> {
  await navigator.share({ title: document.title, url }).catch(() => undefined);
}
