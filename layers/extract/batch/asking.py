"""A batch asked for: checked whole before it is queued."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction

from layers.extract.batch.errors import RefusedBatch
from layers.extract.batch.tasks import make_batch
from layers.extract.moment import Moment
from layers.extract.reader import one_version
from layers.extract.subject import without_outline
from layers.jobs import queue
from layers.models import ExtractBatch

MOST_PARCELS = 500
MAX_OPEN = 3
"""Batches of one person that are not finished."""
_NAMED = 5


@transaction.atomic
def ask(
    user: User,
    parcels: Sequence[int],
    *,
    form: str,
    language: str,
    purpose: str,
    at: Moment,
    root: str,
) -> ExtractBatch:
    """The batch, queued; raises `RefusedBatch` with what is wrong, `NotKnownYet`."""
    codes = list(dict.fromkeys(parcels))
    if not 0 < len(codes) <= MOST_PARCELS:
        raise RefusedBatch(f"Musí být 1 až {MOST_PARCELS} parcel.", parameter="parcels")
    if form not in ExtractBatch.Form.values:
        known = ", ".join(ExtractBatch.Form.values)
        raise RefusedBatch(f"Podoba: {known}.", parameter="form")
    _check(codes, at)
    waiting = ExtractBatch.objects.filter(owner=user, state=ExtractBatch.State.MAKING)
    if waiting.count() >= MAX_OPEN:
        raise RefusedBatch(f"Nejvýše {MAX_OPEN} dávky smí čekat najednou; počkejte, až skončí.")
    batch = ExtractBatch.objects.create(
        owner=user, parcels=codes, form=form, language=language, purpose=purpose,
        on_day=at.day, known_at=at.known_at, root=root,
    )  # fmt: skip
    batch.job = queue.start(
        make_batch, title=f"Výpisy: {user}, parcel {len(codes)}", user=user, batch_id=str(batch.pk)
    )
    batch.save(update_fields=["job"])
    return batch


def cancel(batch: ExtractBatch, user: User) -> None:
    """Ends what is being made: at once where nobody has begun, else between two extracts."""
    ended = ExtractBatch.objects.filter(pk=batch.pk, state=ExtractBatch.State.MAKING)
    if ended.update(state=ExtractBatch.State.CANCELLED) and batch.job:
        queue.cancel(batch.job, user.get_username())


def _check(codes: Sequence[int], at: Moment) -> None:
    """What can be known now is not left for the job to find."""
    with one_version() as read:
        at.check(read)
        wrong = without_outline(codes, read, at.known_at)
    if wrong:
        told = ", ".join(map(str, wrong[:_NAMED])) + (" …" if len(wrong) > _NAMED else "")
        raise RefusedBatch(
            f"Bez hranic v datech, nebo neexistují ({len(wrong)}): {told}.", parameter="parcels"
        )
