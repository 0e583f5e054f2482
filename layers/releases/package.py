"""The ZIP of a release: files of each layer, passports, licences, and a report of what is missing.

Layers without objects are there as files without rows: that nothing occurs is an answer.
"""

import json
import logging
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from psycopg2.sql import Composable

from layers.catalogue import LayerDef, catalogue
from layers.csv_cells import escaped
from layers.export.errors import CannotExport
from layers.export.formats import FORMATS, Format
from layers.export.selection import Selection
from layers.models import Release
from layers.releases.changes import changed_since, gone_since
from layers.releases.passport import as_text, passport
from layers.territory import Territory

log = logging.getLogger(__name__)

TIMEOUT_S = 600
"""For one batch of rows of a job; answers of the API have 10 s."""
_GONE_HEAD = "\ufeffid\r\n"
_NO_RIGHT = "Vrstvu v době přípravy výdeje nesmíte stáhnout, nebo už neexistuje."

Progress = Callable[[str, int, int | None], None]
Report = dict[str, Any]


@dataclass
class Package:
    """A package while it is made: `layers` are those that the owner may take away now.

    `since` maps a layer to the moment from which its changes are wanted.
    """

    release: Release
    layers: dict[str, LayerDef]
    area: Territory | None
    as_of: datetime
    since: dict[str, datetime]
    progress: Progress
    report: Report = field(default_factory=dict)

    def write(self, folder: Path, goal: Path) -> Report:
        """The ZIP at `goal`; files pass through `folder`. Returns the report that is in it."""
        with zipfile.ZipFile(goal, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            for number, layer_id in enumerate(dict.fromkeys(self.release.layers), start=1):
                self.progress(f"vrstva {number} z {len(self.release.layers)}", 0, None)
                self.report[layer_id] = self._layer(layer_id, folder, archive)
            for path in sorted(folder.iterdir()):  # files that hold several layers
                archive.write(path, path.name)
            document = {**_terms(self.release, self.as_of), "layers": self.report}
            archive.writestr("zprava.json", _json(document))
            archive.writestr("zprava.txt", _report_text(document))
            archive.writestr("LICENCE.txt", _licences(self.layers.values()))
        return {"layers": self.report}

    def _layer(self, layer_id: str, folder: Path, archive: zipfile.ZipFile) -> Report:
        layer = self.layers.get(layer_id)
        if layer is None:
            return {"given": False, "title": _title(layer_id), "error": _NO_RIGHT, "formats": {}}
        about = passport(layer, self.area, self.as_of)
        archive.writestr(f"pasporty/{layer.id}.json", _json(about))
        archive.writestr(f"pasporty/{layer.id}.txt", as_text(about))
        formats = {each: self._format(layer, FORMATS[each], folder, archive)
                   for each in dict.fromkeys(self.release.formats)}  # fmt: skip
        found: Report = {
            "given": any("error" not in each for each in formats.values()),
            "title": layer.title.cs,
            "view": layer.view,
            "formats": formats,
        }
        if since := self.since.get(layer.id):
            gone = self._gone(layer, since, archive)
            found |= {"changes_since": since.isoformat(), "gone": gone}
        elif self.release.only_changes:
            found["changes_since"] = None
        return found

    def _format(
        self, layer: LayerDef, wanted: Format, folder: Path, archive: zipfile.ZipFile
    ) -> Report:
        passing = folder if wanted.many_layers else folder / layer.id
        passing.mkdir(exist_ok=True)
        path = passing / f"{'data' if wanted.many_layers else layer.id}{wanted.suffix}"
        try:
            written = wanted.write(self._selection(layer, wanted), path)
        except CannotExport as exc:
            _empty(folder / layer.id)
            return {"error": str(exc)}
        except DatabaseError:
            log.exception("release %s: layer %s", self.release.pk, layer.id)
            _empty(folder / layer.id)
            return {"error": "Data vrstvy se nepodařilo přečíst; správce má podrobnosti v záznamu."}
        if not wanted.many_layers:
            for each in written.files:
                archive.write(each, f"{layer.id}/{each.name}")
            _empty(folder / layer.id)
        notes = [{"cs": note.cs, "en": note.en} for note in written.notes]
        return {"count": written.count, "notes": notes}

    def _selection(self, layer: LayerDef, wanted: Format) -> Selection:
        done = 0

        def watch(count: int) -> None:
            nonlocal done
            done += count
            self.progress(f"{layer.id} ({wanted.id})", done, None)

        conditions: tuple[Composable, ...] = ()
        if since := self.since.get(layer.id):
            conditions = (changed_since(layer, since),)
        return Selection(
            layer, layer.fields, area=self.area, conditions=conditions,
            srid=wanted.srid or self.release.srid, official_axes=wanted.official_axes,
            timeout_s=TIMEOUT_S, watch=watch,
        )  # fmt: skip

    def _gone(self, layer: LayerDef, since: datetime, archive: zipfile.ZipFile) -> int:
        """The list of what is no more, as a table; how many."""
        count = 0
        with archive.open(f"{layer.id}/{layer.id}_zaniklo.csv", "w") as table:
            table.write(_GONE_HEAD.encode())
            for fid in gone_since(layer, since, self.area):
                table.write(f"{escaped(fid)}\r\n".encode())
                count += 1
        return count


def _empty(folder: Path) -> None:
    if folder.is_dir():
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def _title(layer_id: str) -> str:
    known = catalogue().layers.get(layer_id)
    return known.title.cs if known else layer_id


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def _terms(release: Release, as_of: datetime) -> Report:
    return {
        "release": str(release.pk),
        "owner": release.owner.get_username(),
        "purpose": release.purpose,
        "area": {"kind": release.area_kind, "codes": release.area_codes},
        "crs": f"EPSG:{release.srid}",
        "only_changes": release.only_changes,
        "approved_by": release.decided_by,
        "as_of": as_of.isoformat(),
    }


def _report_text(document: Report) -> str:
    lines = [
        "Zpráva o výdeji dat",
        f"Účel: {document['purpose']}",
        f"Data k okamžiku: {document['as_of']}",
        "",
    ]
    for layer_id, found in document["layers"].items():
        lines.append(f"{found['title']} ({layer_id})")
        if "error" in found:
            lines.append(f"  NEVYDÁNO: {found['error']}")
        for name, told in found["formats"].items():
            if "error" in told:
                lines.append(f"  {name}: NEVYDÁNO: {told['error']}")
                continue
            empty = " (prázdná vrstva)" if not told["count"] else ""
            lines.append(f"  {name}: {told['count']} objektů{empty}")
            lines += [f"    {note['cs']}" for note in told["notes"]]
        if found.get("changes_since"):
            lines.append(f"  změny od {found['changes_since']}, zaniklo {found['gone']}")
        elif "changes_since" in found:
            lines.append("  celá vrstva: předchozí výdej téhož území ji neobsahuje")
    return "\n".join(lines) + "\n"


def _licences(layers: Iterable[LayerDef]) -> str:
    lines = ["Licence a uvedení zdroje", ""]
    for layer in layers:
        lines.append(f"{layer.title.cs} ({layer.id}): {layer.licence}; {layer.attribution}")
    return "\n".join(lines) + "\n"
