/** Whose data are on the map and how old they are, from the layers that are on. */
import type { LocalContext } from '../app/context';
import type { PortalState } from '../app/state';
import { element } from '../dom/element';

export function attribution(context: LocalContext): HTMLElement {
  const node = element('p', { class: 'status__attribution' });
  context.store.watch(
    (state) => attributionText(state, context),
    (text) => {
      node.textContent = text;
    },
    context.signal,
  );
  return node;
}

function attributionText(
  { layers }: Readonly<PortalState>,
  { catalogue, words }: LocalContext,
): string {
  const shown = catalogue.layers.filter(({ id }) => layers[id]?.visible);
  const owners = [...new Set(shown.map((layer) => layer.attribution).filter(Boolean))];
  const dates = shown.flatMap(({ data_date }) =>
    data_date ? [data_date.oldest, data_date.newest] : [],
  );
  const [oldest, newest] = [dates.toSorted()[0], dates.toSorted().at(-1)];
  const date = oldest && newest ? words.dataDate({ oldest, newest }) : null;
  return [owners.join(', '), date].filter(Boolean).join(', ');
}
