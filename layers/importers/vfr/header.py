"""`Hlavicka` of a VFR file and what follows from it: scope, layers, columns, chain."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from lxml.etree import _Element

from layers.errors import UnreadableFile
from layers.importers.bad_value import BadValue
from layers.importers.record import Header
from layers.importers.vfr.elements import BY_RECORD, COLLECTIONS, MUNICIPALITY, Collection
from layers.importers.vfr.stream import HEADER, ElementStream
from layers.importers.vfr.values import local_name, moment, reference

SOURCE, READER = "ruian", "vfr"
NEWEST_KNOWN = (3, 1)
_FILE_TYPE = re.compile(r"(OB|ST)_([UZ])([KZ])([SH])([HGZ])")
_KINDS = {
    "H": frozenset({"point", "outline"}),
    "G": frozenset({"point", "generalized"}),
    "Z": frozenset({"point"}),
}
"""Geometries by the last letter of TypSouboru; definition lines of streets come with all."""


@dataclass(frozen=True, slots=True)
class FileType:
    """TypSouboru taken apart: `OB_UKSH` is of a municipality, full, complete, current, original."""

    of_municipality: bool
    is_full: bool
    is_complete: bool
    borders: str

    def kinds(self, collection: Collection) -> frozenset[str]:
        """The geometries of a collection that such a file carries."""
        kinds = _KINDS[self.borders]
        if collection.record == "Ulice":
            kinds |= {"outline"}
        return kinds & collection.shapes.keys()

    def provides(self, collection: Collection) -> frozenset[str]:
        """The columns and geometries of a collection that such a file carries.

        A basic data set (Z) need not have what only the complete one (K) surely has: those
        columns are left out, lest it erase them.
        """
        columns = collection.columns
        if not self.is_complete:
            columns -= collection.complete_only
        return columns | self.kinds(collection)


def facts_of(path: Path) -> dict[str, str]:
    """Leaves of `Hlavicka` by their path: `VerzeVFR`, `PlatnostDatK.ISUI`, …; reads no data.

    Raises `UnreadableFile`.
    """
    for element in ElementStream(path):
        if local_name(element.tag) == HEADER:
            return _facts(element)
        break
    raise UnreadableFile(f"Soubor {path.name} nemá hlavičku VFR (prvek Hlavicka) před daty.")


def _facts(element: _Element, prefix: str = "") -> dict[str, str]:
    facts: dict[str, str] = {}
    for child in element:
        name = prefix + local_name(child.tag)
        if len(child):
            facts |= _facts(child, f"{name}.")
        elif value := (child.text or "").strip() or _href(child):
            facts[name.replace("TrasakceOd", "TransakceOd")] = value[:1000]
    return facts


def _href(element: _Element) -> str:
    return element.get("{http://www.w3.org/1999/xlink}href", "")


def file_type(facts: Mapping[str, str], name: str) -> FileType:
    """What kind of file it is, by TypSouboru and TypDavky; raises `UnreadableFile`."""
    told = facts.get("TypSouboru", "")
    match = _FILE_TYPE.search(told) or _FILE_TYPE.search(name)
    if match is None:
        raise UnreadableFile(f"Soubor {name} uvádí neznámý TypSouboru „{told[:60]}“.")
    whose, extent, data_set, period, borders = match.groups()
    if period == "H":
        raise UnreadableFile(
            f"Soubor {name} obsahuje historické údaje ({told}); načítají se jen soubory platných."
        )
    is_full = extent == "U"
    batch = facts.get("TypDavky")
    if batch is not None and (batch == "Plna") != is_full:
        raise UnreadableFile(f"Soubor {name} si odporuje: TypSouboru {told}, ale TypDavky {batch}.")
    return FileType(whose == "OB", is_full, data_set == "K", borders)


def header(path: Path) -> Header:
    """The header; of a state's full file all data are passed to learn which collections it has."""
    facts = facts_of(path)
    kind = file_type(facts, path.name)
    scope: dict[str, Sequence[int]] = {}
    layer_scopes: dict[str, Mapping[str, Sequence[int]]] = {}
    collections = [item for item in COLLECTIONS if item.in_municipality_file]
    if kind.of_municipality:
        codes = municipality_codes(path)
        scope = {"municipality_code": codes}
        layer_scopes = {MUNICIPALITY: {"code": codes}}
        if not kind.is_complete:
            collections = _present(path)
    elif kind.is_full:
        collections = _present(path)
    else:
        collections = list(COLLECTIONS)
    return Header(
        source=SOURCE,
        reader=READER,
        is_full=kind.is_full,
        layers=tuple(item.layer for item in collections),
        provides={item.layer: kind.provides(item) for item in collections},
        scope=scope,
        data_date=_data_date(facts, path.name),
        predecessor=facts.get("PredchoziSoubor", "").replace("\\", "/").rpartition("/")[2],
        facts=facts,
        layer_scopes=layer_scopes,
    )


def municipality_codes(path: Path) -> tuple[int, ...]:
    """Codes of the municipalities that the file is about: `Obce` is its first collection.

    Without it, the code in the file's name (`20260131_OB_564729_UKSH.xml.gz`).

    Raises `UnreadableFile` where there is none: a full file of nobody would empty the map.
    """
    records = (item for item in ElementStream(path) if local_name(item.tag) != HEADER)
    municipalities = takewhile(lambda item: local_name(item.tag) == "Obec", records)
    codes = tuple(sorted({code for item in municipalities for code in _codes(item)}))
    if not codes and (named := re.search(r"_OB_(\d{6})_", path.name)):
        codes = (int(named[1]),)
    if not codes:
        raise UnreadableFile(
            f"Soubor {path.name} je soubor obce, ale nezačíná prvkem Obec s kódem: "
            "není zřejmé, které obce se týká."
        )
    return codes


def _codes(municipality: _Element) -> Iterator[int]:
    try:
        code = reference(municipality)
    except BadValue:
        return
    if isinstance(code, int):
        yield code


def _present(path: Path) -> list[Collection]:
    """Collections with at least one record: of those that are missing the file says nothing."""
    names = {local_name(element.tag) for element in ElementStream(path)}
    return [item for name, item in BY_RECORD.items() if name in names]


def _data_date(facts: Mapping[str, str], name: str) -> datetime | None:
    """When the data were true: of ISUI (later spelt in one word), else of ISKN, else `Datum`."""
    for key in (
        "PlatnostDatK.ISUI",
        "PlatnostDatKUISUI",
        "PlatnostDatKISUI",
        "PlatnostDatK.UISUI",
        "PlatnostDatK.ISKN",
        "PlatnostDatKISKN",
        "Datum",
    ):
        if value := facts.get(key):
            try:
                return moment(value)
            except ValueError as exc:
                raise UnreadableFile(
                    f"Soubor {name} uvádí v hlavičce {key} „{value[:40]}“, což není datum a čas."
                ) from exc
    return None
