"""A worker of the queue that keeps house beside its work and stops between two records."""

import logging
import os
import socket
import threading
import time
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from layers.audit import purge_audit
from layers.catalogue.rows import publish_rows
from layers.deliveries.folders import look_into_folders
from layers.extract.batch.schedule import look_at_batches
from layers.extract.proof import purge
from layers.jobs import track
from layers.jobs.takeover import sweep
from layers.outlines import Writing
from layers.print.queue import remove_old
from layers.releases.schedule import look_at_releases
from layers.remote.publication import publish_catalogue
from layers.remote.schedule import look_at_services

log = logging.getLogger(__name__)

_AWAY_S = 1.0
_HOUSE_LOCK = 0x484F5553
_outlines = Writing()


class TrackedWorker(Worker):
    """django-tasks' worker; the first signal gives its job back to the queue, and it ends.

    A database that goes away, restarted perhaps, is waited for; what ran is found by the sweep.
    """

    def run(self) -> None:
        while self.running:
            try:
                super().run()
            except (OperationalError, InterfaceError):
                log.warning("the database is away, waiting for it", exc_info=True)
                connection.close()
                time.sleep(max(_AWAY_S, self.interval))
            else:
                return

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        track.stopping.set()
        super().shutdown(signum, frame)


def worker_name() -> str:
    """Unlike any other, and telling where to look for it."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{get_random_string(6)}"


def keep_house(over: threading.Event) -> None:
    """The thread: now and then sweeps and looks into folders; one worker of all at a time."""
    try:
        while not over.wait(max(0.5, settings.JOB_LOST_AFTER_S / 6)):
            try:
                publish_catalogue()  # each machine has files of its own
                publish_rows()
                tidy()
            except (DatabaseError, InterfaceError):
                log.warning("keeping house failed", exc_info=True)
                connection.close()
            except Exception:
                log.exception("keeping house failed")
    finally:
        connection.close()


def tidy() -> bool:
    """One round, unless another worker is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_HOUSE_LOCK])
        if not cursor.fetchone()[0]:
            return False
        try:
            sweep()
            look_into_folders()
            look_at_services()
            look_at_releases()
            purge()
            look_at_batches()
            remove_old()
            purge_audit()
            _outlines.step()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_HOUSE_LOCK])
    return True
