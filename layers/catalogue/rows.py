"""What the database keeps of the catalogue as its files, which every process reads.

Layers, mappings and levels are YAML of the same shape as what is shipped; each machine has copies.
"""

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from layers.catalogue.loader import LEVELS_FILE, look_again
from layers.models import LayerLevels, OwnLayer, OwnMapping

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
        {row.layer: _levels(row) for row in LayerLevels.objects.all()},
    )
    known = [folder / OWN_FILE, folder / LEVELS_FILE, *folder.glob(f"{MAPPINGS}/*.yaml")]
    gone = [path for path in known if path.exists() and path.relative_to(folder) not in wanted]
    changed = {path: text for path, text in wanted.items() if _text(folder / path) != text}
    for path, text in changed.items():
        _write(folder / path, text)
    for path in gone:
        path.unlink()
    if changed or gone:
        look_again()
    return bool(changed or gone)


def publish_levels(**_: object) -> None:
    """After levels of a layer are committed: all processes of this machine know within a second."""
    transaction.on_commit(publish_rows)


def _levels(row: LayerLevels) -> dict[str, str]:
    return {"see": row.see, "query": row.query, "download": row.download}


def files(
    layers: Sequence[Mapping[str, Any]],
    mappings: Sequence[Mapping[str, Any]],
    levels: Mapping[str, Mapping[str, str]],
) -> Files:
    """The files of these entries; a theme without layers has none."""
    found = {Path(MAPPINGS, f"{entry['name']}.yaml"): as_yaml(entry) for entry in mappings}
    if layers:
        theme = {"theme": THEME, "title": _TITLE, "order": _ORDER, "layers": list(layers)}
        found[Path(OWN_FILE)] = as_yaml(theme)
    if levels:
        found[Path(LEVELS_FILE)] = as_yaml(levels)
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
