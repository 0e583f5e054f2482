/** The search box: a combobox after the ARIA pattern, with a list of grouped suggestions. */
import type { Suggestion } from '../api/search';
import type { LocalContext } from '../app/context';
import { button, element, listening, replaceChildren } from '../dom/element';
import { icon } from '../dom/icon';
import { choose } from './choose';
import { chosen, flatItems, moveActive, type Suggestions } from './combobox';
import { listContent, optionId } from './list';
import { SuggestionSource } from './source';

export function searchBox(context: LocalContext): HTMLElement {
  return new SearchBox(context).element;
}

class SearchBox {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #clear: HTMLButtonElement;
  readonly #source: SuggestionSource;
  #suggestions: Suggestions = { status: 'idle' };
  #active: number | null = null;

  constructor(readonly context: LocalContext) {
    const { words, signal } = context;
    this.#source = new SuggestionSource((suggestions) => this.#show(suggestions));
    this.#input = listening(inputElement(context), {
      oninput: () => this.#onInput(),
      onkeydown: (event) => this.#onKey(event),
      onblur: () => this.#setOpen(false),
      onfocus: () => this.#setOpen(this.#suggestions.status !== 'idle'),
    });
    this.#list = element('div', {
      id: 'suggestions',
      class: 'suggestions',
      role: 'listbox',
      'aria-label': words.say('searchResults'),
      hidden: true,
    });
    const clear = {
      class: 'icon-button search__clear',
      'aria-label': words.say('searchClear'),
      hidden: true,
    };
    this.#clear = button(clear, () => this.#empty(), icon('close'));
    this.element = element(
      'div',
      { class: 'search', role: 'search' },
      element('span', { class: 'search__icon' }, icon('search')),
      this.#input,
      this.#clear,
      this.#list,
    );
    signal.addEventListener('abort', () => this.#source.stop(), { once: true });
  }

  #onInput(): void {
    this.#clear.hidden = this.#input.value === '';
    this.#source.ask(this.#input.value);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      if (this.#list.hidden) this.#empty();
      this.#setOpen(false);
    } else if (event.key === 'Enter') {
      const suggestion = chosen(this.#suggestions, this.#active);
      if (suggestion) this.#choose(suggestion);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.#setOpen(this.#suggestions.status !== 'idle');
      const count = flatItems(this.#suggestions).length;
      this.#setActive(moveActive(this.#active, event.key, count));
    } else return;
    event.preventDefault();
  }

  #show(suggestions: Suggestions): void {
    this.#suggestions = suggestions;
    this.#active = null;
    this.#input.removeAttribute('aria-activedescendant');
    replaceChildren(
      this.#list,
      ...listContent(suggestions, this.context, (suggestion) => this.#choose(suggestion)),
    );
    this.#setOpen(suggestions.status !== 'idle' && document.activeElement === this.#input);
    this.#announce();
  }

  #announce(): void {
    const { words, store } = this.context;
    if (this.#suggestions.status !== 'filled') return;
    const count = flatItems(this.#suggestions).length;
    store.update({ message: words.say(count ? 'searchCount' : 'searchEmpty', { count }) });
  }

  #setActive(active: number | null): void {
    this.#active = active;
    for (const [index, option] of [...this.#list.querySelectorAll('[aria-selected]')].entries()) {
      option.setAttribute('aria-selected', String(index === active));
      if (index === active) option.scrollIntoView({ block: 'nearest' });
    }
    if (active === null) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', optionId(active));
  }

  #setOpen(open: boolean): void {
    this.#list.hidden = !open;
    this.#input.setAttribute('aria-expanded', String(open));
    if (!open) this.#setActive(null);
  }

  #choose(suggestion: Suggestion): void {
    this.#source.stop();
    this.#input.value = suggestion.label;
    this.#clear.hidden = false;
    this.#setOpen(false);
    // The on-screen keyboard would cover the answer.
    if (window.matchMedia('(pointer: coarse)').matches) this.#input.blur();
    choose(this.context, suggestion);
  }

  #empty(): void {
    this.#input.value = '';
    this.#onInput();
    this.#input.focus();
  }
}

function inputElement({ words }: LocalContext): HTMLInputElement {
  return element('input', {
    id: 'search',
    class: 'search__input',
    type: 'text',
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': 'suggestions',
    'aria-label': words.say('searchLabel'),
    placeholder: words.say('searchPlaceholder'),
    autocomplete: 'off',
    spellcheck: 'false',
    enterkeyhint: 'search',
    maxlength: 200,
  });
}
