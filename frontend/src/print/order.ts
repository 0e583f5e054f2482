/** What the server is asked to print: the sheet with the layers that are on. */
import type { Box } from '../api/catalogue';
import type { PrintOrder } from '../api/print';
import type { LocalContext } from '../app/context';
import { listedParcels } from '../list/list';
import { drawingOrder } from '../map/layers';
import { groundResolution } from '../map/scale';
import { ownDrawings } from './drawings';
import { seriesOf } from './sheet';

const PARCELS = 'cadastre_parcel';
const MUNICIPALITIES = 'admin_municipality';

/** Parcels of the searched list, or the one that is selected. */
export function printableParcels({ store }: LocalContext): string[] {
  const listed = listedParcels(store.state.list);
  const { selection } = store.state;
  return listed.length === 0 && selection?.layer === PARCELS ? [selection.id] : listed;
}

export function selectedMunicipality({ store }: LocalContext): string | null {
  const { selection } = store.state;
  return selection?.layer === MUNICIPALITIES ? selection.id : null;
}

export function orderOf(context: LocalContext): PrintOrder {
  const { sheet } = context.store.state.print;
  const series = seriesOf(sheet, {
    parcels: printableParcels(context),
    extent: shownExtent(context),
    municipality: selectedMunicipality(context),
  });
  return {
    paper: sheet.paper,
    orientation: sheet.orientation,
    layers: shownLayers(context),
    title: sheet.title,
    note: sheet.note,
    grid: sheet.grid,
    legend: sheet.legend,
    ...(sheet.scale !== null && { scale: sheet.scale }),
    ...(series ? { series } : sheet.center && { center: sheet.center }),
    ...ownDrawings(context.store.state.list, context.store.state.area),
  };
}

function shownLayers(context: LocalContext): PrintOrder['layers'] {
  const states = context.store.state.layers;
  return drawingOrder(context).flatMap(({ id, styles }) => {
    const state = states[id];
    if (!state?.visible) return [];
    const known = styles.some((style) => style.id === state.style);
    return [{ id, opacity: state.opacity, ...(known && state.style && { style: state.style }) }];
  });
}

/** What the screen shows, in EPSG:5514; its own turn in another system is left aside. */
function shownExtent({ store, catalogue, projections }: LocalContext): Box | null {
  const { view, grid } = store.state;
  const map = document.getElementById('map');
  if (!view || !map) return null;
  const metre = groundResolution(grid, catalogue.grids[grid], view.zoom, view.center, projections);
  const [east, north] = view.center;
  const wide = (map.clientWidth * metre) / 2;
  const high = (map.clientHeight * metre) / 2;
  return [east - wide, north - high, east + wide, north + high];
}
