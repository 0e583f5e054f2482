"""Run over the bench's database: makes a surveyor of one municipality and prints his session."""

import secrets

import django

NAME = "bench-surveyor"


def session() -> str:
    """A session of the surveyor, who is made where there is none."""
    from django.contrib.auth import (  # noqa: PLC0415  once Django is set up
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
    )
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415
    from django.db.models import QuerySet  # noqa: PLC0415

    from layers.models import Membership, Municipality, Role  # noqa: PLC0415
    from layers.models.version import CURRENT  # noqa: PLC0415

    user, is_new = User.objects.get_or_create(username=NAME)
    if is_new:
        user.set_password(secrets.token_urlsafe())
        user.save()
        known: QuerySet[Municipality] = QuerySet(Municipality).filter(CURRENT)
        codes = known.order_by("code").values_list("code", flat=True)
        role = Role.objects.get(code="surveyor")
        Membership.objects.create(user=user, role=role, municipality_codes=list(codes[:1]))
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    django.setup()
    print(session())
