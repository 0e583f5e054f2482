/** Takes the map and the question to a chosen suggestion. */
import type { Suggestion } from '../api/search';
import type { Context } from '../app/context';
import type { PortalState } from '../app/state';

/** Scale at which a place without an extent is shown. */
const PLACE_DENOMINATOR = 1000;
/** How far from typed coordinates a line or a point is still meant. */
const TOLERANCE_M = 1;

export function choose({ store, layerById }: Context, suggestion: Suggestion): void {
  const { id, layer, point, bbox } = suggestion;
  const change: Partial<PortalState> = {};
  if (bbox && (bbox[0] < bbox[2] || bbox[1] < bbox[3])) change.target = { box: bbox };
  else if (point) change.target = { point, denominator: PLACE_DENOMINATOR };
  if (layer && layerById.get(layer)?.collection) {
    change.question = { kind: 'feature', feature: { layer, id }, move: !change.target };
  } else if (point) {
    change.question = { kind: 'point', point, toleranceM: TOLERANCE_M };
  }
  store.update(change);
}
