/** What is known of a theme, in words. */
import type { LayerState, Phenomenon, ServiceState } from '../api/catalogue';
import type { Words } from '../locales/words';

export function stateText({ state, due_on }: LayerState, words: Words): string {
  const text = words.say(`state_${state}`);
  return state === 'out_of_date' && due_on
    ? words.say('stateDue', { state: text, date: words.date(due_on) })
    : text;
}

/** How the service answers; while it fails, what is shown may be older than usual. */
export function serviceText({ title, state, failing_since }: ServiceState, words: Words): string {
  const since = failing_since ? words.date(failing_since.slice(0, 10)) : '';
  return `${title}: ${words.say(`service_${state}`, { since })}`;
}

/** What the decree calls the phenomenon; a number that nobody compared with its text says so. */
export function phenomenonText({ decree, numbers, confirmed }: Phenomenon, words: Words): string {
  if (!decree || numbers.length === 0) return words.say('phenomenonUnknown');
  const text = words.say('phenomenonNumber', { numbers: numbers.join(', '), decree });
  return confirmed ? text : words.say('phenomenonUnconfirmed', { text });
}
