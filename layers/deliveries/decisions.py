"""What people do with deliveries; each step is recorded, the work itself is a job."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from layers.deliveries import state
from layers.deliveries.inbox import Stored
from layers.deliveries.tasks import roll_back_run, start_checking, start_publishing
from layers.jobs.queue import start
from layers.models import AuditLine, Delivery, ImportRun, Job

_OPEN = (state.State.CHECKING, state.State.READY, state.State.APPROVED)


@transaction.atomic
def receive(
    stored: Stored,
    *,
    channel: Delivery.Channel,
    source: str = "",
    forced: bool = False,
    user: User | None = None,
) -> tuple[Delivery, bool]:
    """The delivery of a stored file, and whether it is new: one that is open stands for the same.

    A new one is queued to be checked.
    """
    known = same_file(stored, source).filter(state__in=_OPEN).first()
    if known:
        return known, False
    delivery = Delivery.objects.create(
        channel=channel, source=source, forced=forced, file_name=stored.name,
        file_sha256=stored.sha256, size_bytes=stored.size_bytes, stored=stored.path,
        created_by=user,
    )  # fmt: skip
    who = user.get_username() if user else state.AUTOMATIC
    state.note(who, "přijato", delivery, words=channel.label)
    start_checking(delivery)
    return delivery, True


def same_file(stored: Stored, source: str) -> QuerySet[Delivery]:
    """The deliveries that brought the same content for the source, or for whatever it says."""
    same = Delivery.objects.filter(file_sha256=stored.sha256)
    return same.filter(source__in=("", source)) if source else same


@transaction.atomic
def approve(delivery: Delivery, user: User) -> None:
    """Approved and queued to be published; raises `RefusedImport`."""
    start_publishing(state.approve(delivery.pk, user.get_username()))


@transaction.atomic
def check_again(delivery: Delivery, user: User) -> None:
    """Queued to be checked once more; raises `RefusedImport`."""
    start_checking(state.begin_again(delivery.pk, user.get_username()))


@transaction.atomic
def roll_back(run: ImportRun, user: User) -> Job:
    """Queued to be taken back."""
    delivery = Delivery.objects.filter(run=run).first()
    AuditLine.objects.create(
        who=user.get_username(), what="vrácení zadáno", note=f"běh {run.pk}", run=run,
        delivery=delivery, file_name=run.file_name, file_sha256=run.file_sha256,
    )  # fmt: skip
    title = f"Vrácení: {run.file_name}"
    return start(roll_back_run, title=title, user=user, delivery=delivery, run_id=run.pk)
