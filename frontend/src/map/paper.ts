/** The frame of the paper on the map: dragged by its middle, or moved by the arrow keys. */
import L from 'leaflet';
import type { Position } from '../api/catalogue';
import type { Context } from '../app/context';
import { Words } from '../locales/words';
import { changeSheet } from '../print/change';
import { frameOf } from '../print/sheet';
import { corners, fromLatLng, toLatLng } from './position';
import type { Scene } from './scene';

const LOOK: L.PolylineOptions = { className: 'paper-frame', interactive: false };
const HANDLE_PX = 44;
/** An arrow key moves by so much of the frame, with Shift by a tenth of that. */
const STEP = 0.1;
const ARROWS: Readonly<Record<string, Position>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export function drawPaper({ map }: Scene, context: Context, signal: AbortSignal): void {
  const { store, projections } = context;
  const frame = L.polygon([], LOOK);
  const handle = L.marker([0, 0], {
    draggable: true,
    icon: L.divIcon({ className: 'paper-handle', iconSize: [HANDLE_PX, HANDLE_PX] }),
  });
  const show = (): void => {
    const { print, panel } = store.state;
    const box = frameOf(print);
    const { center, over } = print.sheet;
    if (panel !== 'print' || over !== 'one' || !box || !center) {
      frame.remove();
      handle.remove();
      return;
    }
    frame.setLatLngs(corners(box, projections)).addTo(map);
    handle.setLatLng(toLatLng(center, projections)).addTo(map);
  };
  handle.on('drag', () => {
    changeSheet(store, { center: fromLatLng(handle.getLatLng(), projections) });
  });
  handle.on('add', () => equip(handle, context));
  store.watch((state) => state.print, show, signal);
  store.watch((state) => state.panel, show, signal);
}

/** Leaflet makes the element anew each time the handle comes onto the map. */
function equip(handle: L.Marker, { store }: Context): void {
  const node = handle.getElement();
  if (!node) return;
  node.setAttribute('role', 'button');
  node.setAttribute('aria-label', new Words(store.state.language).say('printHandle'));
  node.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    const box = frameOf(store.state.print);
    const { center } = store.state.print.sheet;
    if (!arrow || !box || !center) return;
    event.preventDefault();
    event.stopPropagation(); // the map would move, too
    const step = event.shiftKey ? STEP / 10 : STEP;
    const [west, south, east, north] = box;
    const moved: Position = [
      center[0] + arrow[0] * step * (east - west),
      center[1] + arrow[1] * step * (north - south),
    ];
    changeSheet(store, { center: moved });
  });
}
