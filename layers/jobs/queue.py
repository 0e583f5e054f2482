"""Puts jobs into the queue, and back into it."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now
from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from layers.models import Delivery, Job
from layers.signals import job_ended

LOG_LINES = 200
MAX_ATTEMPTS = 3
"""A job that has cost so many workers their lives is not tried again."""


def start(
    task: Task[Any, Any],
    *,
    title: str,
    user: User | None = None,
    delivery: Delivery | None = None,
    **arguments: Any,
) -> Job:
    """Queues the task, which takes its context, the job's key and the arguments."""
    with transaction.atomic():
        job = Job.objects.create(title=title, created_by=user, delivery=delivery)
        job.result_id = task.enqueue(job.pk, **arguments).id
        job.save(update_fields=["result_id"])
    return job


def requeue(job: Job, reason: str) -> bool:
    """Gives the job a new task result for another worker; False when someone was quicker.

    The old result stays behind: should its worker still live, it can no longer speak for the job.
    """
    with transaction.atomic():
        held = Job.objects.select_for_update().filter(pk=job.pk, result_id=job.result_id).first()
        if held is None or held.is_over:
            return False
        old = DBTaskResult.objects.get(pk=str(held.result_id))
        if held.cancel_wanted_by:
            finish(held, Job.State.CANCELLED, reason)
        elif held.attempt >= MAX_ATTEMPTS:
            finish(held, Job.State.FAILED, f"{reason} Úloha skončila po {held.attempt} pokusech.")
        else:
            again = import_string(old.task_path).enqueue(
                *old.args_kwargs["args"], **old.args_kwargs["kwargs"]
            )
            note(held, reason)
            held.result_id, held.state = again.id, Job.State.WAITING
            held.heartbeat_at = None
            held.save()
    return True


def finish(job: Job, state: str, line: str = "") -> None:
    """The job's end."""
    if line:
        note(job, line)
    job.state, job.finished_at = state, Now()
    job.save(update_fields=["state", "finished_at", "log"])
    job_ended.send(sender=Job, job=job, line=line)


def cancel(job: Job, who: str) -> None:
    """Notes the wish; a job that nobody has begun ends at once, another one between records."""
    with transaction.atomic():
        held = Job.objects.select_for_update().get(pk=job.pk)
        if held.is_over:
            return
        held.cancel_wanted_by = who
        held.save(update_fields=["cancel_wanted_by"])
        if held.state == Job.State.WAITING:
            DBTaskResult.objects.filter(pk=str(held.result_id), status="READY").delete()
            finish(held, Job.State.CANCELLED, f"Zrušil(a) {who}.")


def note(job: Job, line: str) -> None:
    """Adds a line to the job's log, which keeps the last ones."""
    job.log = [*job.log, line][-LOG_LINES:]
