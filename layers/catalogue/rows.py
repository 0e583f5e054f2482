"""What the database keeps of the catalogue as its files, which every process reads.

Layers, mappings, levels and numbers of phenomena are YAML of the same shape as what is shipped;
each machine has copies.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from layers.catalogue.loader import LEVELS_FILE, NUMBERS, look_again
from layers.conflicts.catalogue_entry import FILE as CONFLICTS_FILE
from layers.conflicts.catalogue_entry import theme_of
from layers.models import (
    ConflictRule,
    LayerLevels,
    OwnIndicator,
    OwnLayer,
    OwnMapping,
    OwnNumber,
)

THEME = "own"
OWN_FILE = "own.yaml"
CODES_FILE = "codes_own.yaml"
MAPPINGS = "mappings"
_ORDER = 90
_TITLE = {"cs": "Vlastní vrstvy", "en": "Own layers"}
_SOURCE = "správce dat"

Files = Mapping[Path, str]
"""Path below the folder → text."""

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """What the tables say, as entries of the files; numbers by their codebook and decree.

    `conflicts` is the theme of what rules of conflicts find, `indicators` their words.
    """

    layers: Sequence[Entry] = ()
    mappings: Sequence[Entry] = ()
    levels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    numbers: Mapping[tuple[str, str], Sequence[Entry]] = field(default_factory=dict)
    conflicts: Entry = field(default_factory=dict)
    indicators: Mapping[str, Entry] = field(default_factory=dict)


def kept() -> Rows:
    """The rows as they are now."""
    return Rows(
        [layer.entry for layer in OwnLayer.objects.all()],
        [mapping.entry for mapping in OwnMapping.objects.all()],
        {row.layer: _levels(row) for row in LayerLevels.objects.all()},
        by_decree(OwnNumber.objects.all()),
        theme_of(ConflictRule.objects.all()),
        {each.name: each.words for each in OwnIndicator.objects.all()},
    )


def by_decree(numbers: Iterable[OwnNumber]) -> Mapping[tuple[str, str], Sequence[Entry]]:
    """The entries of numbers that are in the order of their codebooks and decrees."""
    decrees = groupby(numbers, lambda each: (each.codebook, each.decree))
    return {decree: [each.entry for each in group] for decree, group in decrees}


def publish_rows() -> bool:
    """Writes what differs from the rows, removes what has no row; says whether anything did."""
    folder = Path(settings.REMOTE_CATALOGUE)
    wanted = files(kept())
    known = [folder / each for each in (OWN_FILE, CODES_FILE, LEVELS_FILE, CONFLICTS_FILE)]
    known += [*folder.glob(f"{MAPPINGS}/*.yaml"), *folder.glob(f"{NUMBERS}/*.yaml")]
    gone = [path for path in known if path.exists() and path.relative_to(folder) not in wanted]
    changed = {path: text for path, text in wanted.items() if _text(folder / path) != text}
    for path, text in changed.items():
        _write(folder / path, text)
    for path in gone:
        path.unlink()
    if changed or gone:
        look_again()
    return bool(changed or gone)


def publish_later(**_: object) -> None:
    """After levels or words are committed: all processes of this machine know within a second."""
    transaction.on_commit(publish_rows)


def _levels(row: LayerLevels) -> dict[str, str]:
    return {"see": row.see, "query": row.query, "download": row.download}


def files(rows: Rows) -> Files:
    """The files of these entries; a theme without layers has none."""
    found = {Path(MAPPINGS, f"{entry['name']}.yaml"): as_yaml(entry) for entry in rows.mappings}
    if rows.layers:
        theme = {"theme": THEME, "title": _TITLE, "order": _ORDER, "layers": list(rows.layers)}
        found[Path(OWN_FILE)] = as_yaml(theme)
    if rows.indicators:
        found[Path(CODES_FILE)] = as_yaml({"indicator": dict(rows.indicators)})
    if rows.levels:
        found[Path(LEVELS_FILE)] = as_yaml(rows.levels)
    if rows.conflicts.get("layers"):
        found[Path(CONFLICTS_FILE)] = as_yaml(rows.conflicts)
    return found | dict(_number_files(rows))


def _number_files(rows: Rows) -> Iterator[tuple[Path, str]]:
    for (codebook, decree), numbers in rows.numbers.items():
        head = {"codebook": codebook, "decree": decree, "confirmed": False, "source": _SOURCE}
        name = f"{codebook}_{decree.replace('/', '_')}.yaml"
        yield Path(NUMBERS, name), as_yaml({**head, "numbers": list(numbers)})


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
