/** What can be done with a searched list: seen on the map, taken away, passed on. */
import type { LocalContext } from '../app/context';
import { button, element } from '../dom/element';
import { icon } from '../dom/icon';
import { copyButton } from '../share/copy';
import { batchExtracts } from './batch';
import { csv } from './csv';
import { around, EMPTY_LIST, listedParcels, type ParcelList, places } from './list';

/** As the server has it for one extract. */
const MOST_PARCELS = 100;

export function listActions(list: ParcelList, context: LocalContext): HTMLElement {
  const { store, words, language } = context;
  const box = around(places(list));
  const parcels = listedParcels(list);
  const showAll = (): void => {
    if (!box) return;
    const message = words.say('listShown', { count: places(list).length });
    store.update({ target: { box }, message });
  };
  const download = (): void => {
    const address = URL.createObjectURL(new Blob([csv(list, words)], { type: 'text/csv' }));
    element('a', { href: address, download: 'seznam.csv' }).click();
    URL.revokeObjectURL(address);
  };
  const codes = parcels.join(',');
  const isExtractable = parcels.length > 0 && parcels.length <= MOST_PARCELS;
  return element(
    'div',
    { class: 'list__buttons' },
    box && button({ class: 'button' }, showAll, icon('extent'), words.say('listShowAll')),
    button({ class: 'button' }, download, icon('download'), words.say('listExport')),
    isExtractable &&
      element(
        'a',
        { class: 'button', href: `/api/extract.html?parcels=${codes}&lang=${language}` },
        icon('document'),
        words.say('listExtract'),
      ),
    parcels.length > 0 && copyButton(() => codes, words.say('listCopy'), context),
    button(
      { class: 'text-button' },
      () => store.update({ list: EMPTY_LIST }),
      words.say('listClear'),
    ),
    parcels.length > 0 && batchExtracts(parcels, context),
  );
}
