"""Places in a list of features, opaque to clients: an id, and the values it is sorted by."""

import base64
import binascii
import json
from dataclasses import dataclass

from gis.api.parameters import INT64
from gis.api.problems import BadParameter
from layers.catalogue import LayerDef

FeatureId = int | str
_MAX_TEXT = 500
_MAX_CURSOR = 6_000
_TEXT_IDS = frozenset({"statistic"})
"""Registers whose rows have no code of RÚIAN for an id."""


@dataclass(frozen=True, slots=True)
class Place:
    """The feature that a page follows; `keys` are its values in the order of the sort."""

    fid: FeatureId
    keys: tuple[str | None, ...] = ()


def parse_feature_id(text: str, layer: LayerDef) -> FeatureId | None:
    """The id as the layer's rows have it; None when no row can have it."""
    if layer.register is None or layer.register in _TEXT_IDS:
        return text if 0 < len(text) <= _MAX_TEXT and "\0" not in text else None
    digits = text.removeprefix("-")  # what RÚIAN does not know has a negative code
    known = digits.isascii() and digits.isdigit() and len(digits) < 20 and int(digits) <= INT64
    return int(text) if known else None


def make_cursor(fid: FeatureId, *keys: str | None) -> str:
    """The place in a list after a feature."""
    text = json.dumps([str(fid), *keys], ensure_ascii=False) if keys else str(fid)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def parse_cursor(text: str, layer: LayerDef, *, keys: int) -> Place:
    """What `make_cursor` made for so many keys; all else is refused."""
    try:
        found = _parse(text[:_MAX_CURSOR], layer, keys)
        if found and make_cursor(found.fid, *found.keys) == text:
            return found
    except (binascii.Error, ValueError, RecursionError) as exc:
        raise wrong_place() from exc
    raise wrong_place()


def wrong_place() -> BadParameter:
    return BadParameter(
        "cursor",
        "Neplatné místo ve výpisu; použijte odkaz next.",
        "Not a place in the list; use the link next.",
    )


def _parse(text: str, layer: LayerDef, keys: int) -> Place | None:
    content = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True).decode()
    parts = json.loads(content) if keys else [content]
    if not isinstance(parts, list) or len(parts) != keys + 1 or not isinstance(parts[0], str):
        return None
    fid = parse_feature_id(parts[0], layer)
    if fid is None or not all(part is None or isinstance(part, str) for part in parts[1:]):
        return None
    return Place(fid, tuple(parts[1:]))
