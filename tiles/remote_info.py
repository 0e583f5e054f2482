"""GetFeatureInfo of remote layers: what the service says, as plain values and never as markup."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from lxml import etree
from lxml.html import fromstring
from mapproxy.query import InfoQuery
from mapproxy.source import InfoSource

from layers import crs
from layers.catalogue import Cascade, Field, LayerDef, Text
from layers.remote import ask
from layers.remote.errors import RemoteError, RemoteFailure
from layers.remote.fetch import Limits, fetch
from layers.remote.login import opened
from layers.remote.slug import slug
from layers.remote.tile_matrix import level_for, matrices
from tiles import feature_info_formats as formats
from tiles.drawing import Busy
from tiles.feature_info import FoundDocument, Place, place_of
from tiles.found import Found
from tiles.remote_turns import turn

_LIMITS = Limits(seconds=8, size_bytes=1_000_000)
_SIDE_PX = 101
_MOST_CHARS = 2_000
_WORDS = Text("Sdělení služby", "What the service says")
_NOTHING = ("no features were found", "no results", "search returned no results")


class RemoteInfoSource(InfoSource):  # type: ignore[misc]  # MapProxy is untyped
    """Asks the service about the place, in a system that it has."""

    def __init__(self, layer: LayerDef) -> None:
        self._layer = layer
        self._cascade = cast(Cascade, layer.cascade)

    def get_info(self, query: InfoQuery) -> FoundDocument:
        """What the service found; raises `Busy` when it does not answer."""
        place = place_of(query)
        limit = min(int(query.feature_count or 10), 50)
        try:
            with turn(self._cascade.place):
                rows = self._asked(place, limit)
        except RemoteError as exc:
            raise Busy(str(exc)) from exc
        fields, values = _table(rows)
        found = Found(self._layer, fields, tuple((str(n), row) for n, row in enumerate(values, 1)))
        return FoundDocument([found], formats.type_of(str(query.info_format)))

    def _asked(self, place: Place, limit: int) -> list[dict[str, Any]]:
        technical = self._cascade.technical
        address = _of_map if self._cascade.kind == "wms" else _of_tile
        url = address(technical, _around(place, technical["srids"][0]), limit)
        if not url:
            return []
        answer = fetch(url, _LIMITS, opened(self._cascade.login))
        return list(_rows(answer.body, technical["info_format"]))[:limit]


def _around(place: Place, srid: int) -> ask.BBox:
    """A small map with the place in the middle, in the system of the service."""
    half = max(place.pixel_m, 0.01) * _SIDE_PX / 2
    box = (place.x - half, place.y - half, place.x + half, place.y + half)
    if srid == crs.KROVAK:
        return box
    west, south, east, north = crs.parametric(crs.KROVAK, srid).transform_bounds(*box)
    return float(west), float(south), float(east), float(north)


def _of_map(technical: Mapping[str, Any], box: ask.BBox, limit: int) -> str:
    middle = _SIDE_PX // 2
    return ask.information(
        technical, srid=technical["srids"][0], box=box, size_px=(_SIDE_PX, _SIDE_PX),
        at_px=(middle, middle), count=limit,
    )  # fmt: skip


def _of_tile(technical: Mapping[str, Any], box: ask.BBox, limit: int) -> str:
    """Of a WMTS the pixel of a tile is asked; nothing where it has no tile."""
    level = level_for(matrices(technical), (box[2] - box[0]) / _SIDE_PX)
    pixel = level.at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    if pixel is None:
        return ""
    column, row, at_px = pixel
    return ask.tile_information(technical, matrix=level.id, column=column, row=row, at_px=at_px)


def _rows(body: bytes, info_format: str) -> Iterator[dict[str, Any]]:
    text = body.decode("utf-8", "replace")
    if "ExceptionReport" in text[:2_000] or "ServiceException" in text[:2_000]:
        raise RemoteFailure("Služba na dotaz odpověděla chybou.")
    if "json" in info_format:
        yield from _of_json(text)
        return
    words = _text_of(text) if "html" in info_format else text
    words = "\n".join(line.strip() for line in words.splitlines() if line.strip())
    if words and not words.lower().startswith(_NOTHING):
        yield {_WORDS.cs: words[:_MOST_CHARS]}


def _of_json(text: str) -> Iterator[dict[str, Any]]:
    try:
        content = json.loads(text)
        features = content["features"]
    except (ValueError, RecursionError, KeyError, TypeError) as exc:
        raise RemoteFailure("Služba na dotaz odpověděla něčím jiným než GeoJSON.") from exc
    for feature in features if isinstance(features, list) else ():
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            yield {str(key)[:100]: _plain(value) for key, value in properties.items()}


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:_MOST_CHARS]


def _text_of(page: str) -> str:
    try:
        root = fromstring(page.encode("utf-8", "replace"))
    except (etree.LxmlError, ValueError):
        return ""
    etree.strip_elements(root, "script", "style", "head", with_tail=False)
    return "\n".join(str(piece) for piece in root.itertext())


def _table(
    rows: Iterable[Mapping[str, Any]],
) -> tuple[tuple[Field, ...], list[tuple[Any, ...]]]:
    """Fields are the union of the keys, in the order they come."""
    rows = list(rows)
    keys = list(dict.fromkeys(key for row in rows for key in row))
    fields = tuple(
        Field(slug(key), "string", _WORDS if key == _WORDS.cs else Text(key, key)) for key in keys
    )
    return fields, [tuple(row.get(key) for key in keys) for row in rows]
