"""Seeding as a job of a worker."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from layers.jobs.queue import cancel
from layers.models import Job
from tests.layers.deliveries.conftest import work

__all__ = ["work"]

AROUND = ["--bbox=-690000,-970000,-689000,-969000", "--levels=8"]


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """A tree of tiles of the test's own."""
    settings.TILES_ROOT = tmp_path / "tiles"
    return tmp_path / "tiles"


def drawn(folder: Path) -> int:
    return len(list(folder.glob("base_map/krovak/8/**/*.png")))


@pytest.mark.usefixtures("renderers")
def test_queued_seeding_is_drawn_by_a_worker(folder: Path, work: Callable[[], None]) -> None:
    call_command("seed", "--job", *AROUND)
    assert drawn(folder) == 0
    work()
    job = Job.objects.get()
    assert job.state == Job.State.DONE
    assert drawn(folder) > 0
    assert f"Nakresleno {drawn(folder)} dlaždic." in job.log[-2]


@pytest.mark.usefixtures("renderers")
def test_cancelled_seeding_draws_nothing(folder: Path, work: Callable[[], None]) -> None:
    call_command("seed", "--job", *AROUND)
    cancel(Job.objects.get(), "ada")
    work()
    assert drawn(folder) == 0
