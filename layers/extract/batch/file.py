"""The file of a batch: a ZIP of single papers, or one document of them all."""

import csv
import io
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from layers.catalogue import Text
from layers.csv_cells import escaped
from layers.extract.document import extract
from layers.extract.errors import BadArea, NoSubject
from layers.extract.moment import Moment
from layers.extract.paper.pdf import WORDS, Paper, bundle, lay_out, set_one
from layers.extract.proof import issue, proof_of
from layers.extract.reading import day, moment, words
from layers.extract.subject import of_parcels
from layers.jobs.track import Track
from layers.map_picture import MapNotDrawn
from layers.models import ExtractBatch

Row = dict[str, Any]

_TRIES = 6
_PAUSE_S = 5.0
_TITLE = Text("Výpisy informací o území", "Extracts of land information")
_ORDER = Text("Pořadí", "Order")
_HEAD = ("poradi", "parcela", "pozemek", "cislo_vypisu", "soubor", "duvod")


class File:
    """Made extract by extract, so that progress can be told and the work ended between two."""

    def __init__(self, batch: ExtractBatch, owner: User, folder: Path, track: Track) -> None:
        self._batch, self._owner, self._folder, self._track = batch, owner, folder, track
        self._at = Moment(batch.on_day, batch.known_at)
        self._rows: list[Row] = []
        self._views: dict[str, str] = {}

    @property
    def report(self) -> Mapping[str, Any]:
        return {"parcels": self._rows, "layers": self._views}

    def write(self) -> Path:
        """The finished file."""
        return self._zip() if self._batch.form == ExtractBatch.Form.ZIP else self._document()

    def _zip(self) -> Path:
        goal = self._folder / "vypisy.zip"
        with zipfile.ZipFile(goal, "w", zipfile.ZIP_STORED) as archive:
            for row, folder in self._papers():
                archive.writestr(f"{row['number']}.pdf", set_one(folder))
                _empty(folder)
            archive.writestr("seznam.csv", self._table(), zipfile.ZIP_DEFLATED)
        return goal

    def _document(self) -> Path:
        goal, language = self._folder / "vypisy.pdf", self._batch.language
        folders = [f"{folder.name}/" for _, folder in self._papers()]
        self._track("sazba", len(folders), len(folders))
        told = words(language) | {
            name: text.in_language(language) for name, text in {**WORDS, "order": _ORDER}.items()
        }
        made_at = moment(timezone.localtime().isoformat(), language)
        content = {
            "title": f"{_TITLE.in_language(language)} ({len(folders)})",
            "language": language,
            "words": told,
            "made_at": made_at,
            "facts": [
                [told["made_at"], made_at],
                [told["as_of"], day(self._batch.on_day.isoformat(), language)],
                *([[told["purpose"], self._batch.purpose]] if self._batch.purpose else []),
            ],
            "rows": [
                {
                    "order": number,
                    "label": row["label"] or str(row["parcel"]),
                    "told": row["number"] or row["reason"],
                }
                for number, row in enumerate(self._rows, 1)
            ],
            "folders": folders,
        }
        bundle(self._folder, content, goal)
        return goal

    def _papers(self) -> Iterator[tuple[Row, Path]]:
        """Of each parcel that has an extract its row, and the folder where it is laid out."""
        codes = self._batch.parcels
        for index, code in enumerate(codes):
            self._track("výpisy", index, len(codes))
            row: Row = {"parcel": code, "label": "", "number": "", "reason": ""}
            self._rows.append(row)
            try:
                paper = self._issued(code, row)
            except (NoSubject, BadArea) as exc:
                row["reason"] = str(exc)
                continue
            folder = self._folder / f"{index + 1:03}"
            folder.mkdir()
            self._lay_out(paper, folder)
            yield row, folder

    def _issued(self, code: int, row: Row) -> Paper:
        at = self._at
        made = extract(lambda ask: of_parcels([code], ask, at.known_at), self._owner, at)
        issued = issue(made, self._owner, self._batch.purpose)
        self._views |= {theme.layer.id: theme.layer.view for theme in made.themes}
        row |= {"label": made.subject.label, "number": issued.number}
        return Paper(made, proof_of(issued, self._batch.root))

    def _lay_out(self, paper: Paper, folder: Path) -> None:
        """Renderers that are busy with the map of others are waited for."""
        for tried in range(1, _TRIES + 1):
            try:
                lay_out(paper, folder, self._batch.language)
            except MapNotDrawn:
                if tried == _TRIES:
                    raise
                time.sleep(_PAUSE_S)
            else:
                return

    def _table(self) -> str:
        """For a spreadsheet: which file is of which parcel, and why some are none."""
        table = io.StringIO()
        lines = csv.writer(table, delimiter=";", lineterminator="\r\n")
        lines.writerow(_HEAD)
        for order, row in enumerate(self._rows, 1):
            file = f"{row['number']}.pdf" if row["number"] else ""
            cells = (order, row["parcel"], row["label"], row["number"], file, row["reason"])
            lines.writerow(map(escaped, cells))
        return f"\ufeff{table.getvalue()}"


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
