"""The reader of rasters: one sheet, a folder of sheets, or a ZIP of them."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path, PurePosixPath
from time import monotonic

from django.utils import timezone

from layers.catalogue import LayerDef, catalogue
from layers.errors import UnreadableFile
from layers.importers.archive import checked_members, member_chunks
from layers.importers.ogr.drivers import FORMATS as TABLES
from layers.importers.ogr.table import shown
from layers.importers.private_folder import private_folder
from layers.importers.record import BadRecord, Header, Note, Record
from layers.rasters.companions import DESCRIPTION, companions, told_day
from layers.rasters.description import Description, described, raster_layers
from layers.rasters.formats import DRIVERS, driver_of, is_raster_name
from layers.rasters.sheet import Sheet, kind_of, make

log = logging.getLogger(__name__)

_MAX_SHEETS = 20_000
_OTHER_DATA = (frozenset(TABLES) | {".vfk"}) - {".csv", ".txt", ".tsv", ".json", ".zip"}
_LOG_EACH_S = 10


class RasterReader:
    """`source` names a raster layer of the catalogue, or a description of a delivery."""

    name = "raster"

    def __init__(self, source: str | None = None) -> None:
        self._source = source

    def accepts(self, path: Path) -> bool:
        """Whether it is, or by its name should be, a raster, or holds nothing but rasters."""
        try:
            if path.is_dir():
                return _only_rasters(each.name for each in path.rglob("*"))
            if path.suffix.lower() == ".zip":
                return _only_rasters(member.filename for member in checked_members(path))
            return is_raster_name(path.name) or driver_of(path) not in (None, "AAIGrid")
        except (UnreadableFile, OSError, ValueError):
            return False

    def header(self, path: Path) -> Header:
        """What the description says; raises `UnreadableFile` when no layer takes the rasters."""
        with _sheets(path) as (folder, sheets):
            description = self._description(folder, sheets)
            layer = self._layer(description, sheets)
            days = [day for each in sheets if (day := description.day_of(each.stem))]
            return Header(
                source=description.source or layer.id,
                reader=self.name,
                is_full=description.is_full,
                layers=(layer.id,),
                provides={layer.id: frozenset({"outline"})},
                data_date=_morning(max(days)) if days else None,
                expected_records=len(sheets),
                facts={"layer": layer.id, "title": description.title, "sheets": str(len(sheets))},
                is_ordered=False,
            )

    def read(self, path: Path) -> Iterator[Record | BadRecord | Note]:
        """Makes the sheets one after another; a bad one among others does not stop them.

        Raises `UnreadableFile` when the only one is bad.
        """
        with _sheets(path) as (folder, sheets):
            description = self._description(folder, sheets)
            layer = self._layer(description, sheets)
            if not description.layer:
                yield Note(
                    f"Rastry byly zařazeny do vrstvy {layer.id}; jinou určí zdroj (--source)."
                )
            undated = [each.stem for each in sheets if description.day_of(each.stem) is None]
            if undated:
                yield Note(
                    f"Není známo, ke kterému dni je {len(undated)} z {len(sheets)} listů; řekne to "
                    "den při nahrání nebo popis (date) v souboru raster.yaml vedle nich."
                )
            for number, sheet in enumerate(sheets):
                log.debug("Sheet %s of %s: %s", number + 1, len(sheets), sheet.name)
                yield from _made(sheet, layer, description, only=len(sheets) == 1)

    def _description(self, folder: Path, sheets: list[Path]) -> Description:
        """That of the source, beside the sheets or above them; the day told with the delivery."""
        above = folder / DESCRIPTION
        beside = companions(sheets[0]).description or (above if above.is_file() else None)
        description = described(self._source, beside)
        return replace(description, day=description.day or told_day(folder))

    def _layer(self, description: Description, sheets: list[Path]) -> LayerDef:
        if description.layer:
            return catalogue().layers[description.layer]
        kind = kind_of(sheets[0])
        fitting = raster_layers(kind)
        if len(fitting) == 1:
            return fitting[0]
        names = ", ".join(layer.id for layer in fitting or raster_layers())
        raise UnreadableFile(
            f"Není jasné, do které vrstvy rastr patří; uveďte ji jako zdroj (--source): {names}."
        )


def _made(
    path: Path, layer: LayerDef, description: Description, *, only: bool
) -> Iterator[Record | BadRecord | Note]:
    try:
        sheet = make(path, layer, description, _Told(path.name))
    except UnreadableFile as exc:
        if only:
            raise
        code = _code(shown(path.stem), layer, description)
        yield BadRecord(layer.id, code, shown(path.name), str(exc))
        return
    yield from (Note(text, shown(path.name)) for text in sheet.notes)
    yield _record(sheet, layer, description)


def _code(name: str, layer: LayerDef, description: Description) -> str:
    """Sheets of two sources may have one name."""
    source = description.source
    return f"{source}:{name}" if source not in ("", layer.id) else name


def _record(sheet: Sheet, layer: LayerDef, description: Description) -> Record:
    return Record(
        layer.id,
        _code(sheet.code, layer, description),
        sheet.attributes,
        {"outline": sheet.footprint},
        valid_from=sheet.day,
        place=str(sheet.attributes["file_name"]),
    )


class _Told:
    """How far a large sheet is, in the log."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._next = monotonic() + _LOG_EACH_S

    def __call__(self, share: float) -> None:
        if monotonic() >= self._next:
            log.info("%s: %.0f %%", self._name, 100 * share)
            self._next = monotonic() + _LOG_EACH_S


@contextmanager
def _sheets(path: Path) -> Iterator[tuple[Path, list[Path]]]:
    """The delivery's folder and its rasters by name; those of an archive in a private folder."""
    if path.suffix.lower() == ".zip" and path.is_file():
        with private_folder("raster") as folder:
            yield folder, _checked(_unpacked(path, folder), path)
    elif path.is_dir():
        yield path, _checked([each for each in path.rglob("*") if each.is_file()], path)
    else:
        yield path.parent, [path]


def _checked(files: list[Path], path: Path) -> list[Path]:
    sheets = sorted(each for each in files if is_raster_name(each.name))
    if not sheets:
        raise UnreadableFile(f"V {shown(path.name)} není žádný rastr.")
    if len(sheets) > _MAX_SHEETS:
        raise UnreadableFile(
            f"V {shown(path.name)} je {len(sheets)} rastrů, najednou lze {_MAX_SHEETS}."
        )
    return sheets


def _unpacked(path: Path, folder: Path) -> list[Path]:
    files = []
    for member in checked_members(path):
        inner = folder / PurePosixPath(member.filename)
        try:
            inner.parent.mkdir(parents=True, exist_ok=True)
            with inner.open("wb") as file:
                for chunk in member_chunks(path, member):
                    file.write(chunk)
        except OSError as exc:  # a name that no file can have, or a full disk
            raise UnreadableFile(
                f"Archiv {shown(path.name)} nelze rozbalit: {exc.strerror}."
            ) from exc
        files.append(inner)
    return files


def _only_rasters(names: Iterable[str]) -> bool:
    """Whether there are rasters, and what else lies there may belong to them."""
    endings = {_suffix(name) for name in names}
    return bool(endings & DRIVERS.keys()) and not endings & _OTHER_DATA


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
