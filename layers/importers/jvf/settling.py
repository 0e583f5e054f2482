"""Staged records brought to what they mean against what is known, before they are checked."""

from pathlib import Path
from typing import Any

from psycopg2 import sql

from layers.importers.jvf.target_layer import CRITICAL_TWIN, KI
from layers.importers.staging import Stage
from layers.importers.statement import stage_name
from layers.models import ImportRun

SQL = Path(__file__).parent / "sql"


def settle(cursor: Any, run: ImportRun, stage: Stage) -> None:
    """Completes partial changes, parts secret utilities from others, sets old records aside.

    What cannot be taken goes to quarantine; `stage.layers` then counts what is left.
    """
    pairs = [(layer, twin) for layer, twin in CRITICAL_TWIN.items() if layer in stage.layers]
    twins = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
    for layer in stage.layers:
        for name in ("merge", "unknown", "whole"):
            _run(cursor, run, name, layer, twins.get(layer, layer))
    for layer, twin in twins.items():
        _run(cursor, run, "moved", layer, twin)
    for layer, twin in twins.items():
        _run(cursor, run, "left_behind", layer, twin)
    for layer, twin in twins.items():
        _run(cursor, run, "deleted_there", layer, twin)
    for layer in stage.layers:
        for name in ("stale", "supersede"):
            _run(cursor, run, name, layer, twins.get(layer, layer))
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(stage_name(layer))))
        stage.layers[layer] = cursor.fetchone()[0]


def _run(cursor: Any, run: ImportRun, name: str, layer: str, twin: str) -> None:
    statement = sql.SQL((SQL / f"{name}.sql").read_text(encoding="utf-8")).format(
        stage=sql.Identifier(stage_name(layer)),
        twin_stage=sql.Identifier(stage_name(twin)),
        layer=sql.Literal(layer),
        twin=sql.Literal(twin),
        is_critical=sql.Literal(layer in KI),
    )
    cursor.execute(statement, {"run": run.pk})
