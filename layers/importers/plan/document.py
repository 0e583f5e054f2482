"""Which plan a package is: its municipality, kind, number, state and dates."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal, TypeVar
from zipfile import ZipInfo

from layers.errors import UnreadableFile
from layers.importers.ogr.encoding import CZECH
from layers.importers.ogr.values import BadValue, day
from layers.importers.package import content, ending, newest_day, stem
from layers.importers.words import folded

Kind = Literal["plan", "amendment", "consolidated"]
_Word = TypeVar("_Word")
State = Literal["assignment", "draft", "issued", "effective", "ended"]

_NAME = re.compile(r"DUP_([0-9]{6})(?:_([A-Za-z]{1,3})([0-9]{0,3}))?", re.IGNORECASE)
_METADATA = "dokument"
_KINDS: Mapping[str, Kind] = {
    "up": "plan", "uzemniplan": "plan", "plan": "plan",
    "z": "amendment", "zmena": "amendment", "zmenauzemnihoplanu": "amendment",
    "uz": "consolidated", "uplnezneni": "consolidated",
}  # fmt: skip
_STATES: Mapping[str, State] = {
    "zadani": "assignment", "navrh": "draft", "navrhvprojednani": "draft", "projednani": "draft",
    "vydano": "issued", "ucinne": "effective", "ucinny": "effective", "platne": "effective",
    "ukonceno": "ended", "zruseno": "ended",
}  # fmt: skip
_TITLES: Mapping[Kind, str] = {
    "plan": "Územní plán", "amendment": "Změna územního plánu",
    "consolidated": "Úplné znění územního plánu",
}  # fmt: skip
_SIGNS: Mapping[Kind, str] = {"plan": "UP", "amendment": "Z", "consolidated": "UZ"}


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan, an amendment or a consolidated version of a municipality."""

    municipality_code: int
    kind: Kind
    number: str
    name: str
    state: State
    issued_on: date | None
    valid_from: date | None
    valid_to: date | None
    authority: str
    author: str
    predecessor: str
    data_date: date | None

    @property
    def code(self) -> str:
        """`990002-UP`, `990002-Z1`, `990002-UZ1`."""
        return f"{self.municipality_code}-{_SIGNS[self.kind]}{self.number}"

    @property
    def in_force(self) -> bool:
        """Whether it is what applies; an amendment applies by its consolidated version."""
        return self.state == "effective" and self.kind != "amendment"

    @property
    def title(self) -> str:
        """Its name, or what it is and its number."""
        return self.name or " ".join(filter(None, (_TITLES[self.kind], self.number)))

    @property
    def source(self) -> str:
        """Documents in force replace one another; each of the others stands for itself."""
        base = f"plan_{self.municipality_code}"
        return base if self.in_force else f"{base}_{_SIGNS[self.kind].lower()}{self.number}"


def code_in(path: Path, names: Iterable[PurePosixPath]) -> re.Match[str] | None:
    """`DUP_<code>` in the name of the file or of a folder in it; the file's name says more."""
    parts = [path.name, *(part for name in names for part in name.parts)]
    return next((found for part in parts if (found := _NAME.match(part))), None)


def document(path: Path, members: Sequence[ZipInfo]) -> PlanDocument:
    """The document by `Dokument.csv` of the package; without it a plan in force, by its name.

    Raises `UnreadableFile` that names the wrong value.
    """
    told = _metadata(path, members)
    name = code_in(path, [PurePosixPath(member.filename) for member in members])
    code = told.get("kodobce") or (name[1] if name else "")
    if not re.fullmatch(r"[0-9]{6}", code):
        raise UnreadableFile(f"Plán {path.name} neuvádí šestimístný kód obce (DUP_<kód>.zip).")
    kind = _word(told.get("druh") or (name[2] if name and name[2] else "up"), _KINDS, "druh")
    state = _word(told.get("stav") or "ucinne", _STATES, "stav")
    valid_from = _day(told, "ucinnostod")
    return PlanDocument(
        municipality_code=int(code),
        kind=kind,
        number=told.get("cislo") or (name[3] if name and name[3] else ""),
        name=told.get("nazev", ""),
        state=state,
        issued_on=_day(told, "vydano"),
        valid_from=valid_from,
        valid_to=_day(told, "ucinnostdo"),
        authority=told.get("porizovatel", ""),
        author=told.get("zpracovatel", ""),
        predecessor=told.get("navazujena", ""),
        data_date=_day(told, "stavdatk") or valid_from or newest_day(list(members)),
    )


def _metadata(path: Path, members: Sequence[ZipInfo]) -> dict[str, str]:
    """Key → value of the two columns of `Dokument.csv`."""
    for member in members:
        if folded(stem(member)) == _METADATA and ending(member) == ".csv":
            raw = content(path, member)
            try:
                text = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = raw.decode(CZECH, "replace")
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
            return {folded(row[0]): row[1].strip() for row in rows if len(row) > 1}
    return {}


def _word(text: str, words: Mapping[str, _Word], key: str) -> _Word:
    found = words.get(folded(text))
    if found is None:
        known = ", ".join(words)
        raise UnreadableFile(f"Dokument.csv: {key} „{text[:40]}“ není znám; známé: {known}.")
    return found


def _day(told: Mapping[str, str], key: str) -> date | None:
    try:
        found = day(told.get(key))
    except BadValue as exc:
        raise UnreadableFile(f"Dokument.csv, {key}: {exc}.") from exc
    return found if isinstance(found, date) else None
