"""The database that a command works with: the private cluster, or the one of `DATABASE_URL`."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from gis.launcher import checkout, processes, system
from gis.launcher.account import Account
from gis.launcher.cluster import Cluster

_STATE = Path("/var/lib/dmvs")


@contextmanager
def in_use() -> Iterator[None]:
    """Have the product's database for the time of the block, by `DATABASE_URL`."""
    if url := os.environ.get("DATABASE_URL"):
        os.environ.setdefault("DATABASE_READER_URL", reader_url(url))
        yield
        return
    with private(for_tests=False):
        yield


def reader_url(owner_url: str) -> str:
    """The same database for the reading role, whose password is not known."""
    parts = urlsplit(owner_url)
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"dmvs_reader@{place}").geturl()


@contextmanager
def private(*, for_tests: bool) -> Iterator[Cluster]:
    """Have a private cluster run for the time of the block; the last who uses it stops it.

    Users hold a shared lock; who can make it exclusive when leaving was the last one. A server
    left behind by a killed command is thus found, used, and stopped in the end.
    """
    system.ensure_database_server()
    cluster = locate("test-postgres" if for_tests else "postgres", for_tests=for_tests)
    with _lock_file(cluster, "use") as use:
        fcntl.flock(use, fcntl.LOCK_SH)
        with _lock_file(cluster, "start") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            cluster.start()
        os.environ["DATABASE_URL"] = cluster.url("dmvs_owner")
        os.environ["DATABASE_READER_URL"] = cluster.url("dmvs_reader")
        try:
            yield cluster
        finally:
            with processes.undisturbed():
                if _is_last(use):
                    cluster.stop()


def locate(name: str, *, for_tests: bool) -> Cluster:
    """The cluster of that name below `var/`; its folder is made when it is missing.

    Where the server's user cannot reach the checkout, `var/<name>` is a link to the system's
    folder for state. The socket is elsewhere always: its path may have 107 bytes.
    """
    account = Account.of_database()
    place = checkout.var() / name
    if not place.exists() and not account.reaches(checkout.var()):
        _STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        place.symlink_to(_STATE / f"{name}-{checkout.short_name(place)}")
    data = place.resolve()
    if data.exists():
        account.own_folder(data)
    _show_logs(data, name)
    return Cluster(account, data, account.short_folder(place), for_tests=for_tests)


def _show_logs(data: Path, name: str) -> None:
    """The server writes its logs beside its data: `var/log` shows them."""
    link = checkout.log_folder() / name
    if not link.is_symlink():
        link.symlink_to(data / "log")


def _lock_file(cluster: Cluster, purpose: str) -> TextIO:
    name = "test-postgres" if cluster.for_tests else "postgres"
    return (checkout.run_folder() / f"{name}.{purpose}.lock").open("a")


def _is_last(use: TextIO) -> bool:
    try:
        fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
