"""The inbox: received files by their hash, in a folder that all workers see."""

import errno
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings

from layers.errors import FailedImport
from layers.importers.archive import member_chunks
from layers.importers.bundle import bundled
from layers.importers.storable import storable
from layers.models import Delivery

_NAME_BYTES = 180
_SUFFIX_BYTES = 40
_CHUNK_BYTES = 1 << 20
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
_NOT_IN_NAMES = "/\\\0"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the inbox: its path below it, hash and size."""

    path: str
    name: str
    sha256: str
    size_bytes: int


def store(name: str, chunks: Iterable[bytes]) -> Stored:
    """Writes the bytes and names them by their hash; raises `FailedImport` when the disk is full.

    The same content under the same name is the same file.
    """
    name = safe_name(name)
    digest, size = hashlib.sha256(), 0
    try:
        settings.INBOX.mkdir(parents=True, exist_ok=True)
        with _new_file() as (file, passing):
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            path = Path(digest.hexdigest()[:2], digest.hexdigest(), name)
            goal = settings.INBOX / path
            goal.parent.mkdir(parents=True, exist_ok=True)
            passing.replace(goal)
    except OSError as exc:
        if exc.errno in _NO_SPACE:
            raise FailedImport(
                "Na disku serveru není místo, soubor se neuložil. Uvolněte místo a nahrajte ho "
                "znovu."
            ) from exc
        raise
    return Stored(str(path), name, digest.hexdigest(), size)


@contextmanager
def _new_file() -> Iterator[tuple[IO[bytes], Path]]:
    """A file under a passing name, gone again unless it was renamed."""
    handle, name = tempfile.mkstemp(dir=settings.INBOX, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def unbundled(stored: Stored) -> list[Stored]:
    """The files of a ZIP that only bundles several register files; any other file is itself."""
    path = settings.INBOX / stored.path
    found = [
        store(PurePosixPath(each.filename).name, member_chunks(path, each))
        for each in bundled(path)
    ]
    return found or [stored]


def located(delivery: Delivery) -> Path:
    """The delivery's file on this machine; `FailedImport` when it is not here or was changed."""
    path: Path = settings.INBOX / delivery.stored
    if not path.is_file():
        raise FailedImport(
            f"Soubor {delivery.file_name} na tomto stroji není. Běží-li zpracovatelé na více "
            "strojích, musí GIS_INBOX být složka, kterou vidí všechny."
        )
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != delivery.file_sha256:
        raise FailedImport(
            f"Soubor {delivery.file_name} se od přijetí změnil (SHA-256 nesouhlasí); "
            "nahrajte ho znovu."
        )
    return path


def safe_name(name: str) -> str:
    """A file name of the same look that any file system holds; endings are kept."""
    kept = "".join(
        sign if sign.isprintable() and sign not in _NOT_IN_NAMES else "_" for sign in storable(name)
    ).strip()
    kept = kept.lstrip(".") or "soubor"
    stem, dot, endings = kept.partition(".")
    if len(kept.encode()) <= _NAME_BYTES:
        return kept
    ending = _cut(dot + endings, _SUFFIX_BYTES, from_end=True)
    return _cut(stem, _NAME_BYTES - len(ending.encode()), from_end=False) + ending


def _cut(text: str, size: int, *, from_end: bool) -> str:
    data = text.encode()
    return (data[-size:] if from_end else data[:size]).decode(errors="ignore")


def packed(files: Sequence[tuple[str, Path]], into: Path) -> None:
    """The files of one shapefile as a ZIP; the same files always make the same bytes."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(files):
            entry = zipfile.ZipInfo(safe_name(name))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as goal:
                while chunk := source.read(_CHUNK_BYTES):
                    goal.write(chunk)


def chunks_of(path: Path) -> Iterable[bytes]:
    """The bytes of a file, a piece at a time."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk
