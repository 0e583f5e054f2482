"""The private cluster: where it is, who may do what in it, when it stops."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import psycopg2.errors
import pytest

from gis.launcher import database
from gis.launcher.account import Account
from gis.launcher.cluster import Cluster
from gis.launcher.errors import LauncherError

SOCKET_PATH_LIMIT_BYTES = 107


@pytest.fixture
def reader(cluster: Cluster) -> Iterator[psycopg2.extensions.connection]:
    connection = psycopg2.connect(cluster.url("dmvs_reader"))
    connection.autocommit = True
    yield connection
    connection.close()


def test_cluster_below_odd_path_serves_both_roles(cluster: Cluster) -> None:
    for role in ("dmvs_owner", "dmvs_reader"):
        connection = psycopg2.connect(cluster.url(role))
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT current_user, ST_AsText(ST_Point(1, 2))")
            assert cursor.fetchone() == (role, "POINT(1 2)")
        connection.close()


def test_superuser_asked_for_by_another_user_is_refused(cluster: Cluster) -> None:
    if os.geteuid() != 0:
        pytest.skip("the server runs as the calling user, who is its superuser")
    with pytest.raises(psycopg2.OperationalError, match="Peer authentication failed"):
        psycopg2.connect(cluster.url("postgres"))


def test_socket_path_fits_into_what_the_system_allows(cluster: Cluster) -> None:
    sockets = [path for path in cluster.socket_folder.iterdir() if path.is_socket()]
    assert [path.name for path in sockets] == [".s.PGSQL.5432"]
    assert len(os.fsencode(sockets[0])) <= SOCKET_PATH_LIMIT_BYTES
    assert cluster.socket_folder.stat().st_mode & 0o077 == 0


def test_server_listens_on_no_network(reader: psycopg2.extensions.connection) -> None:
    with reader.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)


@pytest.mark.parametrize(
    "statement",
    [
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "COPY (SELECT 1) TO '/tmp/dmvs-out'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_read_binary_file('/etc/passwd')",
        "SELECT pg_ls_dir('/')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT lo_export(1, '/tmp/dmvs-out')",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT lo_create(0)",
        "CREATE TABLE public.mine (a int)",
        "CREATE TEMPORARY TABLE mine (a int)",
        "CREATE SCHEMA mine",
        "CREATE EXTENSION dblink",
        "UPDATE spatial_ref_sys SET proj4text = ''",
        "ALTER SYSTEM SET jit = on",
        "SET ROLE dmvs_owner",
        "SELECT rolpassword FROM pg_authid",
    ],
)
def test_reader_who_unlocked_writing_still_has_no_right(
    reader: psycopg2.extensions.connection, statement: str
) -> None:
    with reader.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(statement)


@pytest.mark.parametrize("name", ["postgres", "template1"])
def test_reader_in_other_database_is_refused(cluster: Cluster, name: str) -> None:
    with pytest.raises(psycopg2.OperationalError, match="permission denied for database"):
        psycopg2.connect(cluster.url("dmvs_reader"), dbname=name)


def test_reader_has_bounded_time(reader: psycopg2.extensions.connection) -> None:
    with reader.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name",
            [["default_transaction_read_only", "jit", "statement_timeout"]],
        )
        assert cursor.fetchall() == [
            ("default_transaction_read_only", "on"),
            ("jit", "off"),
            ("statement_timeout", "10000"),
        ]


def test_second_user_of_running_cluster_does_not_stop_it(cluster: Cluster) -> None:
    with database.private(for_tests=False) as second:
        assert second == cluster
    assert cluster.is_running()


def test_cluster_started_twice_keeps_its_data(cluster: Cluster) -> None:
    made = (cluster.data / "PG_VERSION").stat().st_mtime_ns
    cluster.start()
    assert (cluster.data / "PG_VERSION").stat().st_mtime_ns == made


def test_prepared_again_after_its_sql_changed_succeeds(cluster: Cluster) -> None:
    (cluster.data / "dmvs-prepared").unlink()
    cluster.start()
    assert (cluster.data / "dmvs-prepared").exists()


def test_checkout_out_of_reach_puts_data_into_state_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("a server that runs as the calling user reaches what that user reaches")
    monkeypatch.setenv("GIS_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(database, "_STATE", tmp_path / "state")
    tmp_path.chmod(0o700)
    found = database.locate("postgres", for_tests=False)
    found.socket_folder.rmdir()
    assert found.data.parent == tmp_path / "state"
    assert (tmp_path / "var" / "postgres").is_symlink()


def test_folder_laid_by_another_user_is_refused(tmp_path: Path) -> None:
    stranger = Account("stranger", uid=os.geteuid() + 12345, gid=os.getegid())
    laid = tmp_path / "socket"
    laid.mkdir()
    with pytest.raises(LauncherError, match="nepatří uživateli stranger"):
        stranger.own_folder(laid)


def test_symlink_in_place_of_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "socket").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LauncherError, match="nepatří uživateli"):
        Account.of_caller().own_folder(tmp_path / "socket")
