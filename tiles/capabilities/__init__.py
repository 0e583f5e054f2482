"""What the services say of themselves: made from the catalogue, kept while it stays true.

The rights of who asks are asked each time (`seen_by`); a document is kept for all who see the same
layers in the same way, from the same data, at the same address, in the same language.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from layers.access import User
from tiles.capabilities.address import Address
from tiles.capabilities.offer import Seen, branches, seen_by
from tiles.capabilities.service_text import Language, service_text
from tiles.capabilities.wms import CONTENT_TYPES, wms_capabilities
from tiles.capabilities.wmts import CAPABILITIES_PATH, wmts_capabilities

__all__ = ["CAPABILITIES_PATH", "Capabilities", "capabilities"]

Dialect = Literal["1.1.1", "1.3.0", "wmts"]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """A document with its media type and a tag that changes with it."""

    body: bytes
    content_type: str
    etag: str


def capabilities(
    dialect: Dialect, user: User, address: Address, language: Language
) -> Capabilities:
    return _made(dialect, seen_by(user, address.theme), address, language)


@lru_cache(maxsize=64)
def _made(dialect: Dialect, seen: Seen, address: Address, language: Language) -> Capabilities:
    text = service_text(language, address.theme)
    tree = branches(seen)
    if dialect == "wmts":
        body, content_type = wmts_capabilities(tree, text, address, language), "application/xml"
    else:
        body = wms_capabilities(dialect, tree, text, address, language)
        content_type = CONTENT_TYPES[dialect]
    return Capabilities(body, content_type, f'"{hashlib.sha256(body).hexdigest()[:20]}"')
