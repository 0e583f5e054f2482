"""What people do with a release that waits, or is being made."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from layers.jobs import queue
from layers.models import Release
from layers.releases.asking import begin
from layers.releases.audit import note
from layers.releases.errors import NotYours, RefusedRelease
from layers.releases.notice import tell_owner
from layers.releases.rights import may_decide

State = Release.State


@transaction.atomic
def accept(release: Release, user: User) -> None:
    """REQUESTED → MAKING; raises `RefusedRelease`, `NotYours`."""
    held = _to_decide(release, user)
    held.decided_by = user.get_username()
    held.save(update_fields=["decided_by"])
    note(held.decided_by, "výdej schválen", held)
    begin(held)


@transaction.atomic
def reject(release: Release, user: User, reason: str) -> None:
    """REQUESTED → REJECTED, with the reason for whoever asked; raises as `accept`."""
    held = _to_decide(release, user)
    if not reason.strip():
        raise RefusedRelease("Napište důvod zamítnutí.", parameter="reason")
    held.decided_by, held.reason = user.get_username(), reason.strip()[:1000]
    held.state = State.REJECTED
    held.save(update_fields=["decided_by", "reason", "state"])
    note(held.decided_by, "výdej zamítnut", held, words=held.reason)
    transaction.on_commit(lambda: tell_owner(held))


@transaction.atomic
def cancel(release: Release, user: User) -> None:
    """Ends what is not finished; its owner may."""
    held = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if held.owner != user:
        raise NotYours("Takový výdej není.")
    if held.state not in {State.REQUESTED, State.MAKING}:
        raise RefusedRelease("Výdej už skončil, zrušit ho nelze.")
    note(user.get_username(), "výdej zrušen", held)
    if held.job and not held.job.is_over:
        queue.cancel(held.job, user.get_username())
    held.state = State.CANCELLED
    held.save(update_fields=["state"])


def _to_decide(release: Release, user: User) -> Release:
    held = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if not may_decide(user, held):
        raise NotYours("Takový výdej není.")
    if held.state != State.REQUESTED:
        raise RefusedRelease("O výdeji už bylo rozhodnuto.")
    if settings.FOUR_EYES and held.owner == user:
        raise RefusedRelease("Výdej musí schválit někdo jiný, než kdo o něj žádá.")
    return held
