"""Layers and mappings kept in the database as files of the catalogue, which every process reads.

The files are YAML of the same shape as those that are shipped; each machine has its own copies.
"""

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from layers.catalogue.loader import look_again
from layers.models import OwnLayer, OwnMapping

THEME = "own"
OWN_FILE = "own.yaml"
MAPPINGS = "mappings"
_ORDER = 90
_TITLE = {"cs": "Vlastní vrstvy", "en": "Own layers"}

Files = Mapping[Path, str]
"""Path below the folder → text."""


def publish_rows() -> bool:
    """Writes what differs from the rows, removes what has no row; says whether anything did."""
    folder = Path(settings.REMOTE_CATALOGUE)
    wanted = files(
        [layer.entry for layer in OwnLayer.objects.all()],
        [mapping.entry for mapping in OwnMapping.objects.all()],
    )
    known = [folder / OWN_FILE, *folder.glob(f"{MAPPINGS}/*.yaml")]
    gone = [path for path in known if path.exists() and path.relative_to(folder) not in wanted]
    changed = {path: text for path, text in wanted.items() if _text(folder / path) != text}
    for path, text in changed.items():
        _write(folder / path, text)
    for path in gone:
        path.unlink()
    if changed or gone:
        look_again()
    return bool(changed or gone)


def files(layers: Sequence[Mapping[str, Any]], mappings: Sequence[Mapping[str, Any]]) -> Files:
    """The files of these entries; a theme without layers has none."""
    found = {Path(MAPPINGS, f"{entry['name']}.yaml"): as_yaml(entry) for entry in mappings}
    if layers:
        theme = {"theme": THEME, "title": _TITLE, "order": _ORDER, "layers": list(layers)}
        found[Path(OWN_FILE)] = as_yaml(theme)
    return found


def as_yaml(entry: Mapping[str, Any]) -> str:
    """The entry as people write it, in the order of its keys."""
    return yaml.safe_dump(dict(entry), allow_unicode=True, sort_keys=False, width=100)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write(path: Path, text: str) -> None:
    """The file appears at once and whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(path)
