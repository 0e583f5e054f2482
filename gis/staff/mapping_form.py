"""The form of the mapping maker: what was chosen, as a mapping's entry and a layer's entry."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import QueryDict

from layers.catalogue import LayerDef
from layers.crs import SUPPORTED
from layers.errors import RefusedImport
from layers.importers.ogr.draft import Chosen, Draft, column_name
from layers.importers.ogr.inspection import TYPES, FieldView, TableView
from layers.importers.ogr.wide_table import Figure

NEW = "new"
FIGURE = "figure"
"""In place of a column: each number of the field is a figure of one indicator."""
PREFIX = "own_"
ENCODINGS = ("utf-8", "cp1250", "iso8859-2", "cp852")
GEOMETRIES = {
    "polygon": "plochy", "line": "linie", "point": "body", "none": "bez geometrie",
}  # fmt: skip
LEVELS = {
    "public": "všichni", "registered": "přihlášení", "staff": "správci", "closed": "nikdo",
}  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_LONGEST = 500


class Guess(NamedTuple):
    """What a field seems to be: a column of the layer, or an indicator with title, unit, year."""

    column: str
    indicator: str = ""
    title: str = ""
    unit: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One field in the form: the column it goes to, or what the new column or indicator is."""

    number: int
    view: FieldView
    column: str
    taken: bool
    name: str
    type: str
    title: str
    codes: str
    unit: str
    year: str


def lines(
    given: QueryDict, table: TableView, guessed: Mapping[str, Guess], *, is_new: bool
) -> list[Line]:
    """The fields with what was sent, or at first with what is guessed."""
    sent = "name" in given
    guesses = [guessed.get(view.name, Guess("")) for view in table.fields]
    return [
        Line(
            number=number,
            view=view,
            column=given.get(f"column_{number}", "" if sent else guess.column),
            taken=f"take_{number}" in given if sent else is_new and view.filled > 0,
            name=given.get(f"name_{number}", "") or guess.indicator or column_name(view.name),
            type=given.get(f"type_{number}", "") or view.type,
            title=given.get(f"title_{number}", "") or guess.title or view.name,
            codes=given.get(f"codes_{number}", ""),
            unit=given.get(f"unit_{number}", "" if sent else guess.unit),
            year=given.get(f"year_{number}", "" if sent else guess.year),
        )
        for number, (view, guess) in enumerate(zip(table.fields, guesses, strict=True))
    ]


def draft(
    given: QueryDict,
    table: TableView,
    goal: LayerDef | None,
    found: Sequence[Line],
    figures: Sequence[Figure] = (),
) -> Draft:
    """For a layer of the catalogue or a new one; raises `RefusedImport` with what is missing."""
    name = _word(given, "name", "jméno mapování")
    if not _NAME.fullmatch(name):
        raise RefusedImport("Jméno mapování: malá písmena bez diakritiky, číslice a podtržítka.")
    chosen = [
        Chosen(line.view.name, line.column if goal else line.name, _codes(line))
        for line in found
        if (line.column not in {"", FIGURE} if goal else line.taken)
    ]
    _check_once([each.column for each in chosen])
    crs = given.get("crs", "")
    return Draft(
        name=name,
        title=_word(given, "title", "název zdroje"),
        provider=_word(given, "provider", "poskytovatele"),
        table=table.name if given.get("by_table") == "on" else None,
        layer=goal.id if goal else layer_id(given),
        code=_of(given.get("code", ""), table),
        columns=chosen,
        geometry=_geometry(given, table),
        full=given.get("full") == "yes",
        crs=int(crs) if crs in {str(srid) for srid in SUPPORTED} else None,
        encoding=encoding(given),
        where=_where(given, table),
        only_fitting=given.get("only_fitting") == "on",
        register=goal.register if goal else None,
        figures=figures,
    )


def encoding(given: QueryDict) -> str:
    """One of those offered; empty means that it is found out."""
    word = given.get("encoding", "")
    return word if word in ENCODINGS else ""


def layer_id(given: QueryDict) -> str:
    """The id of the new layer; its prefix tells it from the shipped ones."""
    word = _word(given, "layer_id", "id vrstvy").removeprefix(PREFIX)
    if not re.fullmatch(r"[a-z0-9_]{1,50}", word):
        raise RefusedImport("Id vrstvy: malá písmena bez diakritiky, číslice a podtržítka.")
    return PREFIX + word


def layer_entry(given: QueryDict, found: Sequence[Line]) -> dict[str, Any]:
    """The new layer as the catalogue's YAML would tell it, with its look."""
    title = {"cs": _word(given, "title_cs", "název vrstvy"), "en": ""}
    title["en"] = given.get("title_en", "").strip()[:_LONGEST] or title["cs"]
    level = given.get("access") if given.get("access") in LEVELS else "staff"
    geometry = given.get("geometry") if given.get("geometry") in GEOMETRIES else "none"
    entry: dict[str, Any] = {
        "id": layer_id(given),
        "title": title,
        "abstract": {"cs": f"{title['cs']}.", "en": f"{title['en']}."},
        "geometry": geometry,
        "provider": _word(given, "provider", "poskytovatele"),
        "attribution": _word(given, "attribution", "uvedení zdroje"),
        "licence": _word(given, "licence", "licenci"),
        "access": dict.fromkeys(("see", "query", "download"), level),
        "fields": [
            {"name": line.name, "type": line.type if line.type in TYPES else "string",
             "title": {"cs": line.title[:_LONGEST], "en": line.title[:_LONGEST]}}
            for line in found if line.taken
        ],
    }  # fmt: skip
    if geometry == "none":
        return entry | {"mapped": False}
    colour = given.get("colour", "")
    look = _look(geometry or "", colour if _COLOUR.fullmatch(colour) else "#2362a2")
    return entry | {"style": {"rules": [{"id": "all", "title": title, **look}]}}


def _look(geometry: str, colour: str) -> dict[str, Any]:
    if geometry == "point":
        return {"point": {"shape": "circle", "size_px": 8, "color": colour}}
    if geometry == "line":
        return {"line": {"color": colour, "width_px": 2}}
    return {
        "fill": {"color": colour, "opacity": 0.25},
        "line": {"color": colour, "width_px": 1.2},
    }


def _geometry(given: QueryDict, table: TableView) -> object:
    """Which geometry the rows have, as the mapping says it."""
    way = given.get("place", "none")
    kind = "point" if given.get("geometry") == "point" else "outline"
    if way == "file" and table.has_geometry:
        return kind
    if way == "xy":
        x, y = _of(given.get("x", ""), table), _of(given.get("y", ""), table)
        if not (x and y):
            raise RefusedImport("Vyberte pole s oběma souřadnicemi.")
        return {"kind": "point", "x": x, "y": y}
    if way == "wkt":
        if not (wkt := _of(given.get("wkt", ""), table)):
            raise RefusedImport("Vyberte pole s geometrií ve WKT.")
        return {"kind": kind, "wkt": wkt}
    return None


def _where(given: QueryDict, table: TableView) -> dict[str, list[str]]:
    name = _of(given.get("where", ""), table)
    kept = [word.strip() for word in given.get("where_values", "").splitlines() if word.strip()]
    if bool(name) != bool(kept):
        raise RefusedImport("Výběr řádků: vyberte pole i jeho hodnoty, každou na řádek.")
    return {name: kept} if name else {}


def _codes(line: Line) -> dict[str, object]:
    """`A = lesní` on each line; an empty right side is no value."""
    found: dict[str, object] = {}
    for row in filter(str.strip, line.codes.splitlines()):
        key, sign, value = (part.strip() for part in row.partition("="))
        if not (key and sign):
            raise RefusedImport(f"Převod pole {line.view.name}: napište „hodnota = kód“, ne {row}.")
        found[key] = value or None
    return found


def _check_once(names: Sequence[str]) -> None:
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise RefusedImport(f"Do sloupce {twice} vedou dvě pole; nechte jen jedno.")


def _of(number: str, table: TableView) -> str:
    """The name of a field by its number in the form; empty without."""
    known = number.isascii() and number.isdigit() and len(number) < 5
    return table.fields[int(number)].name if known and int(number) < len(table.fields) else ""


def _word(given: QueryDict, name: str, label: str) -> str:
    word = given.get(name, "").strip()[:_LONGEST]
    if not word:
        raise RefusedImport(f"Vyplňte {label}.")
    return word
