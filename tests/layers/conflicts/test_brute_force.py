"""What rules find on random land is what shapely finds by trying every pair."""

from collections.abc import Callable

import numpy as np
import pytest
import shapely

from layers.conflicts.computing import compute, follow
from layers.importers.gate import silent
from layers.models import ConflictRule
from tests.gis.api.conftest import SOUTH, WEST
from tests.layers.conflicts.conftest import A, B, area, current, publish

Shapes = dict[str, shapely.Geometry]
REACH_M = 40.0


def stars(random: np.random.Generator, prefix: str, count: int, points: int) -> Shapes:
    """Areas of many points around random places; some with a hole, some of two parts."""
    found: Shapes = {}
    for number in range(count):
        parts = []
        for _ in range(1 + number % 2):
            centre = random.uniform(0, 900, 2) + np.array([WEST, SOUTH])
            angles = np.sort(random.uniform(0, 2 * np.pi, points))
            radii = random.uniform(20, 140, points)
            rim = centre + np.column_stack((np.cos(angles), np.sin(angles))) * radii[:, None]
            parts.append(shapely.make_valid(shapely.Polygon(rim)))
        shape = shapely.union_all(parts)
        if number % 3 == 0:
            shape = shape.difference(shapely.centroid(shape).buffer(15))
        found[f"{prefix}{number}"] = shape
    return found


def published(random: np.random.Generator) -> tuple[Shapes, Shapes]:
    a, b = stars(random, "A", 14, 12), stars(random, "B", 10, 400)
    publish(
        *(area(A, code, shape) for code, shape in a.items()),
        *(area(B, code, shape) for code, shape in b.items()),
    )
    return a, b


def measures() -> dict[tuple[str, str], float]:
    rows = [row.attributes for row in current().values()]
    return {(each["a_code"], each["b_code"]): each["measure"] for each in rows}


def by_force(a: Shapes, b: Shapes, reach_m: float = 0) -> dict[tuple[str, str], float]:
    found = {}
    for code, shape in a.items():
        for other, zone in b.items():
            near = shapely.buffer(zone, reach_m, quad_segs=16) if reach_m else zone
            if (common := shapely.intersection(shape, near).area) >= 1:
                found[code, other] = common
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_intersections_are_those_of_every_pair(rule: ConflictRule, seed: int) -> None:
    a, b = published(np.random.default_rng(seed))
    compute([rule], silent)
    expected = by_force(a, b)
    assert len(expected) > 10
    assert measures() == pytest.approx(expected, abs=0.02)
    for row in current().values():
        common = shapely.intersection(a[row.attributes["a_code"]], b[row.attributes["b_code"]])
        assert row.geom is not None
        told = shapely.from_wkb(bytes(row.geom.wkb))
        assert told.is_valid
        rounded_m = 0.001  # of each point
        assert shapely.symmetric_difference(told, common).area < rounded_m * common.length


@pytest.mark.slow
def test_distances_are_those_of_every_pair(make_rule: Callable[..., ConflictRule]) -> None:
    rule = make_rule(relation="near", distance_m=REACH_M)
    a, b = published(np.random.default_rng(3))
    compute([rule], silent)
    assert measures() == pytest.approx(by_force(a, b, REACH_M), rel=0.01, abs=1)


def test_changes_step_by_step_end_where_every_pair_does(rule: ConflictRule) -> None:
    random = np.random.default_rng(4)
    a, b = published(random)
    compute([rule], silent)
    for _ in range(3):
        a |= {code: shape for code, shape in stars(random, "A", 14, 12).items() if code[-1] in "14"}
        b |= {
            code: shape for code, shape in stars(random, "B", 10, 300).items() if code[-1] in "25"
        }
        publish(*(area(A, code, a[code]) for code in a), *(area(B, code, b[code]) for code in b))
        run = follow(silent)
        assert run is not None and run.counts[rule.layer_id]["read"] < len(by_force(a, b)) * 2
    assert measures() == pytest.approx(by_force(a, b), abs=0.02)


@pytest.mark.parametrize(
    ("relation", "predicate"), [("contains", shapely.covers), ("within", shapely.covered_by)]
)
def test_whole_objects_are_those_of_every_pair(
    make_rule: Callable[..., ConflictRule],
    relation: str,
    predicate: Callable[[shapely.Geometry, shapely.Geometry], bool],
) -> None:
    rule = make_rule(relation=relation)
    random = np.random.default_rng(5)
    a = {f"A{n}": shapely.box(x, y, x + s, y + s) for n, (x, y, s) in _squares(random, 40)}
    b = {f"B{n}": shapely.box(x, y, x + s, y + s) for n, (x, y, s) in _squares(random, 40)}
    publish(*(area(A, c, s) for c, s in a.items()), *(area(B, c, s) for c, s in b.items()))
    compute([rule], silent)
    expected = {(c, o) for c, s in a.items() for o, z in b.items() if predicate(s, z)}
    assert expected and set(measures()) == expected


def _squares(
    random: np.random.Generator, count: int
) -> list[tuple[int, tuple[float, float, float]]]:
    return [
        (number, (WEST + random.uniform(0, 400), SOUTH + random.uniform(0, 400),
                  random.uniform(5, 200)))
        for number in range(count)
    ]  # fmt: skip
