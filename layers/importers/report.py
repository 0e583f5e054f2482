"""What a run did, for people and for programs."""

from typing import Any

from django.utils import timezone

from layers.catalogue import catalogue
from layers.importers import protocol
from layers.importers.target import publishing_order
from layers.models import ImportRun, Quarantine

_COLUMNS = {
    "read": "načteno",
    "added": "přidáno",
    "changed": "změněno",
    "removed": "odebráno",
    "unchanged": "beze změny",
    "kept": "ponecháno",
    "quarantined": "karanténa",
}
_REASONS_SHOWN = 10
_HARD_SPACE = "\u00a0"
STATES = {
    "reading": "čte se",
    "staged": "zkontrolováno",
    "published": "zveřejněno",
    "refused": "odmítnuto",
    "failed": "selhalo",
    "dry": "nanečisto",
    "rolled_back": "vráceno",
}


def as_json(run: ImportRun) -> dict[str, Any]:
    """The run as a program reads it."""
    return {
        "run": run.pk,
        "file": run.file_name,
        "sha256": run.file_sha256,
        "source": run.source,
        "reader": run.reader,
        "state": run.state,
        "data_date": run.data_date.isoformat() if run.data_date else None,
        "rollback_of": run.rollback_of_id,
        "layers": run.counts,
        "messages": run.messages,
        "protocol": run.protocol,
        "quarantine": [
            {
                "layer": row.layer,
                "code": row.code,
                "place": row.place,
                "reason": row.reason,
                "detail": row.detail,
            }
            for row in run.quarantined.order_by("pk")
        ],
    }


def printable(text: str) -> str:
    """For a terminal, which must not obey what a file or its name says."""
    readable = text.encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() or c == _HARD_SPACE else "�" for c in readable)


def as_text(run: ImportRun) -> str:
    """The run as a clerk reads it: a table of layers, what has no outline, what was refused."""
    date = f", stav dat k {timezone.localtime(run.data_date):%d.%m.%Y}" if run.data_date else ""
    lines = [f"Běh {run.pk}: {run.file_name} ({STATES[run.state]}{date})"]
    rows = [name for name in publishing_order(list(run.counts)) if any(run.counts[name].values())]
    width = max((len(_title(layer)) for layer in rows), default=8)
    if rows:
        lines.append(" " * width + "".join(f"{title:>12}" for title in _COLUMNS.values()))
    for layer in rows:
        counts = run.counts[layer]
        figures = "".join(f"{_number(counts[name]):>12}" for name in _COLUMNS)
        lines.append(f"{_title(layer):<{width}}{figures}")
    lines += [f"  {text}" for layer in rows if (text := _places(layer, run.counts[layer]))]
    lines += [f"  {message}" for message in run.messages]
    lines += [f"  {line}" for line in protocol.as_lines(run.protocol)]
    lines += _refused(run)
    return "\n".join(map(printable, lines))


def _title(layer: str) -> str:
    known = catalogue().layers.get(layer)
    return known.title.cs if known else layer


def _number(value: float) -> str:
    return f"{value:,.0f}".replace(",", _HARD_SPACE)


def _places(layer: str, counts: dict[str, float]) -> str:
    parts = []
    if counts["area_m2"]:
        parts.append(f"plocha obrysů {_number(counts['area_m2'])} m²")
    if counts["with_point_only"] and counts["with_outline"]:
        parts.append(f"bez obrysu, jen s definičním bodem {_number(counts['with_point_only'])}")
    if counts["without_place"]:
        parts.append(f"bez jakékoli polohy {_number(counts['without_place'])}")
    return f"{_title(layer)}: {', '.join(parts)}" if parts else ""


def _refused(run: ImportRun) -> list[str]:
    rows = list(run.quarantined.order_by("pk")[: _REASONS_SHOWN + 1])
    lines = [f"  karanténa: {_reason(row)}" for row in rows[:_REASONS_SHOWN]]
    if len(rows) > _REASONS_SHOWN:
        lines.append(f"  … a další; všechny vypíše ./dmvs imports --run {run.pk} --json")
    return lines


def _reason(row: Quarantine) -> str:
    parts = (_title(row.layer), row.code, row.reason, row.detail, row.place)
    return " ".join(part for part in parts if part)
