"""DoprovodneInformace: what a JVF file says of itself, whose area it speaks for, who owns what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from lxml.etree import _Element

from layers.importers.bad_value import BadValue
from layers.importers.jvf.geometry import shapes
from layers.importers.jvf.stream import line_of
from layers.importers.record import WKB
from layers.importers.vfr.values import local_name

MAX_CHANGES = 200
_CHANGE, _COMPLETE, _OWNER, _BUILDER = (
    "ZaznamZmeny",
    ("ZaznamZPS", "ZaznamOKZPS"),
    "ZaznamVSP",
    "ZaznamBS",
)
_PERSONAL = frozenset({"VkladOsoba", "ZmenaOsoba", "Zpracovatel"})
"""Names of people: not kept."""
_AREAS = frozenset({"OblastZmeny", "ObvodDatoveSady", "GeometrieObjektu"})


@dataclass(frozen=True, slots=True)
class Accompanying:
    """`area` is the border of the delivered data set, `change_area` where the changes lie."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    area: WKB | None = None
    change_area: WKB | None = None
    subjects: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[str] = ()

    @property
    def declared_area(self) -> WKB | None:
        """Where all objects of the file must lie."""
        return self.area or self.change_area

    @property
    def data_set(self) -> str:
        return str(self.facts.get("delivery", {}).get("TypDatoveSady", ""))

    @property
    def valid_on(self) -> str:
        return str(self.facts.get("delivery", {}).get("DatumPlatnosti", ""))


def accompanying(element: _Element | None) -> Accompanying:
    """Takes the element apart, whichever version and kind it is of (GAD, KAD, DTI, delivery)."""
    if element is None:
        return Accompanying()
    changes = list(element.iterfind(f".//{{*}}{_CHANGE}"))
    delivery = next(element.iterfind(".//{*}UdajeOVydeji"), None)
    complete = [one for name in _COMPLETE for one in element.iterfind(f".//{{*}}{name}")]
    reading = _Areas()
    area = reading.union([] if delivery is None else [delivery])
    change_area, complete_area = reading.union(changes), reading.union(complete)
    facts: dict[str, Any] = {
        "kind": local_name(element.tag).removeprefix("DoprovodneInformace"),
        "changes": [_leaves(change) for change in changes[:MAX_CHANGES]],
        "change_count": len(changes),
        "delivery": {} if delivery is None else _leaves(delivery),
        "building_numbers": sum(1 for _ in element.iterfind(".//{*}ZaznamICS")),
        "complete_areas": len(complete),
    }
    for name, found in (("area", area), ("change_area", change_area), ("complete", complete_area)):
        if found is not None:
            facts[f"{name}_m2"] = round(found.area)
    return Accompanying(
        facts, _wkb(area), _wkb(change_area), dict(_subjects(element)), reading.faults
    )


class _Areas:
    """Unions of areas; what cannot be read is named in `faults`."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def union(self, elements: Sequence[_Element]) -> shapely.Geometry | None:
        found = [area for element in elements for area in self._of(element)]
        return shapely.union_all(found) if found else None

    def _of(self, element: _Element) -> Iterator[shapely.Geometry]:
        for wrapper in element.iter():
            if local_name(wrapper.tag) not in _AREAS or not _has_positions(wrapper):
                continue
            try:
                made = [
                    shapely.from_wkb(one.flat()) for one in shapes(wrapper) if one.kind == "area"
                ]
            except (BadValue, shapely.errors.ShapelyError) as exc:
                self.faults.append(f"{local_name(wrapper.tag)}, řádek {line_of(wrapper)}: {exc}")
                continue
            for area in made:
                if not area.is_valid:
                    self.faults.append(
                        f"{local_name(wrapper.tag)}, řádek {line_of(wrapper)}: plocha kříží "
                        "sama sebe, byla opravena."
                    )
                yield shapely.make_valid(area)


def _has_positions(wrapper: _Element) -> bool:
    """Deliveries write a polygon with nothing in it where there is no area."""
    return any(local_name(one.tag) in ("pos", "posList") for one in wrapper.iter())


def _leaves(element: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in element.iter():
        name, text = local_name(child.tag), (child.text or "").strip()
        if not len(child) and text and name not in _PERSONAL and name not in ("pos", "posList"):
            found[name] = text[:500]
    return found


def _subjects(element: _Element) -> Iterator[tuple[str, str]]:
    """Identifier in the system of DMVS → name, of owners, administrators, operators, builders."""
    for name in (_OWNER, _BUILDER):
        for record in element.iterfind(f".//{{*}}{name}"):
            leaves = _leaves(record)
            code = next((leaves[key] for key in leaves if key.startswith("IDVSP")), None)
            title = next((leaves[key] for key in leaves if key.startswith("Nazev")), None)
            if code and title:
                yield code, title


def _wkb(area: shapely.Geometry | None) -> WKB | None:
    if area is None or area.is_empty:
        return None
    return bytes(shapely.to_wkb(shapely.set_srid(area, 0)))
