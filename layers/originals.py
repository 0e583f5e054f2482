"""Original files that rows were made from, kept by content below `var/documents`."""

import os
import re
import tempfile
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection

from layers.models import ImportRun

FIELD = "file"
"""The attribute that names the original; a layer has originals when its catalogue has the field."""
_NAME = re.compile(r"[0-9a-f]{64}\.[a-z]{2,5}")
_ORPHAN_S = 24 * 3600
_KEPT = "SELECT DISTINCT attributes ->> 'file' FROM layers_feature WHERE attributes ? 'file'"


def root() -> Path:
    return Path(settings.DOCUMENTS_ROOT)


def keep(content: bytes, ending: str) -> str:
    """Stores the content; what a row carries: its hash and the ending, `….pdf`."""
    name = f"{sha256(content).hexdigest()}{ending}"
    path = path_of(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
    os.utime(path)  # of today: a sweep leaves it until its run is published
    return name


def path_of(name: str) -> Path:
    """The original of a row; whatever stands in a row, no other file is ever opened."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no original of a row.")
    return root() / name[:2] / name


def name_in(attributes: Mapping[str, object]) -> str:
    """The original that the row names, empty where it has none."""
    name = attributes.get(FIELD)
    return name if isinstance(name, str) and _NAME.fullmatch(name) else ""


def sweep(*, run: ImportRun, **_: object) -> int:
    """Deletes originals that no version of any row has, a day after they came."""
    if run.reader != "plan":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_KEPT)
        kept = {row[0] for row in cursor.fetchall()}
    old = time.time() - _ORPHAN_S
    gone = [p for p in root().glob("*/*") if p.name not in kept and p.stat().st_mtime < old]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
