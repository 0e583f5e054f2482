"""Plans and planning materials over the beginning of the demo region, as packages to import."""

from pathlib import Path

import numpy as np

from layers.demo.phenomena import Country
from layers.demo.plan_zones import zoning
from layers.demo.plans import write_plans
from layers.demo.scan import write_scan
from layers.demo.scenery import sceneries
from layers.demo.settlements import SETTLEMENTS
from layers.demo.statistics import write_statistics
from layers.demo.terrain import write_terrain
from layers.demo.uap import write_uap

MUNICIPALITIES = len(SETTLEMENTS)
"""Themes are made for one tile: they show what there is, and do not grow with the region."""


def write_themes(folder: Path, *, municipalities: int, seed: int = 1) -> list[Path]:
    """Writes the packages over the first municipalities, in the order of import."""
    found = sceneries(seed, municipalities)
    zonings = [
        zoning(each, np.random.default_rng([seed, 41, number]), changes=14 if number == 1 else 7)
        for number, each in enumerate(found)
    ]
    homes = [(each.rows.code, len(each.rows.addresses)) for each in found]
    plans = write_plans(folder / "plany", found)
    return [
        *plans,
        *write_uap(folder / "uap", Country(found, zonings)),
        *write_terrain(folder / "teren", found),
        *write_scan(folder / "skeny", found[0]),
        write_statistics(folder / "statistika", homes, seed=seed),
    ]
