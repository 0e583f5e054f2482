/** Turns S-JTSK (EPSG:5514) into WGS 84 and back, by the definitions the server gives. */
import proj4 from 'proj4';
import type { Catalogue, Position } from '../api/catalogue';

type Converter = { forward: (at: Position) => number[]; inverse: (at: Position) => number[] };

export class Projections {
  readonly #krovak: Converter;

  constructor(crs: Catalogue['crs']) {
    const { '5514': krovak, '4326': wgs84 } = crs;
    if (!krovak || !wgs84) throw new Error('The catalogue defines no EPSG:5514 or EPSG:4326');
    this.#krovak = proj4(krovak.proj4, wgs84.proj4);
  }

  /** East, north of EPSG:5514 to longitude, latitude in degrees. */
  toWgs84(position: Position): Position {
    return pair(this.#krovak.forward(position));
  }

  /** Longitude, latitude in degrees to east, north of EPSG:5514. */
  fromWgs84(position: Position): Position {
    return pair(this.#krovak.inverse(position));
  }
}

function pair(numbers: number[]): Position {
  const [x, y] = numbers;
  if (x === undefined || y === undefined) throw new Error('A position has two numbers');
  return [x, y];
}
