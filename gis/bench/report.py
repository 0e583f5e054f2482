"""The table of results: for people as Markdown, for programs as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from gis.bench.result import Line, Missing, Result
from gis.bench.sample import Sample

_HEADINGS = (
    "cesta",
    "naše p50 / p95 [ms]",
    "naše [1/s]",
    "protějšek",
    "jeho p50 / p95 [ms]",
    "jeho [1/s]",
    "výsledek",
    "cíl",
    "dosaženo",
)


def as_markdown(lines: Sequence[Line], facts: dict[str, Any]) -> str:
    """Facts of the run, the table, and what was not measured."""
    cells = [_HEADINGS, *(_cells(line) for line in lines if isinstance(line, Result))]
    widths = [max(len(row[i]) for row in cells) for i in range(len(_HEADINGS))]
    head, *rows = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in cells]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    about = [f"- {name}: {value}" for name, value in facts.items()]
    notes = [
        f"- {line.path} × {line.peer}: {line.note}"
        for line in lines
        if isinstance(line, Result) and line.note
    ]
    missing = [f"- {line.path}: {line.reason}" for line in lines if isinstance(line, Missing)]
    parts = [["# Měření DMVS"], about, [head, rule, *rows]]
    parts += [["Jak se měřilo:", "", *notes]] if notes else []
    parts += [["Neměřeno:", "", *missing]] if missing else []
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def as_json(lines: Sequence[Line], facts: dict[str, Any]) -> str:
    """The same, with every figure in full."""
    measured = [
        asdict(line) | {"value": line.value, "reached": line.is_reached}
        for line in lines
        if isinstance(line, Result)
    ]
    missing = [asdict(line) for line in lines if isinstance(line, Missing)]
    content = {"facts": facts, "results": measured, "not_measured": missing}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def in_one_line(line: Line) -> str:
    """A line for the terminal as soon as it is known."""
    if isinstance(line, Missing):
        return f"  {line.path}: neměřeno, {line.reason}"
    against = f" × {line.peer}" if line.peer else ""
    verdict = "ano" if line.is_reached else "NE"
    value = line.goal.words(line.value)
    return f"  {line.path}{against}: {value} (cíl {line.goal.words()}) {verdict}"


def _cells(line: Result) -> tuple[str, ...]:
    return (
        line.path,
        _latency(line.ours),
        _number(line.ours.rate),
        line.peer or "–",
        _latency(line.theirs) if line.theirs else "–",
        _number(line.theirs.rate) if line.theirs else "–",
        line.goal.words(line.value),
        line.goal.words(),
        "ano" if line.is_reached else "NE",
    )


def _latency(sample: Sample) -> str:
    return f"{_number(sample.p50_ms)} / {_number(sample.p95_ms)}"


def _number(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}".replace(",", " ")
