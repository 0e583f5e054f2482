"""What a package of planning materials delivers: tables by phenomenon, each with its passport."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import ZipInfo

from layers.catalogue.codebook import Phenomenon
from layers.importers.package import ending, newest_day, stem
from layers.importers.uap.naming import phenomenon
from layers.importers.uap.passport import Passport, passports
from layers.importers.words import folded


@dataclass(frozen=True, slots=True)
class Promise:
    """A phenomenon that was delivered: who tells it, as of when, and until when that holds."""

    phenomenon: Phenomenon
    passport: Passport | None
    provider: str
    data_date: date | None

    @property
    def months(self) -> int:
        """What the provider promised, else the custom of the office."""
        promised = self.passport.months if self.passport else None
        return promised or self.phenomenon.months

    @property
    def territory(self) -> tuple[int, ...]:
        return self.passport.territory if self.passport else ()

    @property
    def passport_code(self) -> str:
        """Of the passport's row: one for a provider and phenomenon."""
        return f"{folded(self.provider)}:{self.phenomenon.id}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """`tables`: name of a shapefile → what it promises; `notes` tell what is left aside."""

    source: str
    tables: Mapping[str, Promise]
    notes: tuple[str, ...]

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Each phenomenon once; lines and their zones may come in several tables."""
        return tuple({each.phenomenon.id: each for each in self.tables.values()}.values())


def delivery(path: Path, members: Sequence[ZipInfo]) -> Delivery:
    """The package by its names and passports; raises `UnreadableFile` for a wrong passport."""
    told = passports(path, members)
    known, notes = _by_phenomenon(told)
    name = _without_day(path.stem)
    fallback = next((each.provider for each in told), "") or name
    tables = {}
    for member in members:
        if ending(member) != ".shp":
            continue
        table = stem(member)
        found = phenomenon(table, _decree(told))
        if found is None:
            notes.append(f"Vrstva {table[:60]}: její jev není v číselníku, nepřebírá se.")
            continue
        passport = known.get(found.id)
        if passport is None:
            notes.append(f"K jevu {found.title.cs} není pasport; poskytovatel „{fallback}“.")
        tables[table] = Promise(
            found,
            passport,
            passport.provider if passport and passport.provider else fallback,
            (passport.data_date if passport else None) or newest_day(list(members)),
        )
    missing = known.keys() - {promise.phenomenon.id for promise in tables.values()}
    notes += [
        f"Pasport jevu {each} je bez dat: prázdný soubor by řekl, že se jev nevyskytuje."
        for each in sorted(missing)
    ]
    return Delivery(_source(list(tables.values()), name), tables, tuple(dict.fromkeys(notes)))


def _by_phenomenon(told: Sequence[Passport]) -> tuple[dict[str, Passport], list[str]]:
    known: dict[str, Passport] = {}
    notes = []
    for passport in told:
        found = phenomenon(passport.phenomenon, passport.decree)
        if found is None:
            decree = f" podle vyhlášky č. {passport.decree}" if passport.decree else ""
            notes.append(
                f"Jev č. {passport.phenomenon[:40]}{decree} nemá v číselníku převod: nepřebírá se."
            )
        else:
            known.setdefault(found.id, passport)
    return known, notes


def _decree(told: Sequence[Passport]) -> str:
    """The one decree that all passports number by; numbers of a mixed package stay unknown."""
    decrees = {passport.decree for passport in told}
    return decrees.pop() if len(decrees) == 1 else ""


def _source(promises: Sequence[Promise], name: str) -> str:
    """A provider replaces what he told before about the same territory, and nothing of others."""
    providers = {folded(each.provider) for each in promises}
    who = providers.pop() if len(providers) == 1 else folded(name)
    codes = [code for each in promises for code in each.territory]
    return "_".join(filter(None, ("uap", who[:80], str(min(codes)) if codes else "")))


def _without_day(text: str) -> str:
    """A package's name without the day it was made: the next delivery has another."""
    return re.sub(r"[0-9]{4}[-_.]?[0-9]{2}[-_.]?[0-9]{2}", "", text).strip(" _-.")
