"""Staff who may do one thing only, and deliveries that are checked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from layers.catalogue.loader import look_again
from tests.layers.conftest import inbox
from tests.layers.deliveries.conftest import ada, work

__all__ = ["ada", "inbox", "work"]


@pytest.fixture
def staff_with(django_user_model: Any) -> Callable[..., Client]:
    """A signed-in member of the staff with the named permissions of `layers`."""

    def make(*names: str) -> Client:
        user = django_user_model.objects.create_user("_".join(names) or "nikdo", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def boss(ada: Any) -> Client:
    """One who may do everything."""
    client = Client()
    client.force_login(ada)
    return client


@pytest.fixture
def rows(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """The catalogue's folder of rows is the test's own."""
    settings.REMOTE_CATALOGUE = tmp_path / "catalogue"
    settings.VAR = tmp_path / "var"
    look_again()
    yield settings.REMOTE_CATALOGUE
    settings.REMOTE_CATALOGUE = tmp_path / "gone"
    look_again()


def upload(client: Client, *paths: Path, **fields: str) -> Any:
    """The form sent with the files."""
    files = [path.open("rb") for path in paths]
    try:
        return client.post("/admin/data/upload", {"files": files, **fields})
    finally:
        for file in files:
            file.close()
