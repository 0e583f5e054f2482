"""Deliveries whose jobs are done at once by the test itself, as a worker does them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django_tasks_db.models import DBTaskResult

from layers.deliveries.decisions import receive
from layers.deliveries.inbox import chunks_of, store
from layers.jobs.worker import TrackedWorker
from layers.models import Delivery


@pytest.fixture
def ada(django_user_model: Any) -> User:
    """One who may do everything."""
    user: User = django_user_model.objects.create_superuser("ada", password="heslo")
    return user


@pytest.fixture
def work() -> Callable[[], None]:
    """Works off the queue in this process."""

    def run() -> None:
        worker = TrackedWorker(
            queue_names=["*"], excluded_queue_names=[], interval=0, batch=True,
            backend_name="default", startup_delay=False, max_tasks=None, worker_id="test",
        )  # fmt: skip
        worker.run()
        failed = DBTaskResult.objects.failed().values_list("traceback", flat=True)
        assert not [text for text in failed if "FailedImport" not in text]

    return run


def deliver(
    path: Path, *, channel: Delivery.Channel = Delivery.Channel.UPLOAD, source: str = ""
) -> Delivery:
    """The file received; nothing is checked yet."""
    delivery, _ = receive(store(path.name, chunks_of(path)), channel=channel, source=source)
    return delivery


def fresh(delivery: Delivery) -> Delivery:
    """As the database has it now."""
    return Delivery.objects.get(pk=delivery.pk)
