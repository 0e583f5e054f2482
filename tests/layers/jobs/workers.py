"""Real workers as processes over the test's database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from layers.models import Job
from tests.stack import ROOT

LOST_AFTER_S = 2
WITHIN_S = 60


@contextmanager
def worker(**more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that ends with the block, by whatever is left to end."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "django", "worker", "--interval", "0.2"],
        env=environment() | more,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def environment() -> dict[str, str]:
    """What makes another process see the test's database and inbox."""
    now = connection.settings_dict
    query = urlencode(
        {"host": now["HOST"], "port": now["PORT"]} if now["PORT"] else {"host": now["HOST"]}
    )
    secret = f":{now['PASSWORD']}" if now["PASSWORD"] else ""
    url = f"postgresql://{now['USER']}{secret}@/{now['NAME']}?{query}"
    return os.environ | {
        "DATABASE_URL": url,
        "DATABASE_READER_URL": url,
        "DJANGO_SETTINGS_MODULE": "gis.settings",
        "GIS_INBOX": str(settings.INBOX),
        "GIS_VAR": str(Path(settings.INBOX).parent),
        "GIS_JOB_LOST_AFTER_S": str(LOST_AFTER_S),
    }


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Polls; what did not come is named together with all jobs."""
    deadline = time.monotonic() + WITHIN_S
    while not condition():
        if time.monotonic() > deadline:
            jobs = [(str(job), job.log) for job in Job.objects.all()]
            raise AssertionError(f"{what} did not come: {jobs}")
        time.sleep(0.05)
