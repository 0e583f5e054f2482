"""The product running for tests: renderers, web and worker over a database of their own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import requests
from psycopg2 import sql

ROOT = Path(__file__).resolve().parent.parent
STAFF = ("ada", "heslo-spravce-dat")
"""Name and password of one who may do everything."""
READY_WITHIN_S = 180


@contextmanager
def running_stack(folder: Path, *, parcels: int) -> Iterator[str]:
    """Serves a small demo region on a free port of this machine and yields its address.

    State and logs lie below the folder; the database is made anew and dropped at the end.
    """
    owner = os.environ["DATABASE_URL"]
    port = free_port()
    env = environment(folder) | {
        "GIS_RENDER_SOCKET": str(folder / "render.sock"),
        "GIS_RENDERERS": "2",
        "GIS_REMOTE_PRIVATE_HOSTS": f"127.0.0.1:{port}",  # it may be a service to itself
    }
    _remake(owner)
    django = [sys.executable, "-m", "django"]
    try:
        _run([*django, "migrate", "--verbosity", "0"], env)
        _run([*django, "demo", "--parcels", str(parcels)], env)
        account = {"DJANGO_SUPERUSER_USERNAME": STAFF[0], "DJANGO_SUPERUSER_PASSWORD": STAFF[1]}
        account["DJANGO_SUPERUSER_EMAIL"] = ""
        _run([*django, "createsuperuser", "--no-input"], env | account)
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
        web += ["--workers", "2", "--blocking-threads", "8", "gis.wsgi:application"]
        # Each drawing leaves a line in the log: tests count them.
        renderer = ["env", "GIS_LOG_LEVEL=DEBUG", sys.executable, "-m", "tiles.renderer"]
        programs = [renderer, web, [*django, "worker", "--interval", "0.2"]]
        with _started(programs, env, folder / "stack.log"):
            url = f"http://127.0.0.1:{port}"
            _wait_for(f"{url}/health/ready", folder / "stack.log")
            yield url
    finally:
        _drop(owner)


@contextmanager
def running_pages(folder: Path, port: int, settings: Mapping[str, str]) -> Iterator[None]:
    """The web of a second product, without data, on the port; it knows nothing of the first one."""
    owner, name = os.environ["DATABASE_URL"], "second"
    env = environment(folder, name=name) | settings
    _remake(owner, name)
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    try:
        _run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env)
        with _started([[*web, "gis.wsgi:application"]], env, folder / "second.log"):
            _wait_for(f"http://127.0.0.1:{port}/health/live", folder / "second.log")
            yield
    finally:
        _drop(owner, name)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def environment(folder: Path, *, name: str = "stack") -> dict[str, str]:
    """That of a program beside the running product: its database, its state."""
    return os.environ | {
        "DATABASE_URL": _renamed(os.environ["DATABASE_URL"], name),
        "DATABASE_READER_URL": _renamed(os.environ["DATABASE_READER_URL"], name),
        "GIS_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "gis.settings",
        "PYTHONWARNINGS": "ignore",
    }


def _renamed(url: str, name: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/{_database(url, name)}?{parts.query}"


def _database(url: str, name: str) -> str:
    """Beside the database that the URL names, so that two checkouts do not meet."""
    return f"{urlsplit(url).path.lstrip('/')}_{name}"


def _run(command: list[str], env: dict[str, str]) -> None:
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def _started(programs: list[list[str]], env: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("w") as output:
        running = [
            subprocess.Popen(program, env=env, cwd=ROOT, stdout=output, stderr=output)
            for program in programs
        ]
        try:
            yield
        finally:
            for process in reversed(running):
                process.terminate()
            for process in running:
                process.wait(15)


def _wait_for(url: str, log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        try:
            if requests.get(url, timeout=5).ok:
                return
        except (requests.ConnectionError, requests.Timeout):
            pass  # on a busy machine the first answers take long
        time.sleep(0.2)
    raise AssertionError(f"{url} is not ready:\n{log.read_text()[-3000:]}")


def _remake(owner: str, name: str = "stack") -> None:
    _drop(owner, name)
    _administer(owner, name, "CREATE DATABASE {}")


def _drop(owner: str, name: str = "stack") -> None:
    _administer(owner, name, "DROP DATABASE IF EXISTS {} WITH (FORCE)")


def _administer(owner: str, name: str, statement: str) -> None:
    connection = psycopg2.connect(owner)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(_database(owner, name))))
    finally:
        connection.close()
