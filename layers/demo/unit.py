"""The land of one cadastral unit, drawn from its outline."""

from functools import lru_cache

import numpy as np
import shapely

from layers.demo.drawing import Drawing
from layers.demo.faces import faces
from layers.demo.fields import draw_land
from layers.demo.houses import Land, build
from layers.demo.layout import Slot, outline
from layers.demo.settlements import plan_of
from layers.demo.village import draw_village, side_streets, streets
from layers.demo.ways import centre_lines, draw_ways, pond


@lru_cache(maxsize=100)
def unit_land(seed: int, slot: Slot, variant: int) -> Land:
    """The land of a slot; few variants exist, so that a large region is quick to draw."""
    random = np.random.default_rng([seed, 11, slot.column, slot.row, variant])
    border, plan = outline(seed, slot), plan_of(slot)
    drawing = Drawing(shapely.Polygon(border.ring))
    ways = centre_lines(border, plan.radius, random)
    water = pond(ways, border.centre, random)
    wet = shapely.union_all([water, *ways.streams])
    side = side_streets(plan, border, ways, wet, random)
    drawing.streets = streets(plan, border.centre, ways, side, random)
    draw_ways(drawing, ways, side, water)
    draw_village(drawing, plan, border.centre, random)
    draw_land(drawing, ways, random)
    return build(drawing, faces(drawing), random, dense=plan.has_grid)
