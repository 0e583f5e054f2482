"""One job while it runs: its heart beats in a thread with a connection of its own.

The work itself runs in long transactions, in which nobody would see what it writes of itself.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import TaskContext

from layers.errors import LayersError, LostDatabase
from layers.jobs import queue
from layers.jobs.errors import JobCancelled, JobInterrupted
from layers.models import Job
from layers.signals import job_ended

log = logging.getLogger(__name__)

_AWAY_S = 1.0
stopping = threading.Event()
"""Set when this worker is asked to end: its job goes back to the queue between two records."""


class Track:
    """What the work tells of itself; calling it is the gate's `Progress`."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._mine = job.result_id
        self._phase, self._done = "", 0
        self._total: int | None = None
        self._cancelled_by = ""
        self._is_lost = False
        self._lines: list[str] = list(job.log)
        self._over = threading.Event()

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        """Notes the progress; raises when the work is to end here."""
        if phase != self._phase:
            self.say(f"{phase.capitalize()} …")
        self._phase, self._done, self._total = phase, done, total
        if self._is_lost:
            raise JobInterrupted("Úlohu převzal jiný worker; data zůstala beze změny.")
        if self._cancelled_by:
            raise JobCancelled(f"Úlohu zrušil(a) {self._cancelled_by}; data zůstala beze změny.")
        if stopping.is_set():
            raise JobInterrupted("Worker se zastavuje; úloha začne znovu jinde.")

    def say(self, line: str) -> None:
        """Adds a line to the job's log."""
        self._lines = [*self._lines, f"{timezone.localtime():%H:%M:%S} {line.strip()}"]
        self._lines = self._lines[-queue.LOG_LINES :]

    def beat(self) -> None:
        """Writes what is known and reads whether the work is to go on."""
        kept = Job.objects.filter(pk=self.job.pk, result_id=self._mine)
        if not kept.update(
            heartbeat_at=Now(), phase=self._phase, done=self._done, total=self._total,
            log=self._lines,
        ):  # fmt: skip
            self._is_lost = True
            return
        self._cancelled_by = kept.values_list("cancel_wanted_by", flat=True)[0]

    def beat_until_over(self) -> None:
        """The thread: a beat now and then; a database that is away for a while is waited for."""
        try:
            while not self._over.wait(_interval_s()):
                try:
                    self.beat()
                except (DatabaseError, InterfaceError):
                    log.warning("job %s: a heartbeat failed", self.job.pk, exc_info=True)
                    connection.close()
        finally:
            connection.close()

    def end(self) -> None:
        self._over.set()


@contextmanager
def tracked(context: TaskContext, job_id: int) -> Iterator[Track]:
    """Runs the block as the job; how it ends stands in the job afterwards.

    A wish to cancel, a worker that stops and a database that went away are no errors; other
    exceptions go on to the queue.
    """
    job = _begin(context, job_id)
    if job is None:
        raise JobInterrupted(f"Úlohu {job_id} převzal jiný worker.")
    track = Track(job)
    thread = threading.Thread(target=track.beat_until_over, name=f"job-{job_id}", daemon=True)
    thread.start()
    try:
        yield track
    except JobCancelled as exc:
        _end(track, thread, Job.State.CANCELLED, str(exc))
    except JobInterrupted as exc:
        _stop(track, thread)
        queue.requeue(job, str(exc))
    except LostDatabase as exc:
        _stop(track, thread)
        _requeue_once_back(job, str(exc))
    except (SystemExit, KeyboardInterrupt):
        _stop(track, thread)
        queue.requeue(job, "Worker byl zastaven; úloha začne znovu jinde.")
        raise
    except BaseException as exc:
        words = str(exc) if isinstance(exc, LayersError) else f"{type(exc).__name__}: {exc}"
        _end(track, thread, Job.State.FAILED, words)
        raise
    else:
        _end(track, thread, Job.State.DONE, "Hotovo.")


def _begin(context: TaskContext, job_id: int) -> Job | None:
    job = Job.objects.filter(pk=job_id, result_id=context.task_result.id).first()
    if job is None or job.is_over:
        return None
    job.state, job.attempt = Job.State.RUNNING, job.attempt + 1
    job.heartbeat_at = job.started_at = timezone.now()
    worker = context.task_result.worker_ids[-1]
    queue.note(job, f"{timezone.localtime():%H:%M:%S} Pokus {job.attempt}, worker {worker}.")
    job.save()
    Job.objects.filter(pk=job_id).update(heartbeat_at=Now())  # by the clock all workers share
    return job


def _stop(track: Track, thread: threading.Thread) -> None:
    track.end()
    thread.join()
    if not connection.in_atomic_block and not connection.is_usable():
        connection.close()


def _requeue_once_back(job: Job, reason: str) -> None:
    """Waits for a database that is restarted; one that stays away leaves the job to the sweep."""
    deadline = time.monotonic() + float(settings.JOB_LOST_AFTER_S)
    while True:
        try:
            queue.requeue(job, reason)
        except (OperationalError, InterfaceError):
            connection.close()
            if stopping.is_set() or time.monotonic() > deadline:
                raise
            time.sleep(_AWAY_S)
        else:
            return


def _end(track: Track, thread: threading.Thread, state: str, line: str) -> None:
    track.say(line)
    _stop(track, thread)
    track.beat()
    mine = Job.objects.filter(pk=track.job.pk, result_id=track.job.result_id)
    if mine.update(state=state, finished_at=Now()):
        job_ended.send(sender=Job, job=mine.get(), line=line)


def _interval_s() -> float:
    return max(0.2, float(settings.JOB_LOST_AFTER_S) / 6)
