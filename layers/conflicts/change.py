"""Which objects of a rule's layers published runs have opened or closed."""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg2.sql import SQL, Identifier, Literal

from layers.catalogue import catalogue
from layers.importers.target import model_of
from layers.models import ConflictRule, ImportRun

_TOUCHED = SQL(
    "SELECT DISTINCT code::text FROM {table} "
    "WHERE (opened_by_id = ANY({runs}) OR closed_by_id = ANY({runs})) AND {of_layer}"
)
_KNOWN = """
    SELECT code FROM layers_feature
    WHERE layer = %s AND upper_inf(recorded)
    AND (attributes ->> 'a_code' = ANY(%s) OR attributes ->> 'b_code' = ANY(%s))
"""


def layers_of(run: ImportRun) -> set[str]:
    """The layers that the run has changed."""
    return {
        layer
        for layer, counts in run.counts.items()
        if counts.get("added") or counts.get("changed") or counts.get("removed")
    }


def rules_over(layers: Iterable[str]) -> list[ConflictRule]:
    """The rules that are computed and look at any of the layers, which are there."""
    asked, known = set(layers), catalogue().layers
    return [
        rule
        for rule in ConflictRule.objects.filter(active=True)
        if asked & {rule.layer_a, rule.layer_b} and rule.layer_id in known
        and rule.layer_a in known and rule.layer_b in known
    ]  # fmt: skip


def touched(cursor: Any, layer_id: str, runs: Sequence[int]) -> list[str]:
    """Ids of the layer's objects of which the runs have opened or closed a version."""
    layer = catalogue().layers[layer_id]
    own = SQL("layer = {}").format(Literal(layer_id)) if layer.register is None else SQL("TRUE")
    cursor.execute(
        _TOUCHED.format(
            table=Identifier(model_of(layer.register)._meta.db_table),
            runs=Literal(list(runs)),
            of_layer=own,
        )
    )
    return [code for (code,) in cursor.fetchall()]


def known_of(cursor: Any, rule: ConflictRule, a: list[str], b: list[str]) -> set[str]:
    """Ids of the rule's conflicts until now that any of these objects is part of."""
    cursor.execute(_KNOWN, [rule.layer_id, a, b])
    return {code for (code,) in cursor.fetchall()}
