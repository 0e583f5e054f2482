import { describe, expect, it } from 'vitest';
import { Store } from './store';

function watched() {
  const store = new Store({ a: 1, b: 1 });
  const seen: number[] = [];
  const stop = new AbortController();
  store.watch(
    (state) => state.a,
    (a) => seen.push(a),
    stop.signal,
  );
  return { store, seen, stop };
}

describe('Store', () => {
  it('tells a watcher the value it starts with and each new one', () => {
    const { store, seen } = watched();
    store.update({ a: 2 });
    expect(seen).toEqual([1, 2]);
  });

  it('keeps quiet when something else changes', () => {
    const { store, seen } = watched();
    store.update({ b: 5 });
    store.update({ a: 1 });
    expect(seen).toEqual([1]);
  });

  it('forgets a watcher whose signal was aborted', () => {
    const { store, seen, stop } = watched();
    stop.abort();
    store.update({ a: 3 });
    expect(seen).toEqual([1]);
  });

  it('lets a watcher change the state in turn', () => {
    const { store, stop } = watched();
    store.watch(
      (state) => state.a,
      (a) => store.update({ b: a * 10 }),
      stop.signal,
    );
    store.update({ a: 4 });
    expect(store.state).toEqual({ a: 4, b: 40 });
  });
});
