"""What the worker does for releases now and then: standing orders, and packages past their days."""

import logging

from django.conf import settings
from django.utils import timezone

from layers.models import Release, StandingOrder
from layers.releases.asking import ask, due_again
from layers.releases.audit import note
from layers.releases.errors import RefusedRelease

log = logging.getLogger(__name__)


def look_at_releases() -> None:
    """Asks for what is due, and removes what has expired."""
    for order in StandingOrder.objects.filter(next_at__lte=timezone.now()).select_related("owner"):
        due_again(order)
        try:
            ask(order.owner, order, order=order)
        except RefusedRelease as exc:
            log.warning("standing order %s: %s", order.pk, exc)
            _failed(order, str(exc))
    old = Release.objects.filter(state=Release.State.READY, expires_at__lt=timezone.now())
    for release in old:
        (settings.RELEASES_FOLDER / release.path).unlink(missing_ok=True)
        release.state = Release.State.EXPIRED
        release.save(update_fields=["state"])
        note("systém", "výdej smazán po lhůtě", release)


def _failed(order: StandingOrder, reason: str) -> None:
    """A release that tells its owner why nothing came."""
    release = Release.objects.create(
        owner=order.owner, order=order, state=Release.State.FAILED, reason=reason, signature="",
        layers=order.layers, formats=order.formats, area_kind=order.area_kind,
        area_codes=order.area_codes, drawn=order.drawn, srid=order.srid, purpose=order.purpose,
    )  # fmt: skip
    note("systém", "trvalá objednávka selhala", release, words=reason)
