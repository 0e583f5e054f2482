/** Draws the objects of a difference by their kind, told by colour and by dash. */
import type { FeatureCollection as Collection, Feature, Geometry } from 'geojson';
import L from 'leaflet';
import type { Projections } from '../crs/projections';
import { toLatLng } from '../map/position';

export type Kind = 'added' | 'changed' | 'removed';
export type FeatureCollection = Collection<Geometry, { kind: Kind; name: string }>;

const POINT_RADIUS_PX = 6;
const DASHES: Record<Kind, string> = { added: '', changed: '8 3', removed: '3 4' };

/** What was drawn: looked up by the id of its row. */
export class Drawn {
  readonly #layers = new Map<string, L.Layer>();

  constructor(private readonly group: L.GeoJSON) {}

  add(id: string, layer: L.Layer): void {
    this.#layers.set(id, layer);
  }

  find(id: string): L.Layer | undefined {
    return this.#layers.get(id);
  }

  bounds(): L.LatLngBounds {
    return this.group.getBounds();
  }
}

export function drawFeatures(
  map: L.Map,
  collection: FeatureCollection,
  projections: Projections,
): Drawn {
  const group = L.geoJSON(undefined, {
    coordsToLatLng: ([east, north]) => toLatLng([east ?? 0, north ?? 0], projections),
    pointToLayer: (_, place) => L.circleMarker(place, { radius: POINT_RADIUS_PX }),
    style: (feature) => style(feature as Feature<Geometry, { kind: Kind }>),
  });
  const drawn = new Drawn(group);
  group.on('layeradd', ({ layer }: L.LeafletEvent & { layer?: L.Layer }) => {
    const { feature } = (layer ?? {}) as { feature?: Feature<Geometry, { name: string }> };
    if (!layer || !feature) return;
    drawn.add(String(feature.id), layer);
    layer.bindTooltip(label(feature.properties.name));
  });
  group.addData(collection);
  group.addTo(map);
  return drawn;
}

/** A node, because Leaflet takes strings for markup. */
function label(name: string): HTMLElement {
  const node = document.createElement('span');
  node.textContent = name;
  return node;
}

function style(feature: Feature<Geometry, { kind: Kind }> | undefined): L.PathOptions {
  const kind = feature?.properties.kind ?? 'changed';
  return { className: `difference-${kind}`, dashArray: DASHES[kind], weight: 2 };
}
