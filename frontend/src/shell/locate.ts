/** Takes the map to where the device is. */
import type { Box, Position } from '../api/catalogue';
import type { LocalContext } from '../app/context';

const TIMEOUT_MS = 10_000;
const DENOMINATOR = 2000;

export function locate({ store, projections, catalogue, words }: LocalContext): void {
  const fail = (): void => store.update({ notice: words.say('locateFailed') });
  const show = ({ coords }: GeolocationPosition): void => {
    const point = projections.fromWgs84([coords.longitude, coords.latitude]);
    if (inside(point, catalogue.region.bbox)) {
      store.update({ target: { point, denominator: DENOMINATOR }, mark: point });
    } else store.update({ notice: words.say('locateOutside') });
  };
  if ('geolocation' in navigator) {
    const options = { enableHighAccuracy: true, timeout: TIMEOUT_MS };
    navigator.geolocation.getCurrentPosition(show, fail, options);
  } else fail();
}

function inside([east, north]: Position, [west, south, eastEdge, northEdge]: Box): boolean {
  return east >= west && east <= eastEdge && north >= south && north <= northEdge;
}
