"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

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
