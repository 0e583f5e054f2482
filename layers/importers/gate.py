"""The gate that every file passes: read → stage → check → diff → publish → invalidate.

Nothing of a file is seen before all of it is published, in one transaction; whatever goes wrong
before leaves the data as they were, and the run says what happened.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import isfinite
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry
from django.db import connection, transaction
from django.utils import timezone

from layers.catalogue import catalogue
from layers.crs import KROVAK
from layers.errors import FailedImport, LayersError, RefusedImport
from layers.importers.chain import check_chain
from layers.importers.copy_text import Lines
from layers.importers.counts import SUSPICIOUS_DROP, Counts, lost_share
from layers.importers.covering import cover
from layers.importers.digest import sha256
from layers.importers.failure import told
from layers.importers.lost_runs import alive
from layers.importers.protocol import protocol
from layers.importers.publishing import analyze, check_layer, publish_layer
from layers.importers.readers import reader_for
from layers.importers.record import WKB, BadRecord, Findings, Header, Note, Reader, Record
from layers.importers.sharing import Undivided, pays, shared
from layers.importers.staging import Stage, row_shape
from layers.importers.storable import storable, storable_values
from layers.importers.target import publishing_order, target
from layers.models import ImportRun, Quarantine
from layers.signals import published

log = logging.getLogger(__name__)

_TELL_EACH, _TELL_EACH_S = 2_000, 1.0
"""Records are many or slow: a sheet of a raster takes minutes."""
_PUBLISH_LOCK = 0x444D5653
_ANALYZE_FROM = 1_000


class Progress(Protocol):
    """Told what the gate does: a phase, how many records are done, of how many if that is known.

    What it raises ends the import and leaves the data as they were: that is how a job is cancelled.
    """

    def __call__(self, phase: str, done: int, total: int | None) -> None: ...


def silent(phase: str, done: int, total: int | None) -> None:
    """For whoever does not watch."""


class Witness(Protocol):
    """Sees the outcome inside the publishing transaction, with the run's counts complete.

    What it writes is committed with the data or not at all; what it raises prevents both.
    """

    def __call__(self, cursor: Any, run: ImportRun) -> None: ...


def unseen(cursor: Any, run: ImportRun) -> None:
    """For whoever takes the outcome as it comes."""


def import_file(
    path: Path,
    *,
    source: str | None = None,
    dry_run: bool = False,
    force: bool = False,
    progress: Progress = silent,
    witness: Witness = unseen,
) -> ImportRun:
    """Imports one file and returns its run, published (or `dry`).

    `source` overrides what the file says of itself; `force` publishes out of chain. Raises
    `UnreadableFile`, `RefusedImport` or `FailedImport`; the run is kept with the reason, the data
    as they were.
    """
    reader = reader_for(path, source=source)
    new = ImportRun(
        source=source or "",
        reader=reader.name,
        file_name=storable(path.name),
        file_sha256=sha256(path),
    )
    with alive(new) as run:
        _pass(path, reader, run, source, dry_run=dry_run, force=force,
              progress=progress, witness=witness)  # fmt: skip
    if not dry_run:
        published.send(sender=ImportRun, run=run)
    return run


def import_records(
    reader: Reader, *, name: str, progress: Progress = silent, witness: Witness = unseen
) -> ImportRun:
    """Publishes what a reader of our own computes; there is no file, `name` stands for it.

    Raises as `import_file`.
    """
    new = ImportRun(source="", reader=reader.name, file_name=name, file_sha256="")
    with alive(new) as run:
        _pass(Path(name), reader, run, None, dry_run=False, force=False,
              progress=progress, witness=witness)  # fmt: skip
    published.send(sender=ImportRun, run=run)
    return run


def _pass(
    path: Path,
    reader: Reader,
    run: ImportRun,
    source: str | None,
    *,
    dry_run: bool,
    force: bool,
    progress: Progress,
    witness: Witness,
) -> None:
    try:
        header = reader.header(path)
        if source:
            header = replace(header, source=source)
        _describe(run, header)
        if not force:
            check_chain(header)
        with connection.cursor() as cursor, Stage(cursor, header) as stage:
            _read(run, reader, path, stage, progress=progress, total=header.expected_records)
            run.protocol |= protocol(cursor, run, stage)
            counts = _check(cursor, run, stage, progress=progress)
            with publishing_lock(), transaction.atomic():
                if not force:
                    check_chain(header)
                _publish(cursor, run, stage, counts, progress=progress)
                witness(cursor, run)
                transaction.set_rollback(dry_run)
            if dry_run:
                run.state, run.published_at = ImportRun.State.DRY, None
                run.save()
            else:
                _analyze(cursor, counts)
    except BaseException as exc:
        reason = told(exc)
        _fail(run, reason)
        if reason is exc:
            raise
        raise reason from exc


def _describe(run: ImportRun, header: Header) -> None:
    run.source = header.source
    run.is_full = header.is_full
    run.data_date = header.data_date
    run.predecessor = header.predecessor
    run.header = dict(header.facts)
    run.save()


def _fail(run: ImportRun, exc: BaseException) -> None:
    """Unless it is published: the connection may break when the data are committed already."""
    refused = isinstance(exc, LayersError) and not isinstance(exc, FailedImport)
    message = str(exc) if isinstance(exc, LayersError) else f"{type(exc).__name__}: {exc}"
    run.state = ImportRun.State.REFUSED if refused else ImportRun.State.FAILED
    run.messages = [*run.messages, *storable(message).splitlines()]
    try:
        if not connection.in_atomic_block and not connection.is_usable():
            connection.close()  # the next statement connects anew
        ImportRun.objects.filter(pk=run.pk).exclude(state=ImportRun.State.PUBLISHED).update(
            state=run.state, messages=run.messages
        )
    except Exception:
        log.exception("run %s could not be marked as failed", run.pk)


def _read(
    run: ImportRun,
    reader: Reader,
    path: Path,
    stage: Stage,
    *,
    progress: Progress,
    total: int | None,
) -> None:
    """By several processes where it pays; what they cannot read, one tells what is wrong with."""
    try:
        bad, words = _take(
            run, _items(reader, path, stage.header), stage, progress=progress, total=total
        )
    except Undivided as exc:
        log.info("%s is read by one process: %s", path.name, exc)
        stage.restart()
        bad, words = _take(run, reader.read(path), stage, progress=progress, total=total)
    run.messages.extend(words)
    stage.finish()
    Quarantine.objects.bulk_create((_quarantine(run, item) for item in bad), batch_size=1_000)


def _items(
    reader: Reader, path: Path, header: Header
) -> Iterator[Record | Lines | BadRecord | Note | Findings]:
    if not pays(reader, path):
        return reader.read(path)
    return shared(reader, path, {layer: row_shape(layer, header) for layer in header.layers})


def _take(
    run: ImportRun,
    items: Iterator[Record | Lines | BadRecord | Note | Findings],
    stage: Stage,
    *,
    progress: Progress,
    total: int | None,
) -> tuple[list[BadRecord], list[str]]:
    bad, words = [], []
    done, told, at = 0, 0, monotonic()
    for item in items:
        if isinstance(item, Record):
            stage.add(item)
            done += 1
        elif isinstance(item, Lines):
            stage.add_lines(item)
            done += item.records
        elif isinstance(item, BadRecord):
            bad.append(item)
        elif isinstance(item, Findings):
            _record_protocol(run, item)
        else:
            words.append(_words(item))
        if done - told >= _TELL_EACH or (done > told and monotonic() > at + _TELL_EACH_S):
            progress("čtení", done, total)
            told, at = done, monotonic()
    progress("čtení", done, done)
    return bad, words


def _record_protocol(run: ImportRun, findings: Findings) -> None:
    """Kept before anything else: a refused file is told what is wrong with it."""
    run.protocol = dict(findings.protocol)
    run.save()
    if findings.refusal:
        raise RefusedImport(findings.refusal)


def _quarantine(run: ImportRun, item: BadRecord) -> Quarantine:
    return Quarantine(
        run=run, layer=item.layer, code=storable(str(item.code)), place=storable(item.place),
        reason=storable(item.reason), detail=storable(item.detail),
        attributes=storable_values(item.attributes), geom=_geometry(item.geometry),
    )  # fmt: skip


def _geometry(wkb: WKB | None) -> GEOSGeometry | None:
    """What can be drawn of a refused geometry; one that nobody can read has no place."""
    if wkb is None:
        return None
    try:
        shape = GEOSGeometry(memoryview(wkb), srid=KROVAK)
    except (GEOSException, GDALException, ValueError):
        return None
    return shape if all(map(isfinite, shape.extent)) else None


def _words(note: Note) -> str:
    return f"{note.text} ({note.place})" if note.place else note.text


def _check(cursor: Any, run: ImportRun, stage: Stage, *, progress: Progress) -> dict[str, Counts]:
    counts: dict[str, Counts] = {}
    layers = publishing_order(list(stage.layers))
    for number, layer in enumerate(layers):
        progress("kontrola", number, len(layers))
        counts[layer] = check_layer(cursor, run, stage.header, layer)
        counts[layer].read = stage.layers[layer]
    for layer in run.quarantined.values_list("layer", flat=True):
        counts.setdefault(layer, Counts()).quarantined += 1
    progress("kontrola", len(layers), len(layers))
    run.state = ImportRun.State.STAGED
    run.save()
    return counts


def _publish(
    cursor: Any,
    run: ImportRun,
    stage: Stage,
    counts: dict[str, Counts],
    *,
    progress: Progress,
) -> None:
    moment = timezone.now()
    for number, layer in enumerate(publishing_order(list(stage.layers))):
        progress("zveřejnění", number, len(stage.layers))
        publish_layer(cursor, run, stage.header, counts[layer], layer=layer, moment=moment)
    progress("zveřejnění", len(stage.layers), len(stage.layers))
    run.counts = {layer: count.as_dict() for layer, count in counts.items()}
    run.messages.extend(_warnings(stage.header, counts))
    cover(run, stage.header)
    run.state, run.published_at = ImportRun.State.PUBLISHED, moment
    run.save()


def _analyze(cursor: Any, counts: dict[str, Counts]) -> None:
    for layer, count in counts.items():
        changed = count.added + count.changed
        if changed >= _ANALYZE_FROM:
            analyze(cursor, target(layer), changed=changed)


@contextmanager
def publishing_lock() -> Iterator[None]:
    """One publish at a time in the whole database: each sees what the one before has left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_PUBLISH_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_PUBLISH_LOCK])


def _warnings(header: Header, counts: dict[str, Counts]) -> Iterator[str]:
    if header.data_date is None and not header.coverage:
        yield "Soubor neříká, k jakému dni data jsou; mapa je ukazuje bez data."
    for layer, count in counts.items():
        if header.is_full and lost_share(count.as_dict()) >= SUSPICIOUS_DROP:
            before = count.removed + count.changed + count.unchanged
            yield f"POZOR: ve vrstvě {_named(layer)} ubylo {count.removed} objektů z {before}."
        if count.not_known:
            yield (
                f"Ve vrstvě {_named(layer)} soubor ruší {count.not_known} objektů, které nejsou "
                "známy."
            )


def _named(layer: str) -> str:
    known = catalogue().layers.get(layer)
    return known.title.cs if known else layer
