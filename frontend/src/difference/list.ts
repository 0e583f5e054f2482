/** Buttons of the list beside the map show their object on it. */
import L from 'leaflet';
import type { Drawn } from './features';

/** Metres around a point that are worth seeing with it. */
const AROUND_M = 100;

export function showFromList(map: L.Map, drawn: Drawn): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-feature]')) {
    const layer = drawn.find(button.dataset['feature'] ?? '');
    if (!layer) continue;
    button.addEventListener('click', () => {
      map.fitBounds(boundsOf(layer), { maxZoom: map.getMaxZoom() - 2 });
      layer.openTooltip();
    });
  }
}

function boundsOf(layer: L.Layer): L.LatLngBounds {
  if (layer instanceof L.CircleMarker && !(layer instanceof L.Circle)) {
    return layer.getLatLng().toBounds(AROUND_M);
  }
  if (layer instanceof L.Polyline) return layer.getBounds();
  if (layer instanceof L.FeatureGroup) return layer.getBounds();
  throw new Error('A drawn object has bounds');
}
