import { describe, expect, it } from 'vitest';
import type { Box } from '../api/catalogue';
import { elsewhere } from './elsewhere';

const REGION: Box = [-700_000, -980_000, -680_000, -960_000];

describe('elsewhere', () => {
  it('says nothing where the difference meets the region', () => {
    expect(elsewhere([-710_000, -970_000, -699_000, -965_000], REGION)).toBe('');
  });

  it.each<[Box, string]>([
    [[-790_000, -970_000, -780_000, -965_000], '80 km na západ'],
    [[-750_000, -1_040_000, -740_000, -1_020_000], '57 km na jihozápad'],
    [[-690_000, -900_000, -689_000, -899_000], '60 km na sever'],
  ])('%s lies %s', (shown, words) => {
    expect(elsewhere(shown, REGION)).toContain(words);
  });
});
