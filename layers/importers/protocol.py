"""Protocols: what a format settles and checks in all staged records of a file together."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from layers.importers.jvf.acceptance import accept
from layers.importers.jvf.reader import READER as JVF
from layers.importers.staging import Stage
from layers.importers.vfk.header import READER as VFK
from layers.importers.vfk.settling import settle
from layers.models import ImportRun

_CHECKS: Mapping[str, Callable[[Any, ImportRun, Stage], dict[str, Any]]] = {
    JVF: accept,
    VFK: settle,
}
_SHOWN = 5
_OPERATIONS = {"i": "nových", "u": "změn", "d": "rušených", "r": "stavů", "?": "nejasných"}


def protocol(cursor: Any, run: ImportRun, stage: Stage) -> dict[str, Any]:
    """The protocol of the format's own checks; empty when it has none.

    `types` are counts by kind of object, `checks` have `title`, `refuses` (what was found went to
    quarantine), `undone` (why it could not be made), `count`, and `examples` with layer, code,
    type, place and detail.
    """
    check = _CHECKS.get(stage.header.reader)
    return check(cursor, run, stage) if check else {}


def as_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The protocol for people."""
    if found.get("format") is None:
        return
    yield f"Protokol: {found['format']} {found['version']}, {_schema(found['schema'])}"
    for row in found["types"]:
        counts = ", ".join(f"{word} {row[key]}" for key, word in _OPERATIONS.items() if key in row)
        yield f"  {row['name']} ({row['code']}): {counts}"
    for check in found["checks"]:
        yield f"  {check['title']}: {_outcome(check)}"
        for row in check["examples"][:_SHOWN]:
            yield f"    {row['type']} {row['code']}: {row['detail']} ({row['place']})"
        if check["count"] > _SHOWN:
            yield f"    … a dalších {check['count'] - _SHOWN}"


def _schema(version: str) -> str:
    return f"ověřeno proti schématu {version}" if version else "neověřeno proti schématu"


def _outcome(check: Mapping[str, Any]) -> str:
    if check["undone"]:
        return f"neprovedeno, {check['undone']}"
    if not check["count"]:
        return "v pořádku"
    return f"{check['count']} ({'karanténa' if check['refuses'] else 'varování'})"
