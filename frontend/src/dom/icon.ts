/** Icons: the state design system's, and the few map signs that it lacks, drawn in its manner. */

import check from '@gov-design-system-ce/icons/lib/components/check-lg.svg?raw';
import chevron from '@gov-design-system-ce/icons/lib/components/chevron-down.svg?raw';
import copy from '@gov-design-system-ce/icons/lib/components/copy.svg?raw';
import minus from '@gov-design-system-ce/icons/lib/components/dash-lg.svg?raw';
import download from '@gov-design-system-ce/icons/lib/components/download.svg?raw';
import warning from '@gov-design-system-ce/icons/lib/components/exclamation-triangle-fill.svg?raw';
import gear from '@gov-design-system-ce/icons/lib/components/gear.svg?raw';
import pin from '@gov-design-system-ce/icons/lib/components/geo-alt-fill.svg?raw';
import info from '@gov-design-system-ce/icons/lib/components/info-circle.svg?raw';
import list from '@gov-design-system-ce/icons/lib/components/list.svg?raw';
import plus from '@gov-design-system-ce/icons/lib/components/plus-lg.svg?raw';
import search from '@gov-design-system-ce/icons/lib/components/search.svg?raw';
import close from '@gov-design-system-ce/icons/lib/components/x-lg.svg?raw';
import building from '../assets/building.svg?raw';
import paper from '../assets/document.svg?raw';
import extent from '../assets/extent.svg?raw';
import layers from '../assets/layers.svg?raw';
import legend from '../assets/legend.svg?raw';
import locate from '../assets/locate.svg?raw';
import mark from '../assets/mark.svg?raw';
import parcel from '../assets/parcel.svg?raw';
import print from '../assets/print.svg?raw';
import share from '../assets/share.svg?raw';
import street from '../assets/street.svg?raw';

const SOURCES = {
  building,
  check,
  chevron,
  close,
  copy,
  document: paper,
  download,
  extent,
  gear,
  info,
  layers,
  legend,
  list,
  locate,
  mark,
  minus,
  parcel,
  pin,
  plus,
  print,
  search,
  share,
  street,
  warning,
};

export type IconName = keyof typeof SOURCES;

const parser = new DOMParser();

/** A decorative picture, hidden from screen readers: the words stand beside it. */
export function icon(name: IconName): Node {
  const svg = parser.parseFromString(SOURCES[name], 'image/svg+xml').documentElement;
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  return document.importNode(svg, true);
}
