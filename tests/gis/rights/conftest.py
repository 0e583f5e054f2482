"""Offices and people of a small region, and signed-in clients of theirs."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from layers.models import Membership, Role
from tests.gis.api.conftest import region

__all__ = ["region"]

HOME = 563889
"""The municipality of the region."""


@pytest.fixture
def clerk(db: None) -> User:
    """One who has signed in, and has no role."""
    return User.objects.create_user("urednice", "urednice@example.org")


@pytest.fixture
def staff_with(db: None) -> Callable[..., Client]:
    """A signed-in member of the staff with the named permissions."""

    def make(*names: str, superuser: bool = False) -> Client:
        user = User.objects.create_user("spravce", is_staff=True, is_superuser=superuser)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        return signed_in(user)

    return make


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def give(user: User, role: str, **where: object) -> Membership:
    return Membership.objects.create(user=user, role=Role.objects.get(code=role), **where)
