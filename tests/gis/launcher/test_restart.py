"""HOSTILE 42, all real: below the product the database is restarted, its disk fills up."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import requests

from gis.launcher import database
from gis.launcher.cluster import Cluster
from tests.layers.importers.made_vfr import MadeParcel, write_full
from tests.stack import STAFF, running_stack

pytestmark = pytest.mark.slow

WITHIN_S = 240


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A cluster of the test's own, which it may stop."""
    top = Path(tempfile.mkdtemp(prefix="dmvs-restart-"))
    top.chmod(0o755)
    monkeypatch.setenv("GIS_VAR", str(top / "var"))
    monkeypatch.setenv("GIS_JOB_LOST_AFTER_S", "12")
    for name in ("DATABASE_URL", "DATABASE_READER_URL"):
        monkeypatch.setenv(name, os.environ.get(name, ""))  # put back afterwards
    with database.private(for_tests=True) as cluster:
        yield cluster
    cluster.socket_folder.rmdir()
    shutil.rmtree(top)


class Clerk(requests.Session):
    """Signed in, sends files by the form."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        page = self.get(f"{url}/account/login/", timeout=60).text
        account = {"login": STAFF[0], "password": STAFF[1], "csrfmiddlewaretoken": token(page)}
        self.post(f"{url}/account/login/", account, timeout=60).raise_for_status()
        assert "sessionid" in self.cookies

    def bring(self, file: Path) -> str:
        """The address of the delivery."""
        form = {"csrfmiddlewaretoken": token(self.get(f"{self.url}/admin/data/", timeout=30).text)}
        with file.open("rb") as content:
            place = f"{self.url}/admin/data/upload"
            answer = self.post(place, form, files={"files": content}, timeout=60)
        answer.raise_for_status()
        assert "/deliveries/" in answer.url
        return answer.url

    def press(self, delivery: str, what: str) -> None:
        form = {"csrfmiddlewaretoken": token(self.get(delivery, timeout=30).text)}
        self.post(f"{delivery}{what}", form, timeout=60).raise_for_status()

    def wait_for(self, delivery: str, words: str) -> str:
        wait_until(lambda: words in self.get(delivery, timeout=30).text, words)
        return self.get(delivery, timeout=30).text


def token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, page[:500]
    return found[1]


def wait_until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.1)


def asked(cluster: Cluster, statement: str) -> list[tuple[Any, ...]]:
    connection = psycopg2.connect(cluster.url("dmvs_owner").replace("/dmvs?", "/dmvs_stack?"))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()
    finally:
        connection.close()


CHECK = "FROM layers_job WHERE title LIKE 'Kontrola:%'"
READING = f"SELECT 1 {CHECK} AND state = 'running' AND done > 0"


def status(url: str) -> int:
    return requests.get(url, timeout=30).status_code


def test_database_restarted_during_an_import_is_survived_by_web_and_worker(
    cluster: Cluster, tmp_path: Path
) -> None:
    with running_stack(tmp_path / "stack", parcels=500) as url:
        items = f"{url}/api/collections/cadastre_parcel/items?limit=1"
        clerk = Clerk(url)
        before = requests.get(items, timeout=30).json()
        file = write_full(tmp_path, [MadeParcel(each) for each in range(1, 40_000)])
        delivery = clerk.bring(file)
        wait_until(lambda: asked(cluster, READING), "the import")

        cluster.stop()
        assert status(items) == 503
        assert status(f"{url}/health/live") == 200
        assert status(f"{url}/health/ready") == 503
        cluster.start()

        wait_until(lambda: status(items) == 200, "the answer of the API")
        assert requests.get(items, timeout=30).json()["features"] == before["features"]
        assert status(f"{url}/health/ready") == 200
        clerk.wait_for(delivery, "čeká na schválení")
        ((attempts, state),) = asked(cluster, f"SELECT attempt, state {CHECK}")
        assert (attempts > 1, state) == (True, "done")


@contextmanager
def small_disk(cluster: Cluster, folder: Path, size_mb: int) -> Iterator[None]:
    """The owner's temporary tables lie on a disk of so many megabytes."""
    folder.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", str(folder)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("this user may mount nothing")
    try:
        space = folder / "space"
        cluster.account.own_folder(space)
        statements = folder.with_suffix(".sql")
        statements.write_text(
            f"CREATE TABLESPACE small LOCATION '{space}';\n"
            "GRANT CREATE ON TABLESPACE small TO dmvs_owner;\n"
            "ALTER ROLE dmvs_owner SET temp_tablespaces = 'small';\n"
        )
        cluster.sql(statements, "postgres")
        yield
    finally:
        statements.write_text("ALTER ROLE dmvs_owner RESET temp_tablespaces;\n")
        cluster.sql(statements, "postgres")
        cluster.stop()  # connections that still hold the tablespace
        cluster.start()
        statements.write_text("DROP TABLESPACE small;\n")
        cluster.sql(statements, "postgres")
        subprocess.run(["umount", str(folder)], check=True)


def test_disk_of_the_database_that_fills_up_is_told_and_the_next_try_completes(
    cluster: Cluster, tmp_path: Path
) -> None:
    with running_stack(tmp_path / "stack", parcels=500) as url:
        items = f"{url}/api/collections/cadastre_parcel/items?limit=1"
        clerk = Clerk(url)
        before = requests.get(items, timeout=30).json()["features"]
        folder = Path(tempfile.mkdtemp(prefix="dmvs-disk-"))
        folder.chmod(0o755)
        with small_disk(cluster, folder / "disk", size_mb=4):
            cluster.stop()  # so that the worker's connection is a new one
            cluster.start()
            file = write_full(tmp_path, [MadeParcel(each) for each in range(1, 40_000)])
            wait_until(lambda: status(items) == 200, "the answer of the API")
            delivery = clerk.bring(file)
            page = clerk.wait_for(delivery, "selhalo")
            assert "místo na disku" in page
            assert requests.get(items, timeout=30).json()["features"] == before
        shutil.rmtree(folder)

        wait_until(lambda: status(items) == 200, "the answer of the API")
        clerk.press(delivery, "again")
        clerk.wait_for(delivery, "čeká na schválení")
