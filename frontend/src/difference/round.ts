/** Round numbers of the S-JTSK grid: how far apart its lines are, where, and how they are named. */

/** The smallest of 1, 2, 5 × 10ⁿ that is not smaller. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

export function roundValues(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}

/** 1 050 500, with spaces that do not break. */
export function grouped(metres: number): string {
  return String(Math.round(metres * 100) / 100).replace(/\B(?=(\d{3})+(?!\d))/g, '\u00a0');
}
