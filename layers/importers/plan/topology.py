"""Rules of place: zones and corridors tile the territory, redevelopment lies in built-up area."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layers.importers.plan.protocol import Fault, Severity
from layers.importers.plan.standard import standard

_SCOPE, _ZONES, _CORRIDORS = "ReseneUzemi_p", "PlochyRZV_p", "KoridoryP_p"
_CHANGES, _BUILT_UP = "PlochyZmen_p", "ZastaveneUzemi_p"
_REDEVELOPMENT = "P"


@dataclass(frozen=True, slots=True)
class Shape:
    """A feature's outline (EPSG:5514): its table, its name there, its number in the plan."""

    table: str
    feature: str
    ident: str
    outline: BaseGeometry


def faults(shapes: Mapping[str, Sequence[Shape]]) -> Iterator[Fault]:
    """What is wrong, by the tables' names; invalid outlines are named and left out."""
    sound: dict[str, list[Shape]] = {}
    for table, found in shapes.items():
        for shape in found:
            if shapely.is_valid(shape.outline):
                sound.setdefault(table, []).append(shape)
            else:
                reason = shapely.is_valid_reason(shape.outline)
                yield _fault("warning", "validity", f"neplatný obrys ({reason})", shape)
    scope = _union(sound.get(_SCOPE, ()))
    tiles = [*sound.get(_ZONES, ()), *sound.get(_CORRIDORS, ())]
    if scope is None and tiles:
        text = "řešené území nemá žádný platný obrys: mezery ani překryvy ploch nelze ověřit"
        yield Fault("grave", "scope", text, _SCOPE)
    elif scope is not None and tiles:
        yield from _overlaps(tiles)
        yield from _gaps(scope, tiles)
        yield from _outside(scope, tiles)
    yield from _redevelopment(sound)
    if scope is not None:
        for table in (_CHANGES, _BUILT_UP):
            yield from _leaves(sound.get(table, ()), scope, "řešené území", "scope")


def _union(shapes: Sequence[Shape]) -> BaseGeometry | None:
    return shapely.union_all([shape.outline for shape in shapes]) if shapes else None


def _overlaps(tiles: Sequence[Shape]) -> Iterator[Fault]:
    outlines = np.array([tile.outline for tile in tiles], dtype=object)
    a, b = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    a, b = a[a < b], b[a < b]
    shared = shapely.intersection(outlines[a], outlines[b])
    areas = shapely.area(shared)
    for at in np.flatnonzero(areas > standard().speck_m2):
        one, other = tiles[int(a[at])], tiles[int(b[at])]
        text = f"překryv {areas[at]:.2f} m² s plochou {other.table}, {other.feature}"
        yield _fault(_severity(areas[at]), "overlap", text, one, shared[at])


def _gaps(scope: BaseGeometry, tiles: Sequence[Shape]) -> Iterator[Fault]:
    covered = shapely.union_all([tile.outline for tile in tiles])
    for gap in _specks(shapely.difference(scope, covered)):
        yield Fault(
            _severity(gap.area),
            "gap",
            f"mezera {gap.area:.2f} m² bez plochy s rozdílným způsobem využití",
            _ZONES,
            place=middle(gap),
        )


def _outside(scope: BaseGeometry, tiles: Sequence[Shape]) -> Iterator[Fault]:
    for tile, part in _parts_outside(tiles, scope):
        text = f"plocha přesahuje řešené území o {part.area:.2f} m²"
        yield _fault(_severity(part.area), "outside", text, tile, part)


def _redevelopment(sound: Mapping[str, Sequence[Shape]]) -> Iterator[Fault]:
    """Without any built-up area the missing table is told elsewhere."""
    built_up = _union(sound.get(_BUILT_UP, ()))
    if built_up is None:
        return
    changes = [
        shape for shape in sound.get(_CHANGES, ()) if shape.ident.upper().startswith(_REDEVELOPMENT)
    ]
    yield from _leaves(changes, built_up, "zastavěné území", "redevelopment")


def _leaves(shapes: Sequence[Shape], ground: BaseGeometry, name: str, rule: str) -> Iterator[Fault]:
    for shape, part in _parts_outside(shapes, ground):
        if part.area > standard().tolerance_m2:
            text = f"plocha {shape.ident} leží z {part.area:.0f} m² mimo {name}"
            yield _fault("warning", rule, text.replace("  ", " "), shape, part)


def _parts_outside(
    shapes: Sequence[Shape], ground: BaseGeometry
) -> Iterator[tuple[Shape, BaseGeometry]]:
    shapely.prepare(ground)
    for shape in shapes:
        if not shapely.covers(ground, shape.outline):
            part = shapely.difference(shape.outline, ground)
            if part.area > standard().speck_m2:
                yield shape, part


def _specks(area: BaseGeometry) -> NDArray[np.object_]:
    parts = shapely.get_parts(area)
    found: NDArray[np.object_] = parts[shapely.area(parts) > standard().speck_m2]
    return found


def _severity(area_m2: float) -> Severity:
    return "grave" if area_m2 > standard().tolerance_m2 else "warning"


def _fault(
    severity: Severity, rule: str, text: str, shape: Shape, where: BaseGeometry | None = None
) -> Fault:
    place = middle(shape.outline if where is None else where)
    return Fault(severity, rule, text, shape.table, shape.feature, place)


def middle(shape: BaseGeometry) -> tuple[float, float] | None:
    """A point of the shape, east and north."""
    point = shapely.point_on_surface(shape)
    return None if point.is_empty else (float(point.x), float(point.y))
