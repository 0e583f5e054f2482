"""Passports: who tells a phenomenon, how it came about, as of when and how long that holds."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from layers.errors import UnreadableFile
from layers.importers.ogr.encoding import CZECH
from layers.importers.ogr.values import BadValue, day
from layers.importers.package import content
from layers.importers.words import folded

_COLUMNS = {
    "pasportid": "id", "pasport": "id",
    "jev": "phenomenon", "cislojevu": "phenomenon",
    "vyhlaska": "decree",
    "poskytovatel": "provider",
    "vznik": "origin", "vznikudaje": "origin",
    "porizeni": "acquisition", "zpracovani": "processing", "schvaleni": "approval",
    "datum": "data_date", "stavk": "data_date", "datumudaje": "data_date",
    "aktualizacemesicu": "months", "aktualizace": "months", "intervalmesicu": "months",
    "uzemi": "territory",
    "poznamka": "note",
}  # fmt: skip
_MONTHS = range(1, 1_200)
_WHOLE_REGION = frozenset({"kraj", "celykraj", "uzemikraje", "celeuzemikraje"})
_ORP = re.compile(r"ORP\s+([^,;]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Territory:
    """What a provider speaks for: municipalities, districts of offices (ORP), or all the region."""

    municipalities: tuple[int, ...] = ()
    orp: tuple[str, ...] = ()
    whole_region: bool = False

    @property
    def told(self) -> bool:
        return self.whole_region or bool(self.municipalities or self.orp)

    @property
    def sign(self) -> str:
        """Tells deliveries of one provider about different territories apart."""
        if self.whole_region:
            return ""
        return str(min(self.municipalities)) if self.municipalities else folded("".join(self.orp))


@dataclass(frozen=True, slots=True)
class Passport:
    """One row; where its territory is not told, it is complete for no place.

    `phenomenon` and `decree` stand as they were written.
    """

    id: str
    phenomenon: str
    decree: str
    provider: str
    origin: str
    acquisition: str
    processing: str
    approval: str
    data_date: date | None
    months: int | None
    territory: Territory
    note: str


def is_passport_table(name: PurePosixPath) -> bool:
    """`pasporty.csv`, `Pasport_ÚAP.csv` and the like."""
    return name.suffix.lower() == ".csv" and folded(name.stem).startswith("pasport")


def passports(path: Path, members: Sequence[ZipInfo]) -> list[Passport]:
    """All passports of the package; raises `UnreadableFile` with row and column."""
    found: list[Passport] = []
    for member in members:
        if is_passport_table(PurePosixPath(member.filename)):
            found += _of_table(content(path, member), member.filename)
    return found


def _of_table(raw: bytes, name: str) -> list[Passport]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode(CZECH, "replace")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    header = [_COLUMNS.get(folded(column), "") for column in rows[0]] if rows else []
    for wanted in ("phenomenon", "provider"):
        if wanted not in header:
            raise UnreadableFile(f"Tabulka pasportů {name} nemá sloupec jev nebo poskytovatel.")
    found = []
    for number, row in enumerate(rows[1:], start=2):
        values = {key: value.strip() for key, value in zip(header, row, strict=False) if key}
        if any(values.values()):
            found.append(_passport(values, f"{name}, řádek {number}"))
    return found


def _passport(values: Mapping[str, str], place: str) -> Passport:
    def text(key: str) -> str:
        return values.get(key, "")

    try:
        data_date = day(text("data_date"))
    except BadValue as exc:
        raise UnreadableFile(f"{place}: {exc}.") from exc
    months = text("months")
    if months and not (months.isascii() and months.isdigit() and int(months[:9]) in _MONTHS):
        raise UnreadableFile(f"{place}: interval aktualizace „{months[:20]}“ není počet měsíců.")
    return Passport(
        id=text("id"),
        phenomenon=text("phenomenon"),
        decree=text("decree"),
        provider=text("provider"),
        origin=text("origin"),
        acquisition=text("acquisition"),
        processing=text("processing"),
        approval=text("approval"),
        data_date=data_date if isinstance(data_date, date) else None,
        months=int(months) if months else None,
        territory=_territory(text("territory")),
        note=text("note"),
    )


def _territory(words: str) -> Territory:
    """`563889, 564028`, `ORP Liberec`, `ORP 5105`, `kraj`."""
    return Territory(
        tuple(sorted({int(code) for code in re.findall(r"\b[0-9]{6}\b", words)})),
        tuple(dict.fromkeys(name.strip() for name in _ORP.findall(words))),
        whole_region=folded(words) in _WHOLE_REGION,
    )
