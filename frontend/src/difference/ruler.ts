/** The corner of the staff's map: scale as number and bar, and the place under the pointer. */
import L from 'leaflet';
import type { Grid } from '../api/catalogue';
import type { Projections } from '../crs/projections';
import { element, replaceChildren } from '../dom/element';
import { fromLatLng } from '../map/position';
import { formatLength, formatScale, nominalDenominator, scaleBar } from '../map/scale';
import { grouped } from './round';

const WIDEST_PX = 110;

export class Ruler extends L.Control {
  readonly #node = element('div', { class: 'ruler' });
  readonly #scale = element('span', { class: 'ruler__scale' });
  readonly #bar = element('span', { class: 'ruler__bar' });
  readonly #place = element('span', { class: 'ruler__place' });

  constructor(
    private readonly grid: Grid,
    private readonly projections: Projections,
  ) {
    super({ position: 'bottomleft' });
    this.#node.append(this.#scale, this.#bar, this.#place);
  }

  override onAdd(map: L.Map): HTMLElement {
    map.on('mousemove', this.#pointed).on('mouseout moveend', this.#moved);
    if (map.getZoom() !== undefined) this.#tell(map, map.getCenter());
    return this.#node;
  }

  override onRemove(map: L.Map): void {
    map.off('mousemove', this.#pointed).off('mouseout moveend', this.#moved);
  }

  readonly #pointed = ({ target, latlng }: L.LeafletMouseEvent): void =>
    this.#tell(target as L.Map, latlng);

  readonly #moved = ({ target }: L.LeafletEvent): void => {
    const map = target as L.Map;
    this.#tell(map, map.getCenter());
  };

  #tell(map: L.Map, at: L.LatLng): void {
    const resolution = this.grid.resolutions[map.getZoom()] ?? 1;
    const { lengthM, widthPx } = scaleBar(resolution, WIDEST_PX);
    replaceChildren(this.#scale, formatScale(nominalDenominator(this.grid, map.getZoom())));
    replaceChildren(this.#bar, formatLength(lengthM));
    this.#bar.style.width = `${widthPx}px`;
    const [east, north] = fromLatLng(at, this.projections);
    const [y, x] = [grouped(Math.round(-east)), grouped(Math.round(-north))];
    replaceChildren(this.#place, `Y\u00a0${y} X\u00a0${x}`);
  }
}
