"""Figures of municipalities that cannot be true: they go to quarantine with the reason."""

from typing import Any

from layers.importers.record import Header
from layers.importers.statement import statement
from layers.importers.target import Target
from layers.models import OwnIndicator

LAYER = "stat_municipality"
MAY_BE_NEGATIVE = ("natural_increase", "migration_balance", "population_increase")
"""Balances; whatever else is counted or measured begins at zero, unless the staff say not."""


def refuse(cursor: Any, goal: Target, header: Header) -> None:
    """Adds to the table `bad` figures below zero and those of municipalities nobody knows."""
    if goal.layer == LAYER:
        own = OwnIndicator.objects.filter(below_zero=True).values_list("name", flat=True)
        cursor.execute(
            statement("figures_refuse", goal, header), {"balances": [*MAY_BE_NEGATIVE, *own]}
        )
