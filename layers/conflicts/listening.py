"""After each import: what it changed is noted for conflicts, and their job is queued."""

from layers.conflicts.change import layers_of
from layers.conflicts.tasks import follow_runs
from layers.models import ConflictRule, ImportRun, UncountedRun


def note_run(*, run: ImportRun, **_: object) -> None:
    """Of the runs that no rule looks at nothing is noted."""
    changed = layers_of(run)
    active = ConflictRule.objects.filter(active=True).values_list("layer_a", "layer_b")
    if any(changed & set(pair) for pair in active):
        UncountedRun.objects.get_or_create(run=run)
        follow_runs()
