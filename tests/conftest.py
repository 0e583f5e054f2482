"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from tests.stack import running_stack
from tests.visitors import visitors

__all__ = ["visitors"]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files (`GIS_TEST_DATA`); tests that need it are skipped without it."""
    folder = Path(os.environ.get("GIS_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real files are not at {folder}; set GIS_TEST_DATA")
    return folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """The reading role has a connection of its own, which Django does not close for a mirror."""
    yield
    connections["reader"].close()


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running product with a small demo region, whole as `./dmvs up` has it."""
    with running_stack(tmp_path_factory.mktemp("stack"), parcels=4_000) as url:
        yield url


@pytest.fixture(scope="session")
def portal_url(server_url: str) -> str:
    """Where the portal is."""
    return server_url
