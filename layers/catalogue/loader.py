"""Reads the catalogue's folders: themes, styles, code lists; names every mistake and its place."""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from layers.catalogue.codebook import SUBJECT, Codebook, codebook
from layers.catalogue.codebook import styles as codebook_styles
from layers.catalogue.codebook import themes as codebook_themes
from layers.catalogue.definition import (
    Access,
    Cascade,
    Catalogue,
    Field,
    LayerDef,
    Member,
    NamedStyle,
    Text,
    Theme,
)
from layers.catalogue.style import Condition, Fill, Label, Line, Point, Raster, Rule, Style
from layers.catalogue.yaml_file import Schema
from layers.errors import CatalogueError

REMOTE_FILE = "remote.yaml"
LEVELS_FILE = "levels.yaml"
NUMBERS = "codebooks/numbers"
"""Levels that an administrator has set in place of those of the layers' own files."""
_LOOK_EACH_S = 1.0
_File = tuple[Path, dict[str, Any]]
_SCHEMA = Schema(Path(__file__).with_name("schema.json"))


def catalogue() -> Catalogue:
    """The catalogue of `settings.CATALOGUE_FOLDERS` and of the database, read once a process.

    It is read anew when layers in the database change, which is looked for once a second.
    """
    return _current.get()


class _Current:
    """The catalogue as it was read last; one thread reads it anew while others keep theirs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: Catalogue | None = None
        self._stamp: object = None
        self._look_at = 0.0

    def get(self) -> Catalogue:
        found = self._found
        if found is not None and time.monotonic() < self._look_at:
            return found
        if not self._lock.acquire(blocking=found is None):
            return found or self.get()
        try:
            stamp = _stamp()
            if self._found is None or stamp != self._stamp:
                self._found, self._stamp = load(all_folders()), stamp
            self._look_at = time.monotonic() + _LOOK_EACH_S
            return self._found
        finally:
            self._lock.release()

    def forget(self) -> None:
        """The next question looks whether anything has changed."""
        self._look_at = 0.0


_current = _Current()
look_again = _current.forget


def all_folders() -> list[Path]:
    """Those of the settings, and the one whose files tell the rows of the database."""
    rows = settings.REMOTE_CATALOGUE
    return [*settings.CATALOGUE_FOLDERS, *([rows] if rows.is_dir() else [])]


def stamp_of(folder: Path) -> object:
    """Changes with the YAML files in the folder, which are replaced and never written into."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        with suppress(FileNotFoundError):  # removed since
            state = path.stat()
            found.append((path.name, state.st_mtime_ns, state.st_ino))
    return str(folder), tuple(found)


def _stamp() -> object:
    """Changes with what `layers/remote/publication.py` and `layers/catalogue/rows.py` write."""
    folder = settings.REMOTE_CATALOGUE
    return stamp_of(folder), stamp_of(folder / NUMBERS)


def load(folders: Sequence[Path]) -> Catalogue:
    """The catalogue in the folders, later ones add themes; raises `CatalogueError`."""
    codes: dict[str, Mapping[str, Text]] = {}
    styles: dict[str, Style] = {}
    books: dict[str, _File] = {}
    numbers: list[_File] = []
    themes: list[tuple[int, Path, dict[str, Any]]] = []
    levels: dict[str, Access] = {}
    digest = hashlib.sha256()
    for file in _files(folders):
        digest.update(file.read_bytes())
        if file.parent.name == "styles":
            styles[file.stem] = _style(file.stem, _SCHEMA.read(file, "style_file"))
        elif file.parent.name == "codebooks":
            content = _SCHEMA.read(file, "codebook_file")
            books[content["codebook"]] = (file, content)
            styles |= {id_: _style(id_, rules) for id_, rules in codebook_styles(content)}
        elif file.parent.name == "numbers":
            numbers.append((file, _SCHEMA.read(file, "number_file")))
        elif file.name == LEVELS_FILE:
            content = _SCHEMA.read(file, "level_file")
            levels |= {layer: Access(**told) for layer, told in content.items()}
        elif file.stem.startswith("codes"):
            codes |= _extended(codes, _codes(_SCHEMA.read(file, "code_file")))
        else:
            content = _SCHEMA.read(file, "theme_file")
            themes.append((content["order"], file, content))
    codebooks = _codebooks(books, numbers)
    for name, (file, content) in books.items():
        themes += [
            (theme["order"], file, theme) for theme in codebook_themes(content, codebooks[name])
        ]
    themes.sort(key=lambda entry: entry[0])
    layers: dict[str, LayerDef] = {}
    for _, file, content in themes:
        for entry in content["layers"]:
            if entry["id"] in layers:
                raise CatalogueError(f"{file}: layer {entry['id']} is defined twice.")
            subject = {key: content[key] for key in SUBJECT if key in content}
            layer = _layer(file, content["theme"], subject | entry, codes, styles)
            layers[layer.id] = replace(layer, access=levels.get(layer.id, layer.access))
    _check_members(layers)
    _check_references(layers)
    for layer in layers.values():
        _check_drawn_fields(layer)
    return Catalogue(
        version=digest.hexdigest()[:16],
        themes=tuple(
            Theme(content["theme"], _text(content["title"]), _ids(content))
            for _, _, content in themes
        ),
        layers=layers,
        codebooks=codebooks,
    )


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        if not folder.is_dir():
            raise CatalogueError(f"{folder} is not a folder; see GIS_CATALOGUE_FOLDERS.")
        yield from sorted(folder.glob("*.yaml"))
        yield from sorted(folder.glob("styles/*.yaml"))
        yield from sorted(folder.glob("codebooks/*.yaml"))
        yield from sorted(folder.glob(f"{NUMBERS}/*.yaml"))


def _codebooks(books: Mapping[str, _File], numbers: Sequence[_File]) -> dict[str, Codebook]:
    """Each with the numbers that files of any folder tell of it."""
    for file, content in numbers:
        book = books.get(content["codebook"])
        decrees = [decree["id"] for decree in book[1]["decrees"]] if book else []
        if content["decree"] not in decrees:
            raise CatalogueError(
                f"{file}: codebook {content['codebook']} has no decree {content['decree']}."
            )
    return {
        name: codebook(
            content,
            [(str(file), each) for file, each in numbers if each["codebook"] == name],
        )
        for name, (_, content) in books.items()
    }


def _layer(
    file: Path,
    theme: str,
    entry: dict[str, Any],
    codes: Mapping[str, Mapping[str, Text]],
    styles: Mapping[str, Style],
) -> LayerDef:
    style = partial(_named, file, entry["id"], styles)
    scale = entry.get("scale", {})
    members = tuple(
        Member(member["layer"], style(member.get("style", member["layer"])))
        for member in entry.get("members", ())
    )
    return LayerDef(
        id=entry["id"],
        theme=theme,
        title=_text(entry["title"]),
        abstract=_text(entry["abstract"]),
        geometry=entry["geometry"],
        register=entry.get("register"),
        members=members,
        min_scale=scale.get("min"),
        max_scale=scale.get("max"),
        generalized_from=entry.get("generalized_from"),
        provider=entry["provider"],
        attribution=entry["attribution"],
        licence=entry["licence"],
        access=Access(**entry["access"]),
        visible=entry.get("visible", False),
        opacity=entry.get("opacity", 1.0),
        mapped=entry.get("mapped", True),
        fields=tuple(_field(file, entry["id"], field, codes) for field in entry.get("fields", ())),
        style=_own_style(entry, style),
        raster=entry.get("raster"),
        law=entry.get("law", ""),
        topic=entry.get("topic", "planningCadastre"),
        inspire=entry.get("inspire", ""),
        contact=entry.get("contact", ""),
        source_scale=entry.get("source_scale"),
        cascade=Cascade(**entry["cascade"]) if "cascade" in entry else None,
        styles=tuple(
            NamedStyle(each["id"], _text(each["title"]), style(each["style"]))
            for each in entry.get("styles", ())
        ),
        harmonised=entry.get("harmonised", ""),
        sources=tuple(entry.get("sources", ())),
    )


def _named(file: Path, layer: str, styles: Mapping[str, Style], name: str) -> Style:
    if name not in styles:
        raise CatalogueError(f"{file}, {layer}: there is no styles/{name}.yaml.")
    return styles[name]


def _own_style(entry: dict[str, Any], style: Callable[[str], Style]) -> Style:
    """That of its file, unless it is told beside the layer or there is nothing to draw."""
    if "style" in entry:
        return _style(entry["id"], entry["style"])
    draws = entry.get("mapped", True) and not entry.get("members") and "cascade" not in entry
    return style(entry["id"]) if draws else Style(entry["id"], ())


def _field(
    file: Path, layer: str, entry: dict[str, Any], codes: Mapping[str, Mapping[str, Text]]
) -> Field:
    name = entry.get("codes")
    if name is not None and name not in codes:
        raise CatalogueError(f"{file}, {layer}, {entry['name']}: no code list {name!r}.")
    return Field(
        name=entry["name"],
        type=entry["type"],
        title=_text(entry["title"]),
        unit=entry.get("unit", ""),
        codes=codes[name] if name else None,
        queryable=entry.get("queryable", entry["type"] != "json"),
        access=entry.get("access"),
        provisional=_text(entry["provisional"]) if "provisional" in entry else None,
        refers=entry.get("refers", ""),
    )


def _style(name: str, content: dict[str, Any]) -> Style:
    return Style(name, tuple(_rule(rule) for rule in content["rules"]))


def _rule(entry: dict[str, Any]) -> Rule:
    scale, title, when = entry.get("scale", {}), entry.get("title"), entry.get("when")
    line = entry.get("line")
    return Rule(
        id=entry["id"],
        title_cs=title["cs"] if title else "",
        title_en=title["en"] if title else "",
        when=Condition(when["field"], tuple(when["in"])) if when else None,
        min_scale=scale.get("min"),
        max_scale=scale.get("max"),
        fill=Fill(**entry["fill"]) if "fill" in entry else None,
        line=Line(**{**line, "dash_px": tuple(line.get("dash_px", ()))}) if line else None,
        point=Point(**entry["point"]) if "point" in entry else None,
        label=Label(**entry["label"]) if "label" in entry else None,
        raster=Raster(**entry["raster"]) if "raster" in entry else None,
    )


def _codes(content: dict[str, Any]) -> dict[str, Mapping[str, Text]]:
    return {
        name: {str(code): _text(text) for code, text in values.items()}
        for name, values in content.items()
    }


def _extended(
    codes: Mapping[str, Mapping[str, Text]], more: Mapping[str, Mapping[str, Text]]
) -> dict[str, Mapping[str, Text]]:
    """Lists of the same name are one list, whose later words count."""
    return {name: {**codes.get(name, {}), **values} for name, values in more.items()}


def _text(entry: dict[str, str]) -> Text:
    return Text(entry["cs"], entry["en"])


def _ids(content: dict[str, Any]) -> tuple[str, ...]:
    return tuple(entry["id"] for entry in content["layers"])


def _check_members(layers: Mapping[str, LayerDef]) -> None:
    for layer in layers.values():
        for member in layer.members:
            if member.layer not in layers or not layers[member.layer].has_rows:
                raise CatalogueError(f"{layer.id}: member {member.layer} is not a plain layer.")


def _check_references(layers: Mapping[str, LayerDef]) -> None:
    for layer in layers.values():
        for field in layer.fields:
            if field.refers and field.refers not in layers:
                raise CatalogueError(f"{layer.id}, {field.name}: no layer {field.refers!r}.")


def _check_drawn_fields(layer: LayerDef) -> None:
    """What the map shows, all who see the map may know."""
    closed = {field.name for field in layer.fields if field.access not in {None, "public"}}
    drawn = frozenset().union(*(each.style.fields for each in layer.pictures.values()))
    if shown := closed & drawn:
        raise CatalogueError(f"{layer.id}: its style shows {min(shown)}, which is not for all.")
