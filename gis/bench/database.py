"""The bench's own databases, beside the product's in the same server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg2

from gis import launcher
from gis.bench.errors import BenchError
from gis.launcher import database as launched
from gis.launcher import environment

MAIN = "dmvs_bench"
IMPORTS = "dmvs_bench_import"
"""Emptied before each measured import."""

_OWN_SQL = Path(__file__).parent / "sql"
_EXTENSIONS_SQL = Path(launcher.__file__).parent / "sql" / "database.sql"
_EXTENSIONS = ("postgis", "pg_trgm", "unaccent", "btree_gist")


@dataclass(frozen=True, slots=True)
class Database:
    """One database, by the connections of its two roles."""

    owner_url: str
    reader_url: str

    @classmethod
    def named(cls, name: str) -> "Database":
        """A database of that name in the server of `DATABASE_URL`."""
        owner = os.environ.get("DATABASE_URL", "postgresql://dmvs_owner@/dmvs")
        reader = os.environ.get("DATABASE_READER_URL") or launched.reader_url(owner)
        return cls(_with_name(owner, name), _with_name(reader, name))

    @property
    def name(self) -> str:
        return urlsplit(self.owner_url).path.lstrip("/")

    def environment(self) -> dict[str, str]:
        """For a Python of the product that works with this database."""
        urls = {"DATABASE_URL": self.owner_url, "DATABASE_READER_URL": self.reader_url}
        return environment.python_environment() | urls

    @contextmanager
    def cursor(self, *, as_reader: bool = False) -> Iterator[Any]:
        """A cursor of psycopg2; every statement is its own transaction."""
        connection = psycopg2.connect(self.reader_url if as_reader else self.owner_url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()


def parts(url: str) -> dict[str, str]:
    """`host`, `port`, `user`, `password`, `dbname` of a connection, those that it has."""
    split = urlsplit(url)
    found = {
        "dbname": split.path.lstrip("/"),
        "user": unquote(split.username or ""),
        "password": unquote(split.password or ""),
        "host": split.hostname or "",
        "port": str(split.port or ""),
    } | dict(parse_qsl(split.query))
    return {name: value for name, value in found.items() if value}


def libpq(url: str) -> str:
    """The connection as `name=value` pairs."""
    return " ".join(f"{name}='{value}'" for name, value in parts(url).items())


def ensure() -> None:
    """Make the databases that are missing; raises `BenchError` where that is not allowed."""
    server = Database.named(urlsplit(os.environ.get("DATABASE_URL", "/dmvs")).path.lstrip("/"))
    cluster = launched.locate("postgres", for_tests=False)
    if server.owner_url == cluster.url("dmvs_owner"):
        cluster.sql(_OWN_SQL / "databases.sql", "postgres")
        for name in (MAIN, IMPORTS):
            cluster.sql(_EXTENSIONS_SQL, name)
        return
    for name in (MAIN, IMPORTS):
        _ensure_elsewhere(server, name)


def _ensure_elsewhere(server: Database, name: str) -> None:
    """In a server of another's, with the rights of the owner's role."""
    try:
        with server.cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
            if not cursor.rowcount:
                cursor.execute(f'CREATE DATABASE "{name}"')
        with Database.named(name).cursor() as cursor:
            for extension in _EXTENSIONS:
                cursor.execute(f'CREATE EXTENSION IF NOT EXISTS "{extension}"')
    except psycopg2.Error as exc:
        raise BenchError(f"Databázi {name} nelze založit: {exc}") from exc


def _with_name(url: str, name: str) -> str:
    """`urlunsplit` would drop the empty host of a connection by socket."""
    split = urlsplit(url)
    query = f"?{split.query}" if split.query else ""
    return f"{split.scheme}://{split.netloc}/{name}{query}"
