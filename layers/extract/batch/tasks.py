"""The job of a batch: each extract issued with the rights of now, all of them in one file."""

import hashlib
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from layers.errors import LayersError
from layers.extract.batch.errors import RefusedBatch
from layers.extract.batch.file import File
from layers.jobs.errors import JobCancelled, JobInterrupted
from layers.jobs.track import Track, tracked
from layers.models import ExtractBatch

State = ExtractBatch.State


@task(takes_context=True)
def make_batch(context: TaskContext, job_id: int, batch_id: str) -> None:
    """Makes the file; begun anew after a worker's death, it finds the numbers of that day again."""
    with tracked(context, job_id) as track:
        batch = ExtractBatch.objects.get(pk=batch_id)
        if batch.state != State.MAKING:
            return
        try:
            _make(batch, track)
        except (JobInterrupted, SystemExit, KeyboardInterrupt):
            raise
        except JobCancelled:
            _end(batch, State.CANCELLED, "")
            raise
        except Exception as exc:
            _end(
                batch,
                State.FAILED,
                str(exc) if isinstance(exc, LayersError) else type(exc).__name__,
            )
            raise


def _make(batch: ExtractBatch, track: Track) -> None:
    owner = User.objects.get(pk=batch.owner_id)  # afresh: rights are kept on the object
    if not owner.is_active:
        raise RefusedBatch("Účet žadatele už není platný.")
    settings.EXTRACTS_FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.EXTRACTS_FOLDER, prefix=".making-") as name:
        made = File(batch, owner, Path(name), track)
        goal = made.write()
        batch.report = made.report
        _publish(batch, goal)
    _end(batch, State.READY, "")


def _publish(batch: ExtractBatch, goal: Path) -> None:
    """The whole file under its name; until then nobody sees it."""
    with goal.open("rb") as file:
        batch.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    batch.size_bytes = goal.stat().st_size
    batch.path = f"{batch.pk}{goal.suffix}"
    shutil.move(goal, settings.EXTRACTS_FOLDER / batch.path)


def _end(batch: ExtractBatch, state: State, reason: str) -> None:
    """What became of it, unless it was cancelled meanwhile."""
    batch.state, batch.reason, batch.finished_at = state, reason, timezone.now()
    batch.expires_at = batch.finished_at + timedelta(days=settings.EXTRACT_BATCH_DAYS)
    with transaction.atomic():
        held = ExtractBatch.objects.select_for_update().get(pk=batch.pk)
        if held.state == State.MAKING:
            batch.save(update_fields=[
                "state", "reason", "finished_at", "expires_at", "report", "path", "sha256",
                "size_bytes",
            ])  # fmt: skip
        elif batch.path:
            (settings.EXTRACTS_FOLDER / batch.path).unlink(missing_ok=True)
