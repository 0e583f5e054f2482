/** Fetches suggestions for a text: waits for a pause in typing, drops the answer before. */
import { ApiError, isAbort } from '../api/json';
import { search } from '../api/search';
import { isWorthSearching, type Suggestions } from './combobox';

const PAUSE_MS = 120;

export class SuggestionSource {
  #asking = new AbortController();

  constructor(readonly show: (suggestions: Suggestions) => void) {}

  ask(text: string): void {
    this.stop();
    if (!isWorthSearching(text)) {
      this.show({ status: 'idle' });
      return;
    }
    const { signal } = this.#asking;
    const waiting = window.setTimeout(() => void this.#load(text.trim(), signal), PAUSE_MS);
    signal.addEventListener('abort', () => window.clearTimeout(waiting), { once: true });
  }

  stop(): void {
    this.#asking.abort();
    this.#asking = new AbortController();
  }

  async #load(text: string, signal: AbortSignal): Promise<void> {
    this.show({ status: 'loading' });
    try {
      this.show({ status: 'filled', groups: await search(text, signal) });
    } catch (error) {
      if (isAbort(error)) return;
      const known = error instanceof ApiError ? error : new ApiError('server', '');
      this.show({ status: 'failed', failure: known.kind, detail: known.detail });
    }
  }
}
