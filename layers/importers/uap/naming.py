"""Which phenomenon a name means: `A050_zaplavove_uzemi`, `50`, `uap_flood_area`."""

import re
from dataclasses import dataclass
from datetime import date

from layers.catalogue import catalogue
from layers.catalogue.codebook import Codebook, Phenomenon
from layers.catalogue.numbering import Number

_NUMBER = re.compile(r"(?:uap|jev|a)?[ _-]?0*([0-9]{1,3}[a-z]?)(?=$|[ _.-])", re.IGNORECASE)
_ZONE = re.compile(r"[_-](?:op|ochranne_?pasmo|zone)(?:[_-][plb])?$", re.IGNORECASE)
_DECREE = re.compile(r"[0-9]{1,4}/[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The phenomena that a name stands for; `number` unless the name is an id of ours.

    Several where the decree merged them. `siblings` are numbers of the same decree for the same
    phenomenon, where it was split: only all of them together speak for it.
    """

    phenomena: tuple[Phenomenon, ...]
    number: Number | None = None
    siblings: tuple[str, ...] = ()

    @property
    def one(self) -> Phenomenon | None:
        return self.phenomena[0] if len(self.phenomena) == 1 else None

    def of_kind(self, kind: str) -> Phenomenon | None:
        """Which of the merged phenomena an object is, by its kind's word or our id."""
        wanted = self.number.kinds.get(kind.strip().casefold(), kind) if self.number else kind
        return next((each for each in self.phenomena if wanted in (each.id, each.layer)), None)


def meaning(name: str, decree: str, day: date) -> Meaning | None:
    """By our id, or by the number: in the decrees named, else in those out on the data's day.

    A number that the codebook does not know there is never guessed.
    """
    plain = _ZONE.sub("", name.strip().lower())
    for book in catalogue().codebooks.values():
        for each in book.phenomena:
            if plain in (each.id, each.layer):
                return Meaning((each,))
        if written := number_in(name):
            number = book.numbering.read(written, named=_DECREE.findall(decree), day=day)
            if number:
                return _of_number(book, number)
    return None


def number_in(name: str) -> str:
    """The number that a name begins with, without leading zeros: `27a` of `A027a_chranena_p`."""
    found = _NUMBER.match(_ZONE.sub("", name.strip().lower()))
    return found[1] if found else ""


def is_zone(name: str) -> bool:
    """Whether a table holds protection zones: its name ends in `_op`."""
    return _ZONE.search(name) is not None


def _of_number(book: Codebook, number: Number) -> Meaning:
    phenomena = tuple(each for each in book.phenomena if each.id in number.phenomena)
    siblings = [each for id_ in number.phenomena for each in book.numbering.of(id_, number.decree)]
    return Meaning(phenomena, number, tuple(dict.fromkeys(each.number for each in siblings)))
