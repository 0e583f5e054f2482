/** A legend sign drawn from the catalogue's description of it. */
import type { Swatch } from '../api/catalogue';
import { type Attributes, svgElement } from '../dom/element';

const WIDTH = 28;
const HEIGHT = 18;
const HATCH = {
  d: 'M2 10 10 2M2 16 16 2M8 16 22 2M14 16 26 4M20 16 26 10',
  stroke: '#fff',
  'stroke-opacity': 0.75,
  'stroke-width': 1.6,
};

export function swatchElement(swatch: Swatch): SVGSVGElement {
  return svgElement(
    'svg',
    {
      class: 'swatch',
      width: WIDTH,
      height: HEIGHT,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      'aria-hidden': 'true',
    },
    shape(swatch),
    swatch.hatched && svgElement('path', HATCH),
  );
}

function shape(swatch: Swatch): SVGElement {
  const paint = paintOf(swatch);
  if (swatch.shape === 'line') {
    return svgElement('path', {
      ...paint,
      fill: 'none',
      d: `M1 ${HEIGHT - 4} 10 5 18 13 ${WIDTH - 1} 4`,
    });
  }
  if (swatch.shape === 'point') {
    const radius = Math.min(swatch.radius ?? 4, HEIGHT / 2 - 1);
    return svgElement('circle', { ...paint, cx: WIDTH / 2, cy: HEIGHT / 2, r: radius });
  }
  return svgElement('rect', { ...paint, x: 1.5, y: 1.5, width: WIDTH - 3, height: HEIGHT - 3 });
}

function paintOf({ fill, stroke, stroke_width, stroke_dash }: Swatch): Attributes {
  return {
    fill: fill || 'none',
    stroke: stroke || 'none',
    'stroke-width': stroke_width ?? (stroke ? 1 : 0),
    'stroke-dasharray': Array.isArray(stroke_dash) ? stroke_dash.join(' ') : stroke_dash || null,
  };
}
