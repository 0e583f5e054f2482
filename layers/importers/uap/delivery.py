"""What a package of planning materials delivers: tables by phenomenon, each with its passport."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zipfile import ZipInfo

from django.utils import timezone

from layers.catalogue.codebook import Phenomenon
from layers.importers.package import ending, newest_day, stem
from layers.importers.uap.naming import Meaning, meaning, number_in
from layers.importers.uap.passport import Passport, Territory, passports
from layers.importers.words import folded


@dataclass(frozen=True, slots=True)
class Promise:
    """A phenomenon that was delivered: who tells it, as of when, and until when that holds.

    `is_whole`: whether all that the decree counts to the phenomenon is there, so that silence means
    absence.
    """

    phenomenon: Phenomenon
    passport: Passport | None
    provider: str
    data_date: date | None
    is_whole: bool = True

    @property
    def months(self) -> int:
        """What the provider promised, else the custom of the office."""
        promised = self.passport.months if self.passport else None
        return promised or self.phenomenon.months

    @property
    def territory(self) -> Territory:
        told = self.passport.territory if self.passport else Territory()
        return told if self.is_whole else Territory()

    @property
    def passport_code(self) -> str:
        """Of the passport's row: one for a provider and phenomenon."""
        return f"{folded(self.provider)}:{self.phenomenon.id}"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A table: what its name means, and what is promised of each of those phenomena."""

    meaning: Meaning
    promises: Mapping[str, Promise]


@dataclass(frozen=True, slots=True)
class Delivery:
    """`tables`: name of a shapefile → what it delivers; `notes` tell what is left aside."""

    source: str
    tables: Mapping[str, Delivered]
    notes: tuple[str, ...]

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Each phenomenon once; lines and their zones may come in several tables."""
        return _once(self.tables)


def delivery(path: Path, members: Sequence[ZipInfo]) -> Delivery:
    """The package by its names and passports; raises `UnreadableFile` for a wrong passport."""
    told = passports(path, members)
    newest = newest_day(list(members))
    known, notes = _by_phenomenon(told, newest)
    name = _without_day(path.stem)
    fallback = next((each.provider for each in told if each.provider), "") or name
    tables: dict[str, Delivered] = {}
    for table in (stem(member) for member in members if ending(member) == ".shp"):
        found = meaning(table, _decree(told, table), _day(told, newest))
        if found is None:
            notes.append(f"Vrstva {table[:60]}: její jev není v číselníku, nepřebírá se.")
            continue
        promises = {
            each.id: _promise(each, known.get(each.id), fallback, newest)
            for each in found.phenomena
        }
        tables[table] = Delivered(found, promises)
    tables = _with_whole(tables)
    notes += _notes_on(tables, known)
    return Delivery(_source(_once(tables), name), tables, tuple(dict.fromkeys(notes)))


def _promise(
    which: Phenomenon, passport: Passport | None, fallback: str, newest: date | None
) -> Promise:
    provider = passport.provider if passport and passport.provider else fallback
    return Promise(which, passport, provider, (passport.data_date if passport else None) or newest)


def _with_whole(tables: Mapping[str, Delivered]) -> dict[str, Delivered]:
    """A phenomenon that a decree split is whole when tables of all its numbers are there."""
    numbers = {each.meaning.number.number for each in tables.values() if each.meaning.number}
    return {
        name: replace(
            each,
            promises={
                id_: replace(promise, is_whole=numbers.issuperset(each.meaning.siblings))
                for id_, promise in each.promises.items()
            },
        )
        for name, each in tables.items()
    }


def _by_phenomenon(
    told: Sequence[Passport], newest: date | None
) -> tuple[dict[str, Passport], list[str]]:
    known: dict[str, Passport] = {}
    notes = []
    for passport in told:
        found = meaning(passport.phenomenon, passport.decree, _day([passport], newest))
        if found is None:
            decree = f" podle vyhlášky č. {passport.decree}" if passport.decree else ""
            notes.append(
                f"Jev č. {passport.phenomenon[:40]}{decree} nemá v číselníku převod: nepřebírá se."
            )
        for each in found.phenomena if found else ():
            known.setdefault(each.id, passport)
    return known, notes


def _notes_on(tables: Mapping[str, Delivered], known: Mapping[str, Passport]) -> Iterator[str]:
    promises = _once(tables)
    for each in promises:
        if each.passport is None:
            yield f"K jevu {each.phenomenon.title.cs} není pasport; poskytovatel „{each.provider}“."
    for id_ in sorted(known.keys() - {each.phenomenon.id for each in promises}):
        yield f"Pasport jevu {id_} je bez dat: prázdný soubor by řekl, že se jev nevyskytuje."
    yield from _notes_on_numbers(tables)
    if silent := [each for each in promises if each.is_whole and not each.territory.told]:
        yield (
            "Pasport neříká, pro jaké území platí (sloupec Území: kódy obcí, „ORP Liberec“ nebo "
            f"„kraj“); kde není objekt, zůstává „bez údajů“: {_titles(silent)}."
        )
    if partial := [each for each in promises if not each.is_whole]:
        yield (
            "Vyhláška jev rozdělila a dodány nejsou všechny jeho části; kde není objekt, zůstává "
            f"„bez údajů“: {_titles(partial)}."
        )


def _notes_on_numbers(tables: Mapping[str, Delivered]) -> Iterator[str]:
    """By which decree numbers were read, and which of them nobody has compared with its text."""
    read = [each.meaning.number for each in tables.values() if each.meaning.number]
    for decree in sorted({each.decree for each in read}):
        listed = sorted({each.number for each in read if each.decree == decree})
        yield f"Čísla jevů čtena podle vyhlášky č. {decree}: {', '.join(listed)}."
    unsure = sorted({f"{each.number} ({each.decree})" for each in read if not each.confirmed})
    if unsure:
        yield f"Převod čísel není ověřen s textem vyhlášky: {', '.join(unsure)}."


def _titles(promises: Sequence[Promise]) -> str:
    return ", ".join(dict.fromkeys(each.phenomenon.title.cs for each in promises))[:300]


def _once(tables: Mapping[str, Delivered]) -> tuple[Promise, ...]:
    found = [promise for table in tables.values() for promise in table.promises.values()]
    return tuple({each.phenomenon.id: each for each in found}.values())


def _decree(told: Sequence[Passport], table: str) -> str:
    """The decree of the passport with the table's number, else the one that all number by."""
    number = number_in(table)
    own = {each.decree for each in told if number and number_in(each.phenomenon) == number}
    decrees = own or {each.decree for each in told}
    return decrees.pop() if len(decrees) == 1 else ""


def _day(told: Sequence[Passport], newest: date | None) -> date:
    """The day of the data, by which an unnamed decree is chosen."""
    days = [each.data_date for each in told if each.data_date]
    return max(days, default=newest or timezone.localdate())


def _source(promises: Sequence[Promise], name: str) -> str:
    """A provider replaces what he told before about the same territory, and nothing of others."""
    providers = {folded(each.provider) for each in promises}
    who = providers.pop() if len(providers) == 1 else folded(name)
    told = [each.passport.territory.sign for each in promises if each.passport]
    signs = sorted(filter(None, told))
    return "_".join(filter(None, ("uap", who[:80], signs[0] if signs else "")))


def _without_day(text: str) -> str:
    """A package's name without the day it was made: the next delivery has another."""
    return re.sub(r"[0-9]{4}[-_.]?[0-9]{2}[-_.]?[0-9]{2}", "", text).strip(" _-.")
