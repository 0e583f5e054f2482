"""How a delivery goes from state to state, each step with its audit line; no jobs here."""

from django.conf import settings
from django.db import transaction

from layers.errors import RefusedImport
from layers.models import AuditLine, Delivery, ImportRun, Job

State = Delivery.State

AUTOMATIC = "systém"

AGAIN = {State.REFUSED, State.FAILED, State.CANCELLED, State.RETURNED}


def note(
    who: str, what: str, delivery: Delivery, *, run: ImportRun | None = None, words: str = ""
) -> None:
    """The audit line of one step."""
    AuditLine.objects.create(
        who=who, what=what, note=words, delivery=delivery, run=run,
        file_name=delivery.file_name, file_sha256=delivery.file_sha256,
    )  # fmt: skip


@transaction.atomic
def approve(delivery_id: int, who: str) -> Delivery:
    """READY → APPROVED; `RefusedImport` when it is not ready, or the same person brought it."""
    delivery = _held(delivery_id, {State.READY}, "schválit")
    same = delivery.created_by is not None and delivery.created_by.get_username() == who
    if same and settings.FOUR_EYES:
        raise RefusedImport("Dodávku musí schválit někdo jiný, než kdo ji nahrál.")
    _change(delivery, State.APPROVED)
    note(who, "schváleno", delivery, words="schválil týž, kdo nahrál" if same else "")
    return delivery


@transaction.atomic
def send_back(delivery_id: int, who: str, reason: str) -> Delivery:
    """READY → RETURNED, with the reason for whoever sent the file."""
    if not reason.strip():
        raise RefusedImport("Napište důvod, proč se dodávka vrací.")
    delivery = _held(delivery_id, {State.READY}, "vrátit")
    _change(delivery, State.RETURNED, reason.strip())
    note(who, "vráceno", delivery, words=reason.strip())
    return delivery


@transaction.atomic
def begin_again(delivery_id: int, who: str) -> Delivery:
    """Back to CHECKING from any state in which nothing was published."""
    delivery = _held(delivery_id, AGAIN, "zkontrolovat znovu")
    _change(delivery, State.CHECKING)
    note(who, "kontrola znovu", delivery)
    return delivery


@transaction.atomic
def found_changed(delivery: Delivery) -> None:
    """APPROVED → CHECKING: the data are not those that the approver saw the difference to."""
    _change(delivery, State.CHECKING)
    note(
        AUTOMATIC, "kontrola znovu", delivery,
        words="Data se od schválení změnila, výsledek by byl jiný; schvaluje se znovu.",
    )  # fmt: skip


@transaction.atomic
def ended(delivery: Delivery, state: State, reason: str) -> None:
    """REFUSED, FAILED or CANCELLED with the reason; the run that says it is kept beside."""
    run = ImportRun.objects.filter(file_sha256=delivery.file_sha256).order_by("-pk").first()
    if run and run.state in {ImportRun.State.REFUSED, ImportRun.State.FAILED}:
        delivery.preview = run
    _change(delivery, state, reason)
    note(AUTOMATIC, state.label, delivery, run=delivery.preview, words=reason)


def note_job(*, job: Job, line: str, **_: object) -> None:
    """A job that ended without its work leaves no delivery waiting for it."""
    state = {Job.State.FAILED: State.FAILED, Job.State.CANCELLED: State.CANCELLED}.get(
        Job.State(job.state)
    )
    delivery = job.delivery
    if state and delivery and delivery.state in {State.CHECKING, State.APPROVED}:
        ended(delivery, state, line)


def published(delivery: Delivery, run: ImportRun) -> None:
    """APPROVED → PUBLISHED; called inside the publishing transaction."""
    delivery.run = run
    _change(delivery, State.PUBLISHED)
    note(AUTOMATIC, "zveřejněno", delivery, run=run, words=f"běh {run.pk}")


def note_rollback(*, run: ImportRun, **_: object) -> None:
    """PUBLISHED → ROLLED_BACK for the delivery whose run a rollback, by whoever, took back."""
    if run.rollback_of_id is None:
        return
    for delivery in Delivery.objects.filter(run=run.rollback_of, state=State.PUBLISHED):
        _change(delivery, State.ROLLED_BACK)
        note(AUTOMATIC, "data vrácena", delivery, run=run, words=f"běh {run.pk}")


def _held(delivery_id: int, states: set[State], verb: str) -> Delivery:
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery_id)
    if delivery.state not in states:
        label = delivery.get_state_display()
        raise RefusedImport(f"Dodávku nelze {verb}, její stav je „{label}“.")
    return delivery


def _change(delivery: Delivery, state: State, reason: str = "") -> None:
    delivery.state, delivery.reason = state, reason
    delivery.save()
