/** Lines of the S-JTSK grid with their coordinates: a place is told even where nothing is drawn. */
import L from 'leaflet';
import type { Box, Position } from '../api/catalogue';
import type { Projections } from '../crs/projections';
import { fromLatLng, toLatLng } from '../map/position';
import { grouped, roundStep, roundValues } from './round';

const APART_PX = 140;
const EDGE_PX = 6;

/** Follows the map: lines at round metres, not closer than readable, named at the edges. */
export class Graticule extends L.LayerGroup {
  #map: L.Map | null = null;

  constructor(private readonly projections: Projections) {
    super();
  }

  override onAdd(map: L.Map): this {
    super.onAdd(map);
    this.#map = map;
    map.on('moveend', this.#draw);
    this.#draw();
    return this;
  }

  override onRemove(map: L.Map): this {
    map.off('moveend', this.#draw);
    this.#map = null;
    return super.onRemove(map);
  }

  readonly #draw = (): void => {
    const map = this.#map;
    if (!map) return;
    this.clearLayers();
    const view = seen(map, this.projections);
    const [west, south, east, north] = view;
    const step = roundStep(((east - west) / map.getSize().x) * APART_PX);
    for (const east_ of roundValues(west, east, step)) {
      this.#line(
        [east_, south],
        [east_, north],
        `Y ${grouped(-east_)}`,
        map.containerPointToLatLng([0, EDGE_PX]),
        'meridian',
      );
    }
    for (const north_ of roundValues(south, north, step)) {
      this.#line([west, north_], [east, north_], `X ${grouped(-north_)}`, null, 'parallel');
    }
  };

  #line(from: Position, to: Position, name: string, top: L.LatLng | null, kind: string): void {
    const ends = [from, to].map((position) => toLatLng(position, this.projections));
    this.addLayer(L.polyline(ends, { className: 'graticule', interactive: false, weight: 1 }));
    const at: Position = top ? [from[0], fromLatLng(top, this.projections)[1]] : to;
    const icon = L.divIcon({
      className: `graticule-name graticule-name--${kind}`,
      html: text(name),
    });
    const place = toLatLng(at, this.projections);
    this.addLayer(L.marker(place, { icon, interactive: false, keyboard: false }));
  }
}

/** What the map shows, in EPSG:5514. */
export function seen(map: L.Map, projections: Projections): Box {
  const { x, y } = map.getSize();
  const [west, north] = fromLatLng(map.containerPointToLatLng([0, 0]), projections);
  const [east, south] = fromLatLng(map.containerPointToLatLng([x, y]), projections);
  return [west, south, east, north];
}

/** A node, because Leaflet takes strings for markup. */
function text(name: string): HTMLElement {
  const node = document.createElement('span');
  node.textContent = name;
  return node;
}
