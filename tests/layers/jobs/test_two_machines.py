"""Workers of two machines, each with its own state, over one database and one inbox; schedules."""

import json
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from layers.deliveries.decisions import receive
from layers.deliveries.inbox import chunks_of, store
from layers.models import Delivery, Feature, ImportSource, Job, RemoteLayer, RemoteService
from layers.remote.registry import choose, register
from tests.layers.importers.made_vfr import MadeParcel, write_full
from tests.layers.jobs.workers import wait_until, worker
from tests.layers.remote.conftest import CHOICE, remote, remote_folder
from tests.layers.remote.server import Server
from tests.layers.remote.test_fetch import says

__all__ = ["remote", "remote_folder"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("inbox"),
]
ITEMS = "/features/collections/zdroje/items"


@pytest.fixture
def other_machine(tmp_path: Path) -> dict[str, str]:
    """The state of the second machine."""
    return {"GIS_VAR": str(tmp_path / "other"), "SECRET_KEY": "tentýž na obou"}


@pytest.fixture
def this_machine(tmp_path: Path) -> dict[str, str]:
    return {"GIS_VAR": str(tmp_path / "this"), "SECRET_KEY": "tentýž na obou"}


def workers_of(job: Job) -> list[str]:
    return [line for line in job.log if "Pokus" in line]


def test_job_of_a_machine_that_died_is_completed_by_the_other_one(
    tmp_path: Path, this_machine: dict[str, str], other_machine: dict[str, str]
) -> None:
    file = write_full(tmp_path, [MadeParcel(code) for code in range(1, 20_001)])
    with worker(**this_machine) as doomed:
        delivery, _ = receive(store(file.name, chunks_of(file)), channel=Delivery.Channel.UPLOAD)
        wait_until(
            lambda: Job.objects.filter(state="running", phase="čtení", done__gt=0).exists(),
            "the import",
        )
        with worker(**other_machine):
            doomed.send_signal(signal.SIGKILL)
            doomed.wait()
            wait_until(
                lambda: Delivery.objects.get(pk=delivery.pk).state == "ready", "the takeover"
            )
            wait_until(lambda: Job.objects.get().state == "done", "the end of the job")
    job = Job.objects.get()
    assert job.attempt == len(workers_of(job)) == 2
    assert job.heartbeat_at is not None


def test_layers_of_services_are_published_on_each_machine(
    tmp_path: Path, remote: Server, this_machine: dict[str, str], other_machine: dict[str, str]
) -> None:
    layer = choose(register("wms", f"{remote.url}/wms", ""), "q100", CHOICE)
    files = [tmp_path / name / "catalogue" / "remote.yaml" for name in ("this", "other")]
    with worker(**this_machine), worker(**other_machine):
        wait_until(lambda: all(file.exists() for file in files), "the catalogue on both machines")
    told = [json.loads(file.read_text())["layers"][0]["id"] for file in files]
    assert told == [layer.layer_id] * 2


def test_folder_is_watched_over_time(tmp_path: Path, this_machine: dict[str, str]) -> None:
    folder = tmp_path / "příjem"
    folder.mkdir()
    ImportSource.objects.create(name="ruian", folder=str(folder), every_minutes=0)
    with worker(**this_machine, GIS_WATCHED_FOLDERS=str(folder)):
        for count in (1, 2):
            day = f"2026020{count}"
            write_full(folder, [MadeParcel(code) for code in range(count)], day=day)
            wait_until(
                lambda count=count: Delivery.objects.filter(state="ready").count() == count,
                f"delivery {count}",
            )
    assert {each.channel for each in Delivery.objects.all()} == {Delivery.Channel.FOLDER}


def test_services_are_probed_and_harvested_over_time(
    remote: Server, settings: Any, this_machine: dict[str, str], other_machine: dict[str, str]
) -> None:
    layer = choose(register("features", f"{remote.url}/features", ""), "zdroje", CHOICE)
    RemoteService.objects.update(every_minutes=0)
    allowed = {"GIS_REMOTE_PRIVATE_HOSTS": remote.host}
    with worker(**this_machine, **allowed), worker(**other_machine, **allowed):
        wait_until(lambda: Feature.objects.filter(layer=layer.layer_id).count() == 25, "objects")
        wait_until(lambda: probes(remote) >= 4, "four probes")

        good = remote.replies[ITEMS]
        remote.replies[ITEMS] = says(b"chyba", "text/plain", 500)
        wait_until(lambda: state_of(layer) == "failing", "the failure")
        remote.replies[ITEMS] = good
        wait_until(lambda: state_of(layer) == "ok", "the recovery")

        remote.replies[ITEMS] = says(one_spring(), "application/geo+json")
        long_ago = timezone.now() - timedelta(hours=CHOICE.harvest_hours + 1)
        RemoteLayer.objects.update(asked_at=long_ago)
        wait_until(lambda: Delivery.objects.filter(state="ready").count() == 1, "the new harvest")
    current = Feature.objects.filter(layer=layer.layer_id, recorded__endswith=None)
    assert current.count() == 25, "losing 24 of 25 objects waits for a human"


def probes(server: Server) -> int:
    return sum(path == "/features/collections" for path, _ in server.asked)


def state_of(layer: RemoteLayer) -> str:
    return RemoteService.objects.get(pk=layer.service_id).state


def one_spring() -> bytes:
    spring = {"type": "Feature", "id": "z0", "properties": {"Název": "Pramen"},
              "geometry": {"type": "Point", "coordinates": [-690_000, -970_000]}}  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": [spring]}).encode()
