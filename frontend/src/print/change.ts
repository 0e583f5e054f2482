/** Changes of the print in the state. */
import type { PortalStore } from '../app/state';
import type { PrintStatus, Sheet } from './sheet';

export function changeSheet(store: PortalStore, change: Partial<Sheet>): void {
  const { print } = store.state;
  store.update({ print: { ...print, sheet: { ...print.sheet, ...change } } });
}

export function changePrinting(store: PortalStore, printing: PrintStatus): void {
  store.update({ print: { ...store.state.print, printing } });
}
