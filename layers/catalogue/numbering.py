"""Numbers of phenomena by decree: each decree numbers anew, splits some and merges others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from layers.catalogue.definition import Text
from layers.errors import CatalogueError

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decree:
    """A decree that numbers the phenomena, and when it does; `amends` is what it rewrote."""

    id: str
    title: Text
    valid_from: date
    valid_to: date | None
    amends: str = ""

    def in_force_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a decree and the phenomena that it covers, several where the decree merged them.

    `kinds`: what an object's kind may say (folded) → which of them it is. A phenomenon that a
    decree split has several numbers. `confirmed` is whether somebody compared the number with the
    decree's text; `source` says where it was taken from.
    """

    decree: str
    number: str
    phenomena: tuple[str, ...]
    confirmed: bool
    source: str
    kinds: Mapping[str, str] = field(default_factory=dict)


class Numbering:
    """All that is known of a codebook's numbers; what is not listed is not known."""

    def __init__(self, decrees: Sequence[Decree], numbers: Sequence[Number]) -> None:
        self.decrees = tuple(decrees)
        self.numbers = tuple(numbers)
        self._by_number = {(each.decree, each.number): each for each in numbers}

    def read(self, number: str, *, named: Sequence[str], day: date) -> Number | None:
        """What a number means in data of that day.

        Decrees that are named are asked alone, each with those that amend it; else all that were
        out. The one in force on the day has the first word, then the others from the newest.
        """
        for decree in self._asked(named, day):
            found = self._by_number.get((decree.id, number))
            if found:
                return found
        return None

    def of(self, phenomenon: str, decree: str) -> tuple[Number, ...]:
        """The numbers of a phenomenon in a decree: none where it is not known, several if split."""
        return tuple(
            each for each in self.numbers if each.decree == decree and phenomenon in each.phenomena
        )

    def in_force_on(self, day: date) -> Decree | None:
        return next((each for each in self.decrees if each.in_force_on(day)), None)

    def _asked(self, named: Sequence[str], day: date) -> list[Decree]:
        asked = [
            each
            for each in self.decrees
            if (each.id in named or each.amends in named if named else each.valid_from <= day)
        ]
        return sorted(
            asked, key=lambda each: (each.in_force_on(day), each.valid_from), reverse=True
        )


def numbers_of(files: Sequence[tuple[str, Content]], known: Mapping[str, str]) -> Iterator[Number]:
    """The numbers of files, later ones in place of earlier; `known`: base number → phenomenon.

    One that covers no phenomenon takes an earlier one back. Raises `CatalogueError` for a
    phenomenon that the codebook does not have.
    """
    found: dict[tuple[str, str], Number] = {}
    for file, content in files:
        for number in _of_file(file, content, known):
            found[number.decree, number.number] = number
    yield from (number for number in found.values() if number.phenomena)


def _of_file(file: str, content: Content, known: Mapping[str, str]) -> Iterator[Number]:
    decree, confirmed, source = content["decree"], content["confirmed"], content["source"]
    for number in content.get("same", ()):
        if number not in known:
            raise CatalogueError(f"{file}, same: the codebook has no number {number}.")
        yield Number(decree, number, (known[number],), confirmed, source)
    for entry in content.get("numbers", ()):
        kinds = entry.get("kinds", {})
        strange = {*entry["phenomena"], *kinds.values()} - set(known.values())
        if strange:
            raise CatalogueError(
                f"{file}, number {entry['number']}: no phenomenon {sorted(strange)}."
            )
        yield Number(
            decree,
            entry["number"],
            tuple(entry["phenomena"]),
            entry.get("confirmed", confirmed),
            entry.get("source", source),
            {str(kind).casefold(): phenomenon for kind, phenomenon in kinds.items()},
        )
