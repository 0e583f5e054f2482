/** "What is here?": one grouped answer over layers, and one feature by its address. */
import type { DataDate, LayerState, Position, StateName, Text } from './catalogue';
import { getJson } from './json';

/** Coordinates in EPSG:5514. */
export type Geometry = Exclude<GeoJSON.Geometry, GeoJSON.GeometryCollection>;

export interface Feature {
  id: string;
  label: string;
  properties: Record<string, unknown>;
  geometry: Geometry | null;
  geometry_kind: string | null;
  /** Address of the file that the feature was made from; asked for one by one only. */
  original?: string | null;
}

export interface LayerAnswer {
  id: string;
  title: Text;
  provider: string;
  attribution: string;
  data_date: DataDate | string | null;
  state: StateName | null;
  features: Feature[];
  truncated: boolean;
}

export interface Answer {
  layers: LayerAnswer[];
  /** What is known of each theme asked, also of those that have nothing here. */
  states: Record<string, LayerState>;
}

/** What lies at a point of EPSG:5514, in the layers named, within a tolerance in metres. */
export function identify(
  point: Position,
  layers: string[],
  toleranceM: number,
  signal: AbortSignal,
): Promise<Answer> {
  const query = new URLSearchParams({
    x: point[0].toFixed(3),
    y: point[1].toFixed(3),
    crs: '5514',
    layers: layers.join(','),
    tolerance: toleranceM.toFixed(2),
  });
  return getJson<Answer>(`/api/identify?${query}`, signal);
}

const CRS_5514 = 'http://www.opengis.net/def/crs/EPSG/0/5514';

type Linked = GeoJSON.Feature<Geometry | null> & { links?: { rel: string; href: string }[] };

/** One feature of a collection (the catalogue's `collection` path), geometry in EPSG:5514. */
export async function fetchFeature(
  collection: string,
  id: string,
  signal: AbortSignal,
): Promise<Feature> {
  const query = new URLSearchParams({ crs: CRS_5514 });
  const url = `${collection}/items/${encodeURIComponent(id)}?${query}`;
  const found = await getJson<Linked>(url, signal);
  const properties = found.properties ?? {};
  return {
    id,
    label: String(properties['label'] ?? id),
    properties,
    geometry: found.geometry,
    geometry_kind: null,
    original: found.links?.find(({ rel }) => rel === 'enclosure')?.href ?? null,
  };
}
