"""The file of a batch: a ZIP of single papers, or one document of them all."""

import csv
import io
import shutil
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from layers.csv_cells import escaped
from layers.extract.batch.front_page import front_page
from layers.extract.document import extract
from layers.extract.errors import BadArea, NoSubject
from layers.extract.moment import Moment
from layers.extract.paper.pdf import Paper, bundle, lay_out, set_one
from layers.extract.proof import issue, proof_of
from layers.extract.subject import of_parcels
from layers.jobs.track import Track
from layers.map_picture import MapNotDrawn
from layers.models import ExtractBatch

Row = dict[str, Any]

IN_VOLUME, VOLUME_DPI = 50, 150
"""Setting takes 13 MB of memory an extract; more of them come as several volumes in a ZIP."""
_TRIES = 6
_PAUSE_S = 5.0
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
        if self._batch.form == ExtractBatch.Form.ZIP:
            return self._zip(self._singles())
        volumes = range(0, len(self._batch.parcels), IN_VOLUME)
        if len(volumes) == 1:
            return self._volume(0)
        return self._zip(self._volumes(volumes))

    def _zip(self, files: Iterable[Path]) -> Path:
        """The files as they come, each removed once it is packed, and a list of what is in them."""
        goal = self._folder / "vypisy.zip"
        with zipfile.ZipFile(goal, "w", zipfile.ZIP_STORED) as archive:
            for file in files:
                archive.write(file, file.name)
                file.unlink()
            archive.writestr("seznam.csv", self._table(), zipfile.ZIP_DEFLATED)
        return goal

    def _singles(self) -> Iterator[Path]:
        for row, folder in self._papers(0, len(self._batch.parcels), dpi=None):
            file = self._folder / f"{row['number']}.pdf"
            file.write_bytes(set_one(folder))
            row["file"] = file.name
            shutil.rmtree(folder)
            yield file

    def _volumes(self, starts: Iterable[int]) -> Iterator[Path]:
        return (self._volume(start) for start in starts)

    def _volume(self, start: int) -> Path:
        """One document of the extracts from there on."""
        end = min(start + IN_VOLUME, len(self._batch.parcels))
        papers = list(self._papers(start, end, dpi=VOLUME_DPI))
        goal = self._folder / f"vypisy-{start // IN_VOLUME + 1:02}.pdf"
        for row, _ in papers:
            row["file"] = goal.name
        rows = self._rows[start:end]
        bundle(self._folder, front_page(self._batch, start, rows, papers), goal)
        for _, folder in papers:
            shutil.rmtree(folder)
        return goal

    def _papers(self, start: int, end: int, *, dpi: int | None) -> Iterator[tuple[Row, Path]]:
        """Of each parcel that has an extract its row, and the folder where it is laid out."""
        codes = self._batch.parcels
        for index in range(start, end):
            self._track("výpisy", index, len(codes))
            row: Row = {
                "parcel": codes[index], "label": "", "number": "", "reason": "", "file": "",
            }  # fmt: skip
            self._rows.append(row)
            try:
                paper = self._issued(codes[index], row)
            except (NoSubject, BadArea) as exc:
                row["reason"] = str(exc)
                continue
            folder = self._folder / f"{index + 1:03}"
            folder.mkdir(exist_ok=True)
            self._lay_out(paper, folder, dpi)
            yield row, folder

    def _issued(self, code: int, row: Row) -> Paper:
        at = self._at
        made = extract(lambda ask: of_parcels([code], ask, at.known_at), self._owner, at)
        issued = issue(made, self._owner, self._batch.purpose)
        self._views |= {theme.layer.id: theme.layer.view for theme in made.themes}
        row |= {"label": made.subject.label, "number": issued.number}
        return Paper(made, proof_of(issued, self._batch.root))

    def _lay_out(self, paper: Paper, folder: Path, dpi: int | None) -> None:
        """Renderers that are busy with the map of others are waited for."""
        for tried in range(1, _TRIES + 1):
            try:
                lay_out(paper, folder, self._batch.language, dpi=dpi)
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
            names = ("parcel", "label", "number", "file", "reason")
            lines.writerow(map(escaped, (order, *(row[name] for name in names))))
        return f"\ufeff{table.getvalue()}"
