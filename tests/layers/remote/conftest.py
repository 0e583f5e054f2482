"""A remote server that may be asked, and a catalogue of remote layers of one's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from layers.catalogue.loader import look_again
from layers.models import RemoteLayer
from layers.remote.registry import Choice, choose, register
from tests.layers.conftest import inbox
from tests.layers.deliveries.conftest import work
from tests.layers.remote.server import Server, serving
from tiles.remote_turns import forget

__all__ = ["inbox", "work"]


@pytest.fixture
def remote_folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Where the remote layers of the catalogue and the tiles of the test are."""
    settings.REMOTE_CATALOGUE = tmp_path / "catalogue"
    settings.TILES_ROOT = tmp_path / "tiles"
    settings.VAR = tmp_path
    forget()
    look_again()
    yield tmp_path
    look_again()


@pytest.fixture
def remote(settings: Any, remote_folder: Path) -> Iterator[Server]:
    """The server, allowed by the setting for inner networks."""
    with serving() as server:
        settings.REMOTE_PRIVATE_HOSTS = [server.host]
        yield server


CHOICE = Choice(
    title_cs="Záplavové území", title_en="Flood zone", attribution="© Povodí", licence="CC BY 4.0",
    access="public", keep_minutes=60, harvest_hours=24, publishes_alone=True,
)  # fmt: skip


@pytest.fixture
def flood(transactional_db: None, remote: Server) -> RemoteLayer:
    """A layer of the server's WMS on the map."""
    return choose(register("wms", f"{remote.url}/wms", ""), "q100", CHOICE)
