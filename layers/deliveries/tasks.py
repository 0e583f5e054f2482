"""The jobs of a delivery: check, publish, roll back. Each may be begun anew at any time."""

from typing import Any

from django.db import transaction
from django_tasks import TaskContext, task

from layers.catalogue.loader import look_again
from layers.deliveries import state
from layers.deliveries.correction import resolve_quarantine
from layers.deliveries.difference import Difference, outcome
from layers.deliveries.inbox import located
from layers.errors import FailedImport, LayersError, LostDatabase, RefusedImport
from layers.importers.counts import SUSPICIOUS_DROP, lost_share
from layers.importers.gate import Progress, Witness, import_file
from layers.importers.rollback import roll_back
from layers.jobs.errors import JobCancelled, JobInterrupted
from layers.jobs.queue import start
from layers.jobs.track import tracked
from layers.models import Delivery, DifferenceRow, ImportRun, ImportSource
from layers.signals import published


class _OutcomeChanged(RefusedImport):
    """What would be published is not what was approved."""


@task(takes_context=True)
def check_delivery(context: TaskContext, job_id: int, delivery_id: int) -> None:
    """A dry run that keeps its difference; a trusted source's delivery goes on by itself."""
    with tracked(context, job_id) as track:
        delivery = Delivery.objects.get(pk=delivery_id)
        if delivery.state != state.State.CHECKING:
            return
        difference = Difference()
        run = _import(delivery, track, witness=difference, dry_run=True)
        if run is None:
            return
        with transaction.atomic():
            DifferenceRow.objects.bulk_create(difference.rows, batch_size=500)
            delivery.preview, delivery.outcome = run, difference.outcome
            delivery.source, delivery.state = run.source, state.State.READY
            delivery.save()
            state.note(state.AUTOMATIC, "zkontrolováno", delivery, run=run)
        if _goes_alone(run):
            state.approve(delivery.pk, state.AUTOMATIC)
            start_publishing(delivery)


@task(takes_context=True)
def publish_delivery(context: TaskContext, job_id: int, delivery_id: int) -> None:
    """Imports the very same file; what comes out must be what was approved."""
    with tracked(context, job_id) as track:
        delivery = Delivery.objects.get(pk=delivery_id)
        if delivery.state == state.State.PUBLISHED:  # its worker died right after the commit
            published.send(sender=ImportRun, run=delivery.run)
        if delivery.state != state.State.APPROVED:
            return

        def agree(cursor: Any, run: ImportRun) -> None:
            if outcome(cursor, run) != delivery.outcome:
                raise _OutcomeChanged(
                    "Data se od schválení změnila, výsledek by byl jiný než schválený."
                )
            resolve_quarantine(cursor, run)
            state.published(delivery, run)

        try:
            _import(delivery, track, witness=agree, dry_run=False)
        except _OutcomeChanged as exc:
            track.say(str(exc))
            state.found_changed(delivery)
            start_checking(delivery)


@task(takes_context=True)
def roll_back_run(context: TaskContext, job_id: int, run_id: int) -> None:
    """Takes a published run back."""
    with tracked(context, job_id) as track:
        run = ImportRun.objects.get(pk=run_id)
        track("vracení", 0, 1)
        done = ImportRun.objects.filter(rollback_of=run).first()
        if done:  # its worker died right after the commit
            published.send(sender=ImportRun, run=done)
        else:
            roll_back(run_id)
        track("vracení", 1, 1)


def start_checking(delivery: Delivery) -> None:
    """Queues the check."""
    start(
        check_delivery, title=f"Kontrola: {delivery.file_name}", user=delivery.created_by,
        delivery=delivery, delivery_id=delivery.pk,
    )  # fmt: skip


def start_publishing(delivery: Delivery) -> None:
    """Queues the publishing."""
    start(
        publish_delivery, title=f"Zveřejnění: {delivery.file_name}", user=delivery.created_by,
        delivery=delivery, delivery_id=delivery.pk,
    )  # fmt: skip


def _import(
    delivery: Delivery, progress: Progress, *, witness: Witness, dry_run: bool
) -> ImportRun | None:
    """The run, or None when the file was refused: that is an answer, not a failure of the job."""
    look_again()  # what a page has made a moment ago, this process may not know yet
    try:
        return import_file(
            located(delivery),
            source=delivery.source or None,
            dry_run=dry_run,
            force=delivery.forced,
            progress=progress,
            witness=witness,
        )
    except JobCancelled as exc:
        state.ended(delivery, state.State.CANCELLED, str(exc))
        raise
    except (JobInterrupted, LostDatabase, _OutcomeChanged, SystemExit, KeyboardInterrupt):
        raise
    except FailedImport as exc:
        state.ended(delivery, state.State.FAILED, str(exc))
        raise
    except LayersError as exc:
        state.ended(delivery, state.State.REFUSED, str(exc))
        return None
    except Exception as exc:
        state.ended(delivery, state.State.FAILED, f"{type(exc).__name__}: {exc}")
        raise


def _goes_alone(run: ImportRun) -> bool:
    trusted = ImportSource.objects.filter(name=run.source, publishes_alone=True).exists()
    drop = max(map(lost_share, run.counts.values()), default=0.0) if run.is_full else 0.0
    return trusted and drop < SUSPICIOUS_DROP
