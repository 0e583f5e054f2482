"""Answers kept in memory: bounded, and never older than the data."""

import mapbox_vector_tile
import pytest
from django.test import Client
from django.utils import timezone

from gis.api.memory import Memory
from layers.grids import KROVAK_GRID
from layers.models import ImportRun, Parcel
from tests.gis.api.test_vector_tile import address


class Maker:
    """Makes a tile of 1,000 bytes that says how many were made before."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> bytes:
        self.made += 1
        return str(self.made).encode().ljust(1_000)


def test_tile_of_the_same_version_is_made_once() -> None:
    memory, make = Memory(5_000), Maker()
    first = memory.get("a", make, version="1")
    assert memory.get("a", make, version="1") == first
    assert make.made == 1


def test_tile_of_a_new_version_is_made_again_and_the_old_one_is_gone() -> None:
    memory, make = Memory(5_000), Maker()
    memory.get("a", make, version="1")
    memory.get("a", make, version="2")
    memory.get("a", make, version="1")
    assert make.made == 3


def test_tile_wanted_anew_replaces_the_kept_one() -> None:
    memory, make = Memory(5_000), Maker()
    memory.get("a", make, version="1")
    newer = memory.get("a", make, version="1", anew=True)
    assert memory.get("a", make, version="1") == newer
    assert make.made == 2


@pytest.mark.parametrize("count", [3, 100])
def test_memory_is_bounded_and_keeps_what_was_asked_for_last(count: int) -> None:
    memory, make = Memory(5_000), Maker()
    for key in range(count):
        memory.get("first", make, version="1")
        memory.get(key, make, version="1")
    assert make.made == count + 1
    assert memory.get(count - 1, make, version="1").startswith(str(count + 1).encode())
    assert make.made == count + 1


def test_tile_made_while_the_data_changed_is_not_kept() -> None:
    memory, make = Memory(5_000), Maker()

    def slow() -> bytes:
        memory.get("b", make, version="2")
        return b"old"

    assert memory.get("a", slow, version="1") == b"old"
    assert memory.get("a", make, version="2") != b"old"


@pytest.mark.django_db(databases=["default", "reader"], transaction=True)
def test_tile_in_memory_is_let_go_when_the_data_change(
    client: Client, own_region: ImportRun
) -> None:
    path = address(KROVAK_GRID, 9)

    def labels() -> set[str]:
        layer = mapbox_vector_tile.decode(client.get(path).content)["cadastre_parcel"]
        return {each["properties"]["label"] for each in layer["features"]}

    def publish() -> None:
        ImportRun.objects.filter(pk=own_region.pk).update(published_at=timezone.now())

    publish()
    assert "1234/5" in labels()
    Parcel.objects.filter(code=1000).update(subdivision=6)
    assert "1234/5" in labels()
    publish()
    assert "1234/6" in labels() and "1234/5" not in labels()
