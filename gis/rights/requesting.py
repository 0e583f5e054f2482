"""Requests for access: asked, withdrawn, accepted, rejected; each step with its audit line."""

import logging
from datetime import date
from smtplib import SMTPException

from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gis.rights.errors import RefusedRequest
from gis.rights.places import place_words
from layers.audit import Kind, record
from layers.models import AccessRequest, Membership

log = logging.getLogger(__name__)

MAY_DECIDE = "layers.decide_access"
MOST_WAITING = 5
"""Requests of one user that may wait at once."""
State = AccessRequest.State


@transaction.atomic
def ask(request: AccessRequest) -> None:
    """Hands a new request in; raises `RefusedRequest`."""
    waiting = AccessRequest.objects.filter(user=request.user, state=State.WAITING)
    if waiting.filter(role=request.role).exists():
        raise RefusedRequest("O tuto roli už žádáte; vyčkejte, nebo vezměte žádost zpět.")
    if waiting.count() >= MOST_WAITING:
        raise RefusedRequest(f"Najednou může čekat nejvýše {MOST_WAITING} žádostí.")
    if not request.role.on_request:
        raise RefusedRequest("O tuto roli nelze žádat.")
    request.save()
    _note(request, request.user, "žádost o přístup podána", request.purpose)


@transaction.atomic
def withdraw(pk: int, user: User) -> None:
    """The user takes back his own request."""
    request = _waiting(pk)
    if request.user_id != user.pk:
        raise RefusedRequest("Vzít zpět lze jen vlastní žádost.")
    _close(request, State.WITHDRAWN, by=None, reason="")
    _note(request, user, "žádost o přístup vzata zpět")


@transaction.atomic
def accept(pk: int, by: User, *, until: date, reason: str) -> AccessRequest:
    """Gives the role on the territory asked for, until the day."""
    request = _decided_by(pk, by)
    if until < timezone.localdate():
        raise RefusedRequest("Den, do kterého má role platit, už minul.")
    request.membership = Membership.objects.create(
        user=request.user,
        role=request.role,
        municipality_codes=request.municipality_codes,
        orp_codes=request.orp_codes,
        area=request.area,
        until=until,
    )
    _close(request, State.ACCEPTED, by=by, reason=reason)
    _note(request, by, "žádost o přístup přijata", f"do {until:%d.%m.%Y} {reason}")
    return request


@transaction.atomic
def reject(pk: int, by: User, *, reason: str) -> AccessRequest:
    """Says no, and why."""
    if not reason.strip():
        raise RefusedRequest("Napište, proč žádost zamítáte.")
    request = _decided_by(pk, by)
    _close(request, State.REJECTED, by=by, reason=reason)
    _note(request, by, "žádost o přístup zamítnuta", reason)
    return request


def tell(request: AccessRequest, root: str) -> None:
    """Writes to the user how it ended; a mail that does not leave is in the log and no fault."""
    if not request.user.email:
        return
    lines = [
        f"Vaše žádost o roli {request.role.title_cs} byla {request.get_state_display()}.",
        request.reason,
        f"{root}{reverse('rights:requests')}",
    ]
    try:
        send_mail(
            "DMVS: žádost o přístup",
            "\n\n".join(line for line in lines if line),
            None,
            [request.user.email],
        )
    except (SMTPException, OSError):
        log.exception("The notice of access request %s was not sent.", request.pk)


def _decided_by(pk: int, by: User) -> AccessRequest:
    request = _waiting(pk)
    if request.user_id == by.pk and not by.is_superuser:
        raise RefusedRequest("O vlastní žádosti rozhoduje někdo jiný.")
    return request


def _waiting(pk: int) -> AccessRequest:
    """The request, held until the end of the transaction."""
    request = AccessRequest.objects.select_for_update(of=("self",)).get(pk=pk)
    if request.state != State.WAITING:
        raise RefusedRequest(f"Žádost už nečeká: {request.get_state_display()}.")
    return request


def _close(request: AccessRequest, state: State, *, by: User | None, reason: str) -> None:
    request.state, request.decided_by, request.reason = state, by, reason.strip()
    request.decided_at = timezone.now()
    request.save()


def _note(request: AccessRequest, who: User, what: str, words: str = "") -> None:
    where = place_words(request)
    told = f"{request.user.get_username()}: {request.role.title_cs}"
    note = ", ".join(part for part in (told, where, words.strip()) if part)
    record(Kind.RIGHTS, who=who.get_username(), what=what, note=note)
