"""GeoJSON feature collections, feature by feature from the text.

Python reads them, not GDAL: GDAL would follow a `crs` link over the network, take the JSON of
other drivers (streamed algorithms, services) for its own, and hold large files in memory.
"""

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import shapely.geometry

from layers.errors import UnreadableFile
from layers.importers.ogr.table import BATCH, DAMAGED, Batch

_CHUNK_BYTES = 1 << 18
_MAX_VALUE_CHARS = 256 << 20
"""One feature; a polygon of 10 million vertices has about as much."""
_BLANK = re.compile(r"[ \t\n\r]*")


class GeoJsonTable:
    """The features of one collection; fields are the union of their properties, and `id`."""

    has_geometry = True
    row_word = "prvek"

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.notes: Sequence[str] = ()
        self.count: int | None = 0
        self.crs: str | None = "EPSG:4326"
        self._path = path
        self._survey()

    def _survey(self) -> None:
        """One pass for the fields, the count and the members that may follow the features."""
        fields: dict[str, None] = {}
        members: dict[str, Any] = {}
        for key, value in _Scanner(self._path).collection():
            if key is not None:
                members[key] = value
                continue
            self.count = (self.count or 0) + 1
            fields.update(dict.fromkeys(_properties(value)))
        if members.get("type") != "FeatureCollection":
            raise UnreadableFile(f"Soubor {self.name} není GeoJSON typu FeatureCollection.")
        if "crs" in members:
            self.crs = _crs(members["crs"])
        self.fields = tuple(fields)

    def batches(self, fields: Sequence[str]) -> Iterator[Batch]:
        """Features in the order of the file, numbered from 1."""
        rows: list[Any] = []
        done = 0
        for key, value in _Scanner(self._path).collection():
            if key is not None:
                continue
            rows.append(value)
            if len(rows) == BATCH:
                yield _batch(rows, fields, first=done + 1)
                done += len(rows)
                rows = []
        if rows:
            yield _batch(rows, fields, first=done + 1)


def _batch(rows: list[Any], fields: Sequence[str], *, first: int) -> Batch:
    properties = [_properties(row) for row in rows]
    damaged = {
        n: "Není to prvek GeoJSON (Feature)." for n, row in enumerate(rows) if not _is_feature(row)
    }
    geometries: list[bytes | None] = []
    for index, row in enumerate(rows):
        geometry = row.get("geometry") if isinstance(row, dict) else None
        wkb = _wkb(geometry) if geometry is not None else None
        if geometry is not None and wkb is None:
            damaged.setdefault(index, DAMAGED)
        geometries.append(wkb)
    return Batch(
        range(first, first + len(rows)),
        {field: [found.get(field) for found in properties] for field in fields},
        geometries,
        damaged,
    )


def _is_feature(row: Any) -> bool:
    return isinstance(row, dict) and row.get("type") == "Feature"


def _properties(feature: Any) -> dict[str, Any]:
    if not isinstance(feature, dict):
        return {}
    found = feature.get("properties")
    properties = dict(found) if isinstance(found, dict) else {}
    if isinstance(feature.get("id"), str | int):
        properties.setdefault("id", feature["id"])
    return properties


def _wkb(geometry: Any) -> bytes | None:
    try:
        with np.errstate(invalid="ignore"):  # coordinates that are no numbers are judged later
            return bytes(shapely.to_wkb(shapely.geometry.shape(geometry), byte_order=1))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError,
            RecursionError, shapely.errors.ShapelyError):  # fmt: skip
        return None


def _crs(member: Any) -> str | None:
    """The old `crs` member: a name counts, a link is never followed."""
    if member is None:
        return None
    if isinstance(member, dict) and member.get("type") == "name":
        name = member.get("properties", {}).get("name")
        if isinstance(name, str):
            return name
    raise UnreadableFile(
        "Soubor GeoJSON určuje souřadnicový systém (crs) jinak než jménem; odkazy se nenásledují."
    )


class _Scanner:
    """Decodes one JSON value after another from a window over the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._decoder = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._ended = False

    def collection(self) -> Iterator[tuple[str | None, Any]]:
        """(member, value) of the outer object, and (None, feature) for each of `features`."""
        with self._path.open("rb") as file:
            self._chunks = iter(lambda: file.read(_CHUNK_BYTES), b"")
            self._utf8 = codecs.getincrementaldecoder("utf-8-sig")()
            try:
                yield from self._members()
            except UnicodeDecodeError as exc:
                raise UnreadableFile("Soubor GeoJSON není v kódování UTF-8.") from exc
            except RecursionError as exc:
                raise UnreadableFile("Soubor GeoJSON je vnořený příliš hluboko.") from exc

    def _members(self) -> Iterator[tuple[str | None, Any]]:
        self._expect("{")
        if self._peek() == "}":
            return
        while True:
            key = self._value()
            if not isinstance(key, str):
                raise self._broken("název členu není text")
            self._expect(":")
            if key == "features" and self._peek() == "[":
                yield from ((None, feature) for feature in self._array())
            else:
                yield key, self._value()
            if self._next("object") == "}":
                return

    def _array(self) -> Iterator[Any]:
        self._expect("[")
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            yield self._value()
            if self._next("array") == "]":
                return

    def _next(self, kind: str) -> str:
        mark = self._peek()
        if mark not in (",", "}" if kind == "object" else "]"):
            raise self._broken("chybí čárka nebo závorka")
        self._at += 1
        return mark

    def _expect(self, mark: str) -> None:
        if self._peek() != mark:
            raise self._broken(f"chybí {mark}")
        self._at += 1

    def _peek(self) -> str:
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _value(self) -> Any:
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except ValueError as exc:
                if not self._more():
                    raise self._broken("neplatná hodnota") from exc
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on in the next chunk
            self._at = end
            return value

    def _more(self) -> bool:
        """Doubles what is not decoded yet, so that a long value is tried a few times only."""
        if self._ended:
            return False
        parts = [self._text[self._at :]]
        wanted = max(len(parts[0]), _CHUNK_BYTES)
        if wanted > _MAX_VALUE_CHARS:
            raise self._broken("jedna hodnota je příliš dlouhá")
        while wanted > 0 and not self._ended:
            chunk = next(self._chunks, b"")
            self._ended = not chunk
            parts.append(self._utf8.decode(chunk, final=self._ended))
            wanted -= len(chunk)
        self._text, self._at = "".join(parts), 0
        return True

    def _broken(self, why: str) -> UnreadableFile:
        near = self._text[self._at : self._at + 40]
        return UnreadableFile(f"Soubor není platný JSON: {why} u „{near!r}“.")
