/** The list of suggestions below the search box, by groups. */
import type { Suggestion, SuggestionGroup } from '../api/search';
import type { LocalContext } from '../app/context';
import { type Child, element } from '../dom/element';
import { type IconName, icon } from '../dom/icon';
import type { Suggestions } from './combobox';

const ICONS: Record<string, IconName> = {
  parcel: 'parcel',
  former_parcel: 'parcel',
  building: 'building',
  document: 'document',
  address: 'building',
  street: 'street',
  coordinates: 'pin',
};

export function optionId(index: number): string {
  return `suggestion-${index}`;
}

/** What stands in the list: options, or one sentence about why there are none. */
export function listContent(
  suggestions: Suggestions,
  context: LocalContext,
  onChoose: (suggestion: Suggestion) => void,
): Child[] {
  const { words } = context;
  if (suggestions.status === 'idle') return [];
  if (suggestions.status === 'loading') return [note(words.say('searchLoading'))];
  if (suggestions.status === 'failed') {
    // The text itself is wrong, and the server says how.
    if (suggestions.failure === 'refused') return [note(suggestions.detail)];
    const reason = words.say(`failure_${suggestions.failure}`);
    return [note(words.say('searchFailed', { reason }))];
  }
  if (suggestions.groups.length === 0) return [note(words.say('searchEmpty'))];
  let index = 0;
  return suggestions.groups.map((group) => {
    const first = index;
    index += group.items.length;
    return groupElement(group, first, context, onChoose);
  });
}

function note(text: string): HTMLElement {
  return element(
    'div',
    { class: 'suggestions__note', role: 'option', 'aria-disabled': 'true' },
    text,
  );
}

function groupElement(
  group: SuggestionGroup,
  first: number,
  context: LocalContext,
  onChoose: (suggestion: Suggestion) => void,
): HTMLElement {
  const id = `suggestion-group-${first}`;
  const options = group.items.map((item, index) =>
    option(item, first + index, ICONS[group.kind] ?? 'extent', context, onChoose),
  );
  return element(
    'div',
    { role: 'group', 'aria-labelledby': id, class: 'suggestions__group' },
    element(
      'div',
      { id, class: 'suggestions__title', role: 'presentation' },
      context.words.pick(group.title),
    ),
    ...options,
  );
}

function option(
  item: Suggestion,
  index: number,
  iconName: IconName,
  { words }: LocalContext,
  onChoose: (suggestion: Suggestion) => void,
): HTMLElement {
  const node = element(
    'div',
    { id: optionId(index), role: 'option', class: 'suggestions__option', 'aria-selected': 'false' },
    icon(iconName),
    element(
      'span',
      { class: 'suggestions__text' },
      element('span', { class: 'suggestions__label' }, item.label),
      ' ',
      element('span', { class: 'suggestions__detail' }, words.pick(item.detail)),
    ),
  );
  // Not click: the box would lose the focus, and with it the list, before.
  node.addEventListener('pointerdown', (event) => event.preventDefault());
  node.addEventListener('click', () => onChoose(item));
  return node;
}
