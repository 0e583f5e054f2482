/** Which layers a question about a place is put to: those that one sees there. */
import type { Layer } from '../api/catalogue';
import type { PortalState } from '../app/state';
import { inScale } from '../map/scale';

/** Layers on and drawn at the scale; of a composed layer, the layers that it is drawn from. */
export function askedLayers(
  layers: Layer[],
  states: PortalState['layers'],
  denominator: number,
): string[] {
  const drawn = layers.filter((layer) => inScale(layer.scale, denominator));
  const seen = new Set(
    drawn
      .filter((layer) => states[layer.id]?.visible)
      .flatMap((layer) => (layer.composed ? layer.members : [layer.id])),
  );
  return drawn.filter((layer) => layer.queryable && seen.has(layer.id)).map((layer) => layer.id);
}
