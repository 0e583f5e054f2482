"""A worker dies; another one takes its job over and completes it."""

import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from layers.deliveries.decisions import approve, receive
from layers.deliveries.inbox import chunks_of, store
from layers.jobs.queue import MAX_ATTEMPTS, cancel
from layers.jobs.takeover import sweep
from layers.models import Delivery, ImportRun, Job, Parcel
from tests.layers.importers.made_vfr import MadeParcel, write_full
from tests.layers.jobs.workers import wait_until, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]

MANY = 20_000
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def delivered(tmp_path: Path, count: int = MANY) -> Delivery:
    file = write_full(tmp_path, [MadeParcel(code) for code in range(1, count + 1)])
    delivery, _ = receive(store(file.name, chunks_of(file)), channel=Delivery.Channel.UPLOAD)
    return delivery


def state_of(delivery: Delivery) -> str:
    return Delivery.objects.get(pk=delivery.pk).state


def reading() -> bool:
    return Job.objects.filter(state="running", phase="čtení", done__gt=0).exists()


def test_job_of_a_killed_worker_is_taken_over_and_completes(
    tmp_path: Path, django_user_model: type
) -> None:
    delivery = delivered(tmp_path)
    with worker():
        wait_until(lambda: state_of(delivery) == "ready", "the check")
    approve(delivery, django_user_model.objects.create_superuser("ada"))
    with worker() as doomed:
        wait_until(reading, "the import")
        doomed.send_signal(signal.SIGKILL)
        doomed.wait()
    assert not Parcel.objects.exists()
    unfinished = ImportRun.objects.latest("pk")
    assert unfinished.state == ImportRun.State.READING

    with worker():
        wait_until(lambda: state_of(delivery) == "published", "the takeover")
        wait_until(lambda: not Job.objects.exclude(state="done").exists(), "the end of the job")

    assert Parcel.objects.current().count() == MANY
    unfinished.refresh_from_db()
    assert unfinished.state == ImportRun.State.FAILED
    assert "worker zmizel" in unfinished.messages[-1]
    job = Job.objects.latest("pk")
    assert job.attempt == 2
    assert any("worker zmizel" in line for line in job.log)


@pytest.mark.slow
def test_job_whose_worker_is_told_to_end_goes_back_to_the_queue_at_once(tmp_path: Path) -> None:
    delivery = delivered(tmp_path)
    with worker() as stopped:
        wait_until(reading, "the import")
        stopped.send_signal(signal.SIGTERM)
        stopped.wait(20)
    job = Job.objects.get()
    assert (job.state, job.attempt) == ("waiting", 1)
    with worker():
        wait_until(lambda: state_of(delivery) == "ready", "the check")


def test_cancelled_job_ends_between_records_and_leaves_the_data(tmp_path: Path) -> None:
    delivery = delivered(tmp_path)
    with worker():
        wait_until(reading, "the import")
        cancel(Job.objects.get(), "ada")
        wait_until(lambda: state_of(delivery) == "cancelled", "the cancel")
        wait_until(lambda: Job.objects.get().state == "cancelled", "the end of the job")
    assert "zrušil(a) ada" in Job.objects.get().log[-1]
    assert not Parcel.objects.exists()


def test_waiting_job_is_cancelled_before_anyone_begins_it(tmp_path: Path) -> None:
    delivery = delivered(tmp_path, count=1)
    cancel(Job.objects.get(), "ada")
    assert Job.objects.get().state == "cancelled"
    assert state_of(delivery) == "cancelled"


def test_job_that_has_cost_three_workers_is_given_up(tmp_path: Path) -> None:
    delivery = delivered(tmp_path, count=1)
    for attempt in range(1, MAX_ATTEMPTS + 1):
        Job.objects.update(state="running", attempt=attempt, heartbeat_at=LONG_AGO)
        sweep()
    assert state_of(delivery) == "failed"
    job = Job.objects.get()
    assert job.state == "failed"
    assert "po 3 pokusech" in job.log[-1]


@pytest.mark.slow
def test_file_that_is_not_on_this_machine_is_told(tmp_path: Path, inbox: Path) -> None:
    delivery = delivered(tmp_path, count=1)
    (inbox / delivery.stored).unlink()
    with worker():
        wait_until(lambda: state_of(delivery) == "failed", "the answer")
    delivery.refresh_from_db()
    assert "GIS_INBOX" in delivery.reason


def test_file_changed_after_its_receipt_is_not_imported(tmp_path: Path, inbox: Path) -> None:
    delivery = delivered(tmp_path, count=1)
    with (inbox / delivery.stored).open("ab") as file:
        file.write(b"\n")
    with worker():
        wait_until(lambda: state_of(delivery) == "failed", "the answer")
    delivery.refresh_from_db()
    assert "SHA-256" in delivery.reason
