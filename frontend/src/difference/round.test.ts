import { describe, expect, it } from 'vitest';
import { grouped, roundStep, roundValues } from './round';

describe('roundStep', () => {
  it.each([
    [0.3, 0.5],
    [1, 1],
    [140, 200],
    [501, 1000],
    [2000, 2000],
  ])('%d is rounded up to %d', (least, step) => {
    expect(roundStep(least)).toBeCloseTo(step, 6);
  });
});

describe('roundValues', () => {
  it('gives the multiples of the step between both ends', () => {
    expect(roundValues(-1_050_310, -1_049_900, 200)).toEqual([-1_050_200, -1_050_000]);
  });

  it('gives none where none lies between', () => {
    expect(roundValues(10, 90, 100)).toEqual([]);
  });
});

describe('grouped', () => {
  it('parts thousands by spaces that do not break', () => {
    expect(grouped(1_050_500)).toBe('1\u00a0050\u00a0500');
    expect(grouped(700)).toBe('700');
  });
});
