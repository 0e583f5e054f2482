/** The part of the map that nothing lies on: where a place must be to be seen. */
import L from 'leaflet';

/** What the answer takes when it opens: a column on a wide screen, the lower half of a phone. */
const ANSWER_WIDTH_PX = 460;
const TOOLS_WIDTH_PX = 70;
const NARROW_PX = 768;

/** In pixels of the map's container; `asked`: the answer is open or about to open. */
export function freeBounds(map: L.Map, asked: boolean): L.Bounds {
  const { x: width, y: height } = map.getSize();
  const stage = map.getContainer().getBoundingClientRect();
  const head = document.querySelector('.masthead')?.getBoundingClientRect();
  if (width < NARROW_PX) {
    const top = head ? head.bottom - stage.top : 0;
    return L.bounds([0, top], [width, asked ? height / 2 : height]);
  }
  const left = head ? head.right - stage.left : 0;
  return L.bounds([left, 0], [width - (asked ? ANSWER_WIDTH_PX : TOOLS_WIDTH_PX), height]);
}

/** Moves the map by the least that brings the place out from below the panels. */
export function panIntoFree(map: L.Map, place: L.LatLng, marginPx: number): void {
  const bounds = freeBounds(map, true);
  const from = bounds.getTopLeft().add([marginPx, marginPx]);
  const to = bounds.getBottomRight().subtract([marginPx, marginPx]);
  const at = map.latLngToContainerPoint(place);
  const shift = (value: number, low: number, high: number): number =>
    value < low ? value - low : Math.max(0, value - high);
  const by = L.point(shift(at.x, from.x, to.x), shift(at.y, from.y, to.y));
  if (by.x !== 0 || by.y !== 0) map.panBy(by);
}
