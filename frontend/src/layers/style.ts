/** The look in which a layer is shown. */
import type { Layer, LayerStyle } from '../api/catalogue';
import type { LayerState } from '../app/state';

/** The one that was chosen, or the layer's own; undefined for layers that have no choice. */
export function styleOf(layer: Layer, state: LayerState | undefined): LayerStyle | undefined {
  return layer.styles.find(({ id }) => id === state?.style) ?? layer.styles[0];
}
