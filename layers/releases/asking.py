"""A request for data: checked, and queued or put before someone who decides."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from layers.crs import KROVAK_SOUTH_WEST, SUPPORTED
from layers.export.formats import FORMATS
from layers.jobs.queue import start
from layers.models import Release, StandingOrder
from layers.models.release import ReleaseTerms
from layers.releases.area import area_of, signature_of
from layers.releases.audit import note
from layers.releases.errors import RefusedRelease
from layers.releases.notice import tell_deciders
from layers.releases.rights import may_decide, restricted, takeable
from layers.releases.tasks import make_release

MAX_LAYERS = 300
PURPOSE_SIGNS = (5, 1000)
_OPEN = (Release.State.REQUESTED, Release.State.MAKING)
MAX_OPEN = 10
"""Releases of one person that are not finished; more wait until he asks again."""

_TERMS = tuple(field.name for field in ReleaseTerms._meta.get_fields())


@transaction.atomic
def ask(user: User, terms: ReleaseTerms, *, order: StandingOrder | None = None) -> Release:
    """The release, in the queue or waiting for a decision; raises `RefusedRelease`."""
    check(user, terms)
    if Release.objects.filter(owner=user, state__in=_OPEN).count() >= MAX_OPEN:
        raise RefusedRelease(f"Nejvýše {MAX_OPEN} výdejů smí čekat najednou; počkejte, až skončí.")
    release = Release(
        owner=user, order=order, signature=signature_of(terms), state=Release.State.REQUESTED,
        **{name: getattr(terms, name) for name in _TERMS},
    )  # fmt: skip
    alone = may_decide(user, release) and not settings.FOUR_EYES
    release.save()
    note(user.get_username(), "výdej vyžádán", release, words=release.purpose)
    if restricted(release.layers) and not alone:
        transaction.on_commit(lambda: tell_deciders(release))
    else:
        begin(release)
    return release


@transaction.atomic
def repeat(user: User, terms: ReleaseTerms, *, every_days: int) -> StandingOrder:
    """The standing order, first due now; raises `RefusedRelease`."""
    check(user, terms)
    return StandingOrder.objects.create(
        owner=user, every_days=every_days, next_at=timezone.now(),
        **{name: getattr(terms, name) for name in _TERMS},
    )  # fmt: skip


def begin(release: Release) -> None:
    """Queues the making."""
    release.job = start(
        make_release, title=f"Výdej dat: {release.owner}", user=release.owner,
        release_id=str(release.pk),
    )  # fmt: skip
    release.state = Release.State.MAKING
    release.save(update_fields=["job", "state"])


def due_again(order: StandingOrder) -> None:
    """Moves the order to its next day, counted from today."""
    order.next_at = timezone.now() + timedelta(days=order.every_days)
    order.save(update_fields=["next_at"])


def check(user: User, terms: ReleaseTerms) -> None:
    """Raises `RefusedRelease` for terms that cannot be met, naming what is wrong."""
    if not 0 < len(set(terms.layers)) <= MAX_LAYERS:
        raise RefusedRelease(f"Zvolte 1 až {MAX_LAYERS} vrstev.", parameter="layers")
    mine = takeable(user, terms.layers)
    if missing := [each for each in terms.layers if each not in mine]:
        raise RefusedRelease(
            f"Vrstva {missing[0][:80]!r} není, nebo ji nesmíte stáhnout.", parameter="layers"
        )
    if not terms.formats or not set(terms.formats) <= set(FORMATS):
        raise RefusedRelease(f"Formáty: {', '.join(FORMATS)}.", parameter="formats")
    if terms.area_kind not in ReleaseTerms.AreaKind.values:
        known = ", ".join(ReleaseTerms.AreaKind.values)
        raise RefusedRelease(f"Druh území: {known}.", parameter="area_kind")
    if terms.srid not in SUPPORTED or terms.srid == KROVAK_SOUTH_WEST:
        raise RefusedRelease(f"EPSG:{terms.srid} výdej nenabízí.", parameter="srid")
    low, high = PURPOSE_SIGNS
    if not low <= len(terms.purpose.strip()) <= high:
        raise RefusedRelease(f"Uveďte účel, {low} až {high} znaků.", parameter="purpose")
    area_of(terms)
