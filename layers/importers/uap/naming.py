"""Which phenomenon a name means: `A050_zaplavove_uzemi`, `50`, `uap_flood_area`."""

import re
from collections.abc import Iterator

from layers.catalogue import catalogue
from layers.catalogue.codebook import Phenomenon

_NUMBER = re.compile(r"(?:uap|jev|a)?[ _-]?0*([0-9]{1,3}[a-z]?)(?=$|[ _.-])", re.IGNORECASE)
_ZONE = re.compile(r"[_-](?:op|ochranne_?pasmo|zone)(?:[_-][plb])?$", re.IGNORECASE)
_DECREE = re.compile(r"[0-9]{1,4}/[0-9]{4}")


def phenomenon(name: str, decree: str = "") -> Phenomenon | None:
    """By our id, or by the number in the decree; without one, in that which numbers the codebook.

    A number that the codebook does not know in the decree is never guessed.
    """
    plain = _ZONE.sub("", name.strip().lower())
    for book in catalogue().codebooks.values():
        for each in book.phenomena:
            if plain in (each.id, each.layer):
                return each
        number = _NUMBER.match(plain)
        if number:
            named = _DECREE.search(decree)
            wanted = named[0] if named else book.decrees[0].id
            found = book.by_code(number[1].lower(), wanted)
            if found:
                return found
    return None


def is_zone(name: str) -> bool:
    """Whether a table holds protection zones: its name ends in `_op`."""
    return _ZONE.search(name) is not None


def phenomena() -> Iterator[Phenomenon]:
    """All phenomena of all codebooks."""
    for book in catalogue().codebooks.values():
        yield from book.phenomena
