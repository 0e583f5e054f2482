"""An account, and no attempts counted before the test."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache

PASSWORD = "dlouhe-heslo-obce"


@pytest.fixture(autouse=True)
def no_attempts_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def clerk() -> User:
    """A municipality's clerk, made by the staff."""
    return User.objects.create_user("obec", "obec@example.org", PASSWORD)
