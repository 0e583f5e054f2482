"""A private cluster of its own for the tests of the launcher."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gis.launcher import database
from gis.launcher.cluster import Cluster


@pytest.fixture(scope="package")
def var() -> Iterator[Path]:
    """A state folder below a path with a space and diacritics, which the server's user reaches."""
    top = Path(tempfile.mkdtemp(prefix="dmvs test žluť "))
    top.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIS_VAR", str(top / "var"))
        yield top / "var"
    shutil.rmtree(top)


@pytest.fixture(scope="package")
def cluster(var: Path) -> Iterator[Cluster]:
    """A running cluster as `./dmvs up` has it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "DATABASE_READER_URL"):
            patch.setenv(name, os.environ.get(name, ""))
        with database.private(for_tests=False) as cluster:
            yield cluster
        cluster.socket_folder.rmdir()
