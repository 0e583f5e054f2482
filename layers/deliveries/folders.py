"""Watched folders: files that have stopped changing are taken once, by their hash."""

import logging
import tempfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from layers.deliveries.decisions import receive, same_file
from layers.deliveries.inbox import Stored, chunks_of, packed, store, unbundled
from layers.errors import LayersError
from layers.importers.storable import storable
from layers.models import Delivery, ImportSource, WatchedFile
from layers.rasters.companions import DESCRIPTION, belongs_to
from layers.rasters.formats import is_raster_name

log = logging.getLogger(__name__)

STABLE_S = 5.0
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".lock")
_BESIDE_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qpj", ".shp.xml")


def look_into_folders() -> None:
    """The watched folders that no source has for its own, and those of sources whose time came."""
    sources = list(ImportSource.objects.exclude(folder="").exclude(every_minutes=None))
    owned = {Path(source.folder).resolve() for source in sources}
    for folder in settings.WATCHED_FOLDERS:
        if folder.resolve() not in owned:
            _look(folder, source="")
    for source in sources:
        if _is_due(source) and _look(Path(source.folder), source=source.name):
            ImportSource.objects.filter(pk=source.pk).update(looked_at=timezone.now())


def allowed(folder: Path) -> bool:
    """Whether the folder is one of the watched ones, or below it."""
    roots = [root.resolve() for root in settings.WATCHED_FOLDERS]
    return any(folder.resolve().is_relative_to(root) for root in roots)


def _is_due(source: ImportSource) -> bool:
    if not allowed(Path(source.folder)):
        log.warning("source %s: %s is not a watched folder", source.name, source.folder)
        return False
    every = timedelta(minutes=source.every_minutes or 0)
    return source.looked_at is None or source.looked_at + every <= timezone.now()


def _look(folder: Path, *, source: str) -> bool:
    """Takes what is stable; whether nothing is left that still changes."""
    settled = True
    for parts in _groups(folder):
        try:
            settled &= _take_if_stable(parts, source)
        except (OSError, LayersError) as exc:
            log.warning("%s cannot be taken: %s", parts[0], exc)
    return settled


def _groups(folder: Path) -> Iterator[list[Path]]:
    """Each file alone, shapefiles and rasters with what belongs to them; links are left aside.

    Rasters that a description speaks for are one delivery.
    """
    if not folder.is_dir():
        return
    files = [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.is_symlink() and not path.name.startswith((".", "~"))
        and not path.name.lower().endswith(_UNFINISHED)
    ]  # fmt: skip
    shapes = {path.name[:-4]: [path] for path in files if path.suffix.lower() == ".shp"}
    rasters = list(_rasters(files))
    yield from rasters
    taken = {path for group in rasters for path in group}
    for path in files:
        if path in taken:
            continue
        stem = _beside(path)
        if stem in shapes:
            shapes[stem].append(path)
        elif path.suffix.lower() != ".shp":
            yield [path]
    yield from shapes.values()


def _rasters(files: Sequence[Path]) -> Iterator[list[Path]]:
    sheets = [path for path in files if is_raster_name(path.name)]
    groups = [
        [
            sheet,
            *(each for each in files if each not in sheets and belongs_to(sheet.name, each.name)),
        ]
        for sheet in sheets
    ]
    if any(path.name.lower() == DESCRIPTION for path in files):
        groups = [list(dict.fromkeys(chain.from_iterable(groups)))] if groups else []
    yield from groups


def _beside(path: Path) -> str | None:
    name = path.name.lower()
    return next((path.name[: -len(end)] for end in _BESIDE_SHAPEFILE if name.endswith(end)), None)


def _take_if_stable(parts: list[Path], source: str) -> bool:
    states = [path.stat() for path in parts]
    size = sum(state.st_size for state in states)
    modified = max(state.st_mtime_ns for state in states)
    now = timezone.now()
    row, is_new = WatchedFile.objects.get_or_create(
        path=storable(str(parts[0])),
        defaults={"size_bytes": size, "modified_ns": modified, "seen_at": now},
    )
    if (row.size_bytes, row.modified_ns) != (size, modified):
        row.size_bytes, row.modified_ns, row.seen_at, row.taken_at = size, modified, now, None
        row.save()
        return False
    if row.taken_at:
        return True
    if is_new or now - row.seen_at < timedelta(seconds=STABLE_S):
        return False
    _take(parts, source)
    row.taken_at = now
    row.save()
    return True


def _take(parts: list[Path], source: str) -> None:
    for stored in unbundled(_stored(parts)):
        if not same_file(stored, source).exists():
            receive(stored, channel=Delivery.Channel.FOLDER, source=source)


def _stored(parts: list[Path]) -> Stored:
    if len(parts) == 1:
        return store(parts[0].name, chunks_of(parts[0]))
    settings.INBOX.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.INBOX, prefix=".new-") as folder:
        archive = Path(folder) / "archive.zip"
        packed([(path.name, path) for path in parts], archive)
        return store(f"{parts[0].stem}.zip", chunks_of(archive))
