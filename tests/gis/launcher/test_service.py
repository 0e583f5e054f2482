"""`up`: one at a time, and where it listens."""

import os

import pytest

from gis.launcher import database, service
from gis.launcher.errors import LauncherError


def test_second_up_is_told_where_the_first_runs(
    tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIS_VAR", str(tmp_path))
    first, second = service.Address("127.0.0.1", 8123), service.Address("127.0.0.1", 8124)
    with service._only_one(first), pytest.raises(LauncherError) as caught:
        service._only_one(second).__enter__()
    told = f"DMVS už běží: http://127.0.0.1:8123/ (proces {os.getpid()})"
    assert str(caught.value) == told
    with service._only_one(second):
        pass


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),
        ("::1", "http://[::1]:8000/"),
    ],
)
def test_address_is_one_that_can_be_opened(host: str, url: str) -> None:
    assert service.Address(host, 8000).url == url


@pytest.mark.parametrize(
    ("owner", "reader"),
    [
        ("postgresql://boss:pw@db:5433/kraj", "postgresql://dmvs_reader@db:5433/kraj"),
        ("postgresql://boss@/kraj?host=/run/pg", "postgresql://dmvs_reader@/kraj?host=/run/pg"),
    ],
)
def test_reader_of_foreign_database_is_the_same_place(owner: str, reader: str) -> None:
    assert database.reader_url(owner) == reader


def test_demo_region_cut_off_is_loaded_again_by_next_up(
    tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIS_VAR", str(tmp_path))
    contents = iter([{"is_empty": True}, *[{"is_empty": False}] * 3])
    monkeypatch.setattr(service, "_content", lambda *_: next(contents))
    outcomes = [1, 0]
    monkeypatch.setattr(service.processes, "run_in_foreground", lambda *_, **__: outcomes.pop(0))
    with pytest.raises(LauncherError):
        service._prepared_content()
    service._prepared_content()
    assert not outcomes
    service._prepared_content()
