"""Object types of the technical map, told by the data themselves: name, group, geometry, kind."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml.etree import _Element

from layers.importers.jvf.geometry import Kind
from layers.importers.vfr.values import local_name, text

CODE_LIST = Path(__file__).parent / "object_types.csv"
"""Types of the decree on the technical map (393/2020) as of JVF 1.4.3 and 1.5.0."""

_KINDS: dict[str, Kind] = {"01": "point", "02": "line", "03": "area", "04": "point"}
_DEFINITION = "04"
_SURVEY_GROUP = "Podrobný bod"
_ZONES = "Ochranné a bezpečnostní pásmo"
_PLANS = ("Záměr", "Plánovan")
"""Beginnings of the groups of intended and of planned works."""

SYMBOLS = (
    ("survey", ("podrobný bod", "výškový bod", "identický bod")),
    ("electricity", ("elektr", "výrobn", "jadern")),
    ("communication", ("elektronick", "sítě ek", "rádiov", "komunikačních")),
    ("gas", ("plyn",)),
    ("heat", ("tepl",)),
    ("sewer", ("kanaliz", "stokov", "odvodnění")),
    ("water_supply", ("vodovod",)),
    ("other", ("kolektor", "sdílen")),
    ("product", ("produktovod", "potrubní pošt", "protikoroz", "pko")),
    ("waste", ("odpadů", "odpadového", "skládk", "spalovn", "odkališt")),
    ("stairs", ("schodišt", "ramp")),
    ("building", ("budov", "skleník", "zastřeš", "komín", "teras", "hranice stavby", "patka")),
    ("fence", ("plot", "zeď", "zdi", "zábradl", "podezdív", "svodidl", "protihluk")),
    ("air", ("letišt", "leteck", "heliport", "vzletov")),
    ("rail", ("dráž", "dráh", "drah", "želez", "tramvaj", "kolej", "trolej")),
    (
        "road",
        ("silnič", "dopravní", "komunikac", "chodník", "cyklist", "jezd", "parkov", "most"),
    ),
    (
        "water",
        ("vod", "nádrž", "hráz", "jez", "koryt", "melior", "propust", "stupeň", "plavební"),
    ),
    ("terrain", ("terén", "příkop", "násep", "důl", "lom", "rekultiv")),
    ("green", ("zeleň", "zelen", "přírodní", "zahrad", "les", "zeměděl", "hřišt", "nevyužív")),
)  # fmt: skip
"""Words in a type's name, then in its group, that say how it is drawn; the first that fits."""


@dataclass(frozen=True, slots=True)
class ObjectType:
    """One type as a file describes it. `part` is ObsahovaCast: ZPS, DI or TI."""

    element: str
    base: str
    suffix: str
    name: str
    category: str
    group: str
    part: str

    @property
    def code(self) -> str:
        return f"{self.base}-{self.suffix}"

    @property
    def kind(self) -> Kind | None:
        """The geometry that its suffix calls for."""
        return _KINDS.get(self.suffix)

    @property
    def is_zone(self) -> bool:
        return self.group == _ZONES

    @property
    def is_plan(self) -> bool:
        """Whether it is not there yet: an intention or planned works."""
        return self.group.startswith(_PLANS)

    @property
    def is_flat(self) -> bool:
        """Whether it comes without heights by its nature: definition points, zones, intentions."""
        return self.suffix == _DEFINITION or self.is_zone or self.is_plan

    @property
    def theme(self) -> str:
        """What stands in its layer's name between content part and geometry."""
        if self.group == _SURVEY_GROUP:
            return "survey"
        return "definition" if self.suffix == _DEFINITION else ""

    @property
    def symbol(self) -> str:
        """How it is drawn: one of `SYMBOLS`, with `_zone` if it is one."""
        return f"{self._kind_of_thing}_zone" if self.is_zone else self._kind_of_thing

    @property
    def _kind_of_thing(self) -> str:
        for words in (self.name.lower(), self.group.lower()):
            for symbol, signs in SYMBOLS:
                if any(sign in words for sign in signs):
                    return symbol
        return "other"


def described(element: _Element) -> ObjectType:
    """The type that the children of its element, before the records, tell of."""
    told = {local_name(child.tag): child for child in element}
    name = told.get("ObjektovyTypNazev")
    return ObjectType(
        element=local_name(element.tag)[:100],
        base=_attribute(name, "code_base"),
        suffix=_attribute(name, "code_suffix"),
        name=_text(name) or local_name(element.tag)[:100],
        category=_text(told.get("KategorieObjektu")),
        group=_text(told.get("SkupinaObjektu")),
        part=_text(told.get("ObsahovaCast")),
    )


@cache
def known_codes() -> frozenset[str]:
    """Codes of the code list, as `ObjectType.code` has them."""
    with CODE_LIST.open(encoding="utf-8", newline="") as file:
        return frozenset(
            f"{row['code_base']}-{row['code_suffix']}"
            for row in csv.DictReader(file, delimiter=";")
        )


def _attribute(element: _Element | None, name: str) -> str:
    return "" if element is None else (element.get(name) or "").strip()[:20]


def _text(element: _Element | None) -> str:
    return "" if element is None else (text(element) or "")[:200]
