/** A scale range in words. */
import type { ScaleRange } from '../api/catalogue';
import type { Words } from '../locales/words';
import { formatScale } from '../map/scale';

export function scaleRangeText({ min, max }: ScaleRange, words: Words): string {
  const [closest, farthest] = [min, max].map((value) => (value ? formatScale(value) : ''));
  if (closest && farthest) return words.say('scaleBetween', { max: farthest, min: closest });
  if (farthest) return words.say('scaleUpTo', { max: farthest });
  if (closest) return words.say('scaleFrom', { min: closest });
  return words.say('scaleAll');
}
