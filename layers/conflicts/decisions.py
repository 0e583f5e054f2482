"""What people decide of a conflict: who may, and what is kept of it."""

from django.contrib.auth.models import User
from django.db import transaction

from layers.conflicts.errors import RefusedDecision
from layers.conflicts.listing import Conflict, may_decide
from layers.conflicts.tasks import tell_decision
from layers.jobs.queue import start
from layers.models import ConflictDecision

MOST_SIGNS = 2000


def decide(user: User, conflict: Conflict, *, state: str, reason: str) -> ConflictDecision:
    """Keeps the decision and queues its way to the map; raises `RefusedDecision`."""
    if not may_decide(user, conflict):
        raise RefusedDecision("O tomto střetu nesmíte rozhodovat.")
    if conflict.gone_at is not None:
        raise RefusedDecision("Střet už zanikl, není o čem rozhodovat.")
    if state not in ConflictDecision.State.values:
        raise RefusedDecision("Zvolte stav z nabídky.")
    told = reason.replace("\0", "").strip()
    if not 3 <= len(told) <= MOST_SIGNS:
        raise RefusedDecision(f"Uveďte důvod (3 až {MOST_SIGNS} znaků).")
    if state == conflict.state:
        raise RefusedDecision("Střet už v tomto stavu je.")
    with transaction.atomic():
        decision = ConflictDecision.objects.create(
            conflict=conflict.id, state=state, reason=told, decided_by=user,
            measure=conflict.attributes["measure"], who=user.get_full_name() or user.username,
        )  # fmt: skip
        start(tell_decision, title=f"Střet {conflict.id}: stav", user=user, conflict=conflict.id)
    return decision


def history(conflict: Conflict) -> list[ConflictDecision]:
    """All decisions, the oldest first."""
    return list(ConflictDecision.objects.filter(conflict=conflict.id))
