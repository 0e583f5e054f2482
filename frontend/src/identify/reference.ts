/** A value that names a feature of another layer: its text on demand, its page, its original file. */
import type { Field, Layer } from '../api/catalogue';
import { type Feature, fetchFeature } from '../api/identify';
import { ApiError, isAbort } from '../api/json';
import type { LocalContext } from '../app/context';
import { button, element, replaceChildren } from '../dom/element';

/** Null where the value names nothing that this visitor may ask about. */
export function reference(field: Field, id: string, context: LocalContext): HTMLElement | null {
  const layer = field.refers ? context.layerById.get(field.refers) : undefined;
  if (!layer?.collection) return null;
  const { words } = context;
  const body = element('div', { class: 'reference__body', hidden: true, 'aria-live': 'polite' });
  const toggle = button(
    { class: 'text-button', 'aria-expanded': 'false' },
    () => {
      body.hidden = !body.hidden;
      toggle.setAttribute('aria-expanded', String(!body.hidden));
      toggle.textContent = words.say(body.hidden ? 'referenceShow' : 'referenceHide');
      if (!body.hidden && body.dataset['filled'] !== 'true') void fill(body, layer, id, context);
    },
    words.say('referenceShow'),
  );
  return element('div', { class: 'reference' }, toggle, body);
}

async function fill(
  body: HTMLElement,
  layer: Layer,
  id: string,
  { words, signal }: LocalContext,
): Promise<void> {
  replaceChildren(body, element('p', {}, words.say('referenceLoading')));
  try {
    const found = await fetchFeature(layer.collection ?? '', id, signal);
    const page = `${layer.collection}/items/${encodeURIComponent(id)}?f=html&lang=${words.language}`;
    const links = [link(page, words.say('referencePage')), originalLink(found, words)];
    const text = String(found.properties['text'] ?? found.label);
    replaceChildren(
      body,
      element('p', { class: 'reference__text' }, text),
      element('p', { class: 'feature__links' }, ...links),
    );
    body.dataset['filled'] = 'true';
  } catch (error) {
    if (isAbort(error)) return;
    const failure = error instanceof ApiError ? error.kind : 'server';
    const reason = words.say(`failure_${failure}`);
    replaceChildren(body, element('p', {}, words.say('referenceFailed', { reason })));
  }
}

function originalLink(found: Feature, words: LocalContext['words']): HTMLElement | null {
  const file = String(found.properties['file_name'] ?? found.label);
  return found.original ? link(found.original, words.say('referenceOriginal', { file })) : null;
}

function link(address: string, text: string): HTMLElement {
  return element('a', { href: address, target: '_blank', rel: 'noopener' }, text);
}
