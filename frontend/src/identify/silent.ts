/** Themes with nothing at the place: checked, not known, or told too long ago are not the same. */
import type { Answer } from '../api/identify';
import type { LocalContext } from '../app/context';
import { element } from '../dom/element';

const ORDER = ['out_of_date', 'no_data', 'not_occurs'] as const;

export function silentThemes(answer: Answer, context: LocalContext): HTMLElement[] {
  const { layerById, words } = context;
  const found = new Set(answer.layers.map(({ id }) => id));
  const rows = ORDER.flatMap((state) => {
    const titles = Object.entries(answer.states)
      .filter(([id, told]) => told.state === state && !found.has(id))
      .flatMap(([id]) => layerById.get(id) ?? [])
      .map((layer) => words.pick(layer.title));
    if (titles.length === 0) return [];
    return [
      element(
        'div',
        { class: `silent silent--${state}` },
        element('dt', {}, words.say(`here_${state}`)),
        element('dd', {}, titles.join('; ')),
      ),
    ];
  });
  return rows.length > 0 ? [element('dl', { class: 'facts facts--silent' }, ...rows)] : [];
}
