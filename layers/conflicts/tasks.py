"""The jobs of conflicts: all of them, what followed from imports, the state of one."""

from django.contrib.auth.models import User
from django_tasks import TaskContext, task

from layers.catalogue.rows import publish_rows
from layers.conflicts.computing import compute, follow, tell_state
from layers.jobs.queue import start
from layers.jobs.track import tracked
from layers.models import ConflictRule, Job

_FOLLOWING = "Střety: změny po importu"


def compute_rules(rules: list[ConflictRule], user: User | None = None) -> Job:
    """Queues the computation of some rules over the whole region."""
    codes = [rule.code for rule in rules]
    told = ", ".join(codes) if len(codes) <= 3 else f"{len(codes)} pravidel"
    return start(compute_conflicts, title=f"Střety: {told}", user=user, codes=codes)


def follow_runs() -> None:
    """Queues the computation of what changed, unless one is waiting already."""
    if not Job.objects.filter(title=_FOLLOWING, state=Job.State.WAITING).exists():
        start(follow_imports, title=_FOLLOWING)


@task(takes_context=True)
def compute_conflicts(context: TaskContext, job_id: int, codes: list[str]) -> None:
    """Computes the rules; begun anew after a worker's death, it computes all of them again."""
    with tracked(context, job_id) as track:
        publish_rows()  # the layers of new rules
        rules = list(ConflictRule.objects.filter(code__in=codes))
        run = compute(rules, track)
        track.say(f"Běh {run.pk}: {_told(run.counts)}")


@task(takes_context=True)
def follow_imports(context: TaskContext, job_id: int) -> None:
    with tracked(context, job_id) as track:
        publish_rows()
        run = follow(track)
        track.say(f"Běh {run.pk}: {_told(run.counts)}" if run else "Střetů se změny netýkají.")


@task(takes_context=True)
def tell_decision(context: TaskContext, job_id: int, conflict: str) -> None:
    with tracked(context, job_id) as track:
        tell_state(conflict, track)


def _told(counts: dict[str, dict[str, int]]) -> str:
    sums = {name: sum(each[name] for each in counts.values())
            for name in ("added", "changed", "removed", "unchanged")}  # fmt: skip
    return (f"přibylo {sums['added']}, změnilo se {sums['changed']}, "
            f"zaniklo {sums['removed']}, beze změny {sums['unchanged']}.")  # fmt: skip
