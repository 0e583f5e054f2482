"""Of which municipality a user is, by his roles."""

import time

from django.contrib.auth.models import User
from django.db.models import Q

from layers.models import Membership

_KEPT_FOR_S = 60.0
_KEPT = 4096
_known: dict[int, tuple[float, int]] = {}


def municipality_of(user: object) -> int:
    """Its code when all his roles are of one, else 0; at most a minute old, as it only counts.

    Who looks with the eyes of another has no account, and counts as of none.
    """
    if not isinstance(user, User):
        return 0
    now = time.monotonic()
    until, code = _known.get(user.pk, (0.0, 0))
    if until <= now:
        code = _asked(user)
        if len(_known) >= _KEPT:
            _known.clear()
        _known[user.pk] = (now + _KEPT_FOR_S, code)
    return code


def _asked(user: User) -> int:
    held = Membership.objects.filter(Q(user=user) | Q(group__user=user))
    codes = {code for codes in held.values_list("municipality_codes", flat=True) for code in codes}
    return codes.pop() if len(codes) == 1 else 0
