/** What is known of a theme, in words. */
import type { LayerState } from '../api/catalogue';
import type { Words } from '../locales/words';

export function stateText({ state, due_on }: LayerState, words: Words): string {
  const text = words.say(`state_${state}`);
  return state === 'out_of_date' && due_on
    ? words.say('stateDue', { state: text, date: words.date(due_on) })
    : text;
}
