"""The sweep: jobs whose worker died are given to another one."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from layers.importers.lost_runs import fail_lost_runs
from layers.jobs.queue import requeue
from layers.models import Job

log = logging.getLogger(__name__)

_LOST = "worker zmizel: úlohu převezme jiný."


def sweep() -> int:
    """Requeues the jobs that show no life, and marks the runs of dead processes; how many jobs."""
    fail_lost_runs()
    limit = Now() - timedelta(seconds=settings.JOB_LOST_AFTER_S)
    claimed = DBTaskResult.objects.filter(status="RUNNING")
    silent = Job.objects.filter(
        Q(state=Job.State.RUNNING, heartbeat_at__lt=limit)
        # claimed, but its worker died before the first heartbeat
        | Q(
            state=Job.State.WAITING, result_id__in=claimed.filter(started_at__lt=limit).values("pk")
        )
    )
    taken = 0
    for job in silent:
        lost = str(job.result_id)
        if requeue(job, _LOST):
            log.warning("job %s: its worker is gone, queued anew", job.pk)
            claimed.filter(pk=lost).update(
                status="FAILED", finished_at=Now(), traceback=_LOST, exception_class_path=""
            )
            taken += 1
    return taken
