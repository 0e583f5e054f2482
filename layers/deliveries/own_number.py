"""Numbers of phenomena put right by an administrator: rows checked as the codebook's files are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from layers.catalogue.codebook import Codebook
from layers.catalogue.rows import by_decree, kept, publish_rows
from layers.deliveries.own_mapping import loaded
from layers.errors import RefusedImport
from layers.importers.words import folded
from layers.models import AuditLine, OwnNumber

_NUMBER = re.compile(r"[0-9]{1,3}[a-z]?")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a number of a decree means by one who has looked into it; nothing takes it back."""

    decree: str
    number: str
    phenomena: Sequence[str]
    confirmed: bool
    source: str

    def entry(self, book: Codebook) -> dict[str, Any]:
        """A line of `codebooks/numbers/`, with the kinds that were known of what stays in it."""
        entry: dict[str, Any] = {
            "number": self.number, "phenomena": list(self.phenomena),
            "confirmed": self.confirmed, "source": self.source,
        }  # fmt: skip
        wanted = self.decree, self.number
        known = [each for each in book.numbering.numbers if (each.decree, each.number) == wanted]
        kinds = {
            kind: phenomenon
            for each in known
            for kind, phenomenon in each.kinds.items()
            if phenomenon in self.phenomena
        }
        return entry | ({"kinds": kinds} if kinds else {})


def save(book: Codebook, corrections: Sequence[Correction], user: User) -> None:
    """All rows with their audit lines, or none; raises `RefusedImport`, `CatalogueError`."""
    who = user.get_username()
    with transaction.atomic():
        for each in corrections:
            _check(book, each)
            OwnNumber.objects.update_or_create(
                codebook=book.id, decree=each.decree, number=each.number,
                defaults={"entry": each.entry(book), "changed_by": who},
            )  # fmt: skip
            AuditLine.objects.create(who=who, what="číslo jevu opraveno", note=_told(each))
        loaded(replace(kept(), numbers=by_decree(OwnNumber.objects.all())))
    publish_rows()


def listed(book: Codebook, text: str, like: Correction) -> list[Correction]:
    """A table of numbers as it is pasted: a number, a tab, semicolon or =, then phenomena.

    A phenomenon is named by its id or its title. Raises `RefusedImport` with the line.
    """
    names = {each.id: each.id for each in book.phenomena}
    names |= {folded(each.title.cs): each.id for each in book.phenomena}
    found = []
    for row, line in enumerate(text.splitlines(), 1):
        number, *told = (part.strip() for part in re.split(r"[\t;=]", line, maxsplit=1))
        told = [part.strip() for part in re.split(r"[\t;]", "".join(told)) if part.strip()]
        if not line.strip():
            continue
        strange = [each for each in told if each not in names and folded(each) not in names]
        if strange or not told:
            raise RefusedImport(
                f"Řádek {row}: číselník nezná jev „{(strange or [''])[0][:60]}“; napište číslo a "
                "za ním id nebo název jevu, například 12a = flood_area."
            )
        phenomena = [names.get(each) or names[folded(each)] for each in told]
        found.append(replace(like, number=number, phenomena=list(dict.fromkeys(phenomena))))
    if not found:
        raise RefusedImport("Vložte alespoň jeden řádek s číslem a jevem.")
    return found


def forget(row: OwnNumber, user: User) -> None:
    """What was shipped holds again."""
    who = user.get_username()
    AuditLine.objects.create(who=who, what="oprava čísla jevu smazána", note=str(row))
    row.delete()
    publish_rows()


def _check(book: Codebook, correction: Correction) -> None:
    if correction.decree not in {each.id for each in book.numbering.decrees}:
        raise RefusedImport(f"Číselník nezná vyhlášku {correction.decree[:40]}.")
    if not _NUMBER.fullmatch(correction.number):
        raise RefusedImport(
            f"Číslo jevu „{correction.number[:40]}“: číslice, případně písmeno, například 12a."
        )
    strange = [each for each in correction.phenomena if book.by_id(each) is None]
    if strange:
        raise RefusedImport(f"Číselník nezná jev {strange[0][:40]}.")
    if not correction.source:
        raise RefusedImport("Napište, odkud číslo je, například Sbírka zákonů a příloha.")


def _told(correction: Correction) -> str:
    covers = ", ".join(correction.phenomena) or "žádný jev"
    checked = "ověřeno" if correction.confirmed else "neověřeno"
    return f"{correction.number} ({correction.decree}): {covers}; {checked}, {correction.source}"
