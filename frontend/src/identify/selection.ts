/** Which feature of the answer is the selected one. */
import type { Feature } from '../api/identify';
import type { FeatureAddress, PortalState } from '../app/state';

export function selectedFeature({ answer, selection }: Readonly<PortalState>): Feature | null {
  if (answer.status !== 'filled' || !selection) return null;
  const layer = answer.answer.layers.find(({ id }) => id === selection.layer);
  return layer?.features.find(({ id }) => id === selection.id) ?? null;
}

export function isSelected(selection: FeatureAddress | null, layer: string, id: string): boolean {
  return selection?.layer === layer && selection.id === id;
}
