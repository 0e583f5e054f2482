"""Run beside the product: makes an account for each role and prints their sessions as JSON.

A role bound to a territory is given in the first municipality of the demo region.
"""

import json

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from layers.models import Membership, Municipality, Role  # noqa: E402
from tests.visitors import ADMINISTRATOR, ASKER  # noqa: E402


def session_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def make() -> dict[str, str]:
    home = Municipality.objects.current().order_by("code").values_list("code", flat=True)[0]
    sessions = {ADMINISTRATOR: session_of(User.objects.create_superuser("spravce-prav"))}
    sessions[ASKER] = session_of(User.objects.create_user("zadatelka"))
    for role in Role.objects.exclude(code=Role.PUBLIC):
        user = User.objects.create_user(f"role-{role.code}")
        if role.code != Role.REGISTERED:
            Membership.objects.create(user=user, role=role, municipality_codes=[home])
        sessions[role.code] = session_of(user)
    return sessions


if __name__ == "__main__":
    print(json.dumps(make()))
