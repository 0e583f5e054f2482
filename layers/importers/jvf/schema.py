"""XML schemas of JVF from the operator's folder: ZIPs as the authority gives them, or folders.

Where that has none for a version, those in a folder `xsd` near the data are taken. They belong to
the authority and are not part of the product. They are compiled without network: only what lies in
the same ZIP or folder can be included.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from lxml import etree

from layers.errors import LayersError, UnreadableFile
from layers.importers.archive import checked_members

_ROOT = re.compile(r"(?:.*/)?index/index_data\.xsd")
_COMMON = "../common/common.xsd"
_SCHEME = "jvf:/"
_BESIDE = "xsd"
_LEVELS_UP = 3
_XS = "{http://www.w3.org/2001/XMLSchema}"

Read = Callable[[str], bytes]
"""The bytes of a file by its path in the ZIP or folder; raises `KeyError` or `OSError`."""


class UnusableSchema(LayersError):
    """A schema in the operator's folder cannot be used; the message says which and why."""


def schema_for(version: str, document: Path) -> etree.XMLSchema | None:
    """The schema whose VerzeJVFDTM allows the version of the document; None when there is none."""
    for place in _places(document):
        if version in _versions_in(place):
            return _schema_in(place, version)
    return None


def available_versions(document: Path) -> list[str]:
    """Versions of JVF that there are schemas for."""
    return sorted({version for place in _places(document) for version in _versions_in(place)})


class _Place(NamedTuple):
    """A ZIP or folder with schemas as it is now; one that has changed is read again."""

    path: Path
    changed_ns: int


def _places(document: Path) -> Iterator[_Place]:
    """The operator's schemas, then those delivered with the data; the newest name first."""
    near = (folder / _BESIDE for folder in document.absolute().parents[:_LEVELS_UP])
    for folder in (Path(settings.JVF_SCHEMAS), *near):
        found = sorted(folder.iterdir(), reverse=True) if folder.is_dir() else ()
        for path in found:
            if path.is_dir() or path.suffix.lower() == ".zip":
                yield _Place(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _versions_in(place: _Place) -> frozenset[str]:
    found = (_versions(read, root, place.path) for read, root in _roots(place.path))
    return frozenset().union(*found)


@lru_cache(maxsize=8)
def _schema_in(place: _Place, version: str) -> etree.XMLSchema | None:
    for read, root in _roots(place.path):
        if version in _versions(read, root, place.path):
            return _compiled(read, root, place.path)
    return None


def _roots(place: Path) -> Iterator[tuple[Read, str]]:
    """Every `index/index_data.xsd` in the place, with the way to read files beside it."""
    if place.is_dir():
        for file in sorted(place.rglob("index_data.xsd")):
            inside = file.relative_to(place).as_posix()
            if _ROOT.fullmatch(inside):
                yield (lambda name: _file(place, name)), inside
        return
    try:
        names = [member.filename for member in checked_members(place)]
        with zipfile.ZipFile(place) as archive:
            contents = {name: archive.read(name) for name in names if name.endswith(".xsd")}
    except (UnreadableFile, OSError, zipfile.BadZipFile) as exc:
        raise UnusableSchema(f"Schémata JVF v {place.name} nelze číst: {exc}") from exc
    for name in sorted(contents):
        if _ROOT.fullmatch(name):
            yield contents.__getitem__, name


def _file(place: Path, name: str) -> bytes:
    path = (place / name).resolve()
    if not path.is_relative_to(place.resolve()):
        raise KeyError(name)
    return path.read_bytes()


def _versions(read: Read, root: str, place: Path) -> set[str]:
    """The values that the schema allows for VerzeJVFDTM."""
    common = posixpath.normpath(posixpath.join(posixpath.dirname(root), _COMMON))
    try:
        document = etree.fromstring(read(common), _parser())
    except (KeyError, OSError, etree.XMLSyntaxError) as exc:
        raise UnusableSchema(f"Schématu JVF v {place.name} chybí {common}: {exc}") from exc
    element = document.find(f"{_XS}element[@name='VerzeJVFDTM']")
    values = () if element is None else element.iter(f"{_XS}enumeration")
    return {value.get("value", "") for value in values}


def _compiled(read: Read, root: str, place: Path) -> etree.XMLSchema:
    parser = _parser()
    parser.resolvers.add(_Inside(read))
    try:
        document = etree.fromstring(read(root), parser, base_url=_SCHEME + root)
        return etree.XMLSchema(document)
    except (KeyError, OSError, etree.LxmlError) as exc:
        raise UnusableSchema(f"Schéma JVF v {place.name} nelze sestavit: {exc}") from exc


def _parser() -> etree.XMLParser:
    return etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)


class _Inside(etree.Resolver):
    """Finds included schemas in the same place, and nothing else anywhere."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]  # the stubs forget the context
        name = posixpath.normpath(system_url.removeprefix(_SCHEME))
        try:
            content = self._read(name)
        except (KeyError, OSError) as exc:
            raise UnusableSchema(f"Schéma JVF odkazuje na {system_url[:200]}, mimo sebe.") from exc
        return self.resolve_string(content, context, base_url=_SCHEME + name)
