"""Notices by e-mail; the portal shows the same, so that a mail that fails loses nothing."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db.models import Q

from layers.models import Release
from layers.releases.rights import may_decide

log = logging.getLogger(__name__)

_WORDS = {
    Release.State.READY: "Data jsou připravena ke stažení.",
    Release.State.REJECTED: "Žádost byla zamítnuta.",
    Release.State.FAILED: "Výdej se nepodařil.",
}


def tell_owner(release: Release) -> None:
    """What became of the request."""
    words = _WORDS.get(Release.State(release.state))
    if words and release.owner.email:
        reason = f"\nDůvod: {release.reason}" if release.reason else ""
        _send(f"Výdej dat: {words}", f"{words}{reason}\n\n{_address(release)}", [release.owner])


def tell_deciders(release: Release) -> None:
    """Those who may decide on the request."""
    known = User.objects.filter(is_active=True).exclude(email="").exclude(pk=release.owner.pk)
    held = known.filter(
        Q(is_superuser=True) | Q(memberships__isnull=False) | Q(groups__isnull=False)
    ).distinct()
    deciders = [user for user in held if may_decide(user, release)]
    body = f"{release.owner} žádá o data pro účel: {release.purpose}\n\n{_address(release)}"
    _send("Výdej dat čeká na schválení", body, deciders)


def _address(release: Release) -> str:
    return f"{settings.PUBLIC_URL}/vydej/{release.pk}/"


def _send(subject: str, body: str, people: Iterable[User]) -> None:
    for person in people:
        try:
            send_mail(subject, body, None, [person.email])
        except OSError:
            log.warning("no mail could be sent to user %s", person.pk, exc_info=True)
