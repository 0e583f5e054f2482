/** Tells the state where the pointer is, and that it has left. */
import type { Context } from '../app/context';
import { fromLatLng } from './position';
import type { Scene } from './scene';

export function trackPointer({ map }: Scene, { store, projections }: Context): void {
  map.on('mousemove', (event) => store.update({ pointer: fromLatLng(event.latlng, projections) }));
  map.on('mouseout', () => store.update({ pointer: null }));
}
