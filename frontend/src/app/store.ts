/** Holds one state; everything on the page follows it and changes it only through `update`. */

export class Store<S extends object> {
  readonly #watchers = new Set<() => void>();
  #state: S;

  constructor(initial: S) {
    this.#state = initial;
  }

  get state(): Readonly<S> {
    return this.#state;
  }

  update(change: Partial<S>): void {
    this.#state = { ...this.#state, ...change };
    for (const notify of [...this.#watchers]) notify();
  }

  /** Calls `react` now and whenever the selected value becomes another one, until the signal. */
  watch<T>(
    select: (state: Readonly<S>) => T,
    react: (value: T) => void,
    signal: AbortSignal,
  ): void {
    if (signal.aborted) return;
    let last = select(this.#state);
    const notify = (): void => {
      const next = select(this.#state);
      if (signal.aborted || Object.is(next, last)) return;
      last = next;
      react(next);
    };
    this.#watchers.add(notify);
    signal.addEventListener('abort', () => this.#watchers.delete(notify), { once: true });
    react(last);
  }
}
