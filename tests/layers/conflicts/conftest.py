"""Two layers on made land, a rule over them, and a catalogue folder of the test's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.db import connection

from layers.catalogue import catalogue
from layers.catalogue.loader import look_again
from layers.catalogue.rows import publish_rows
from layers.importers.gate import import_records
from layers.importers.record import Header, Record
from layers.models import ConflictRule, Feature, ImportRun
from tests.gis.api.conftest import SOUTH, WEST, fill
from tests.layers.deliveries.conftest import work  # noqa: F401  works off the queue

A, B = "plan_change_area", "uap_flood_active_zone"


class Given:
    """A file of our own: what it holds of layers."""

    name = "made"

    def __init__(self, records: list[Record], *, full: bool) -> None:
        self._records, self._full = records, full

    def accepts(self, path: Path) -> bool:
        return False

    def header(self, path: Path) -> Header:
        layers = list(dict.fromkeys(record.layer for record in self._records))
        return Header(
            source="made", reader="made", is_full=self._full, layers=layers, provides={},
            is_ordered=False,
        )  # fmt: skip

    def read(self, path: Path) -> Iterator[Record]:
        yield from self._records


def area(layer: str, code: str, shape: shapely.Geometry, **attributes: object) -> Record:
    """An object as a file brings it; of A it is a developable area unless said otherwise."""
    told = {"label": f"{layer} {code}", **({"change_kind": "Z"} if layer == A else {})}
    return Record(layer, code, {**told, **attributes}, {"outline": shapely.to_wkb(shape)})


def box(east: float, north: float, width: float, height: float | None = None) -> shapely.Polygon:
    """By metres from the corner of the made land."""
    west, south = WEST + east, SOUTH + north
    return shapely.box(west, south, west + width, south + (height or width))


def publish(*records: Record, full: bool = False) -> ImportRun:
    return import_records(Given(list(records), full=full), name="made")


def current() -> dict[str, Feature]:
    """All conflicts there are now, by id."""
    rows = Feature.objects.current().filter(layer__startswith="conflict_")
    return {row.code: row for row in rows if isinstance(row, Feature)}


@pytest.fixture
def land(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[ImportRun]:
    """One municipality without any rule."""
    settings.REMOTE_CATALOGUE = tmp_path / "catalogue"
    look_again()
    ConflictRule.objects.all().delete()
    yield fill()
    settings.REMOTE_CATALOGUE = tmp_path / "none"
    look_again()
    catalogue()


@pytest.fixture
def make_rule(land: ImportRun) -> Callable[..., ConflictRule]:
    """Makes a rule, checked as the administration does, and puts its layer into the catalogue."""

    def make(**changed: Any) -> ConflictRule:
        values: dict[str, Any] = {
            "code": "sZUoZZ", "kind": "conflict", "severity": 3,
            "text_cs": "Zastavitelná plocha v aktivní zóně",
            "text_en": "Developable area in the active zone",
            "layer_a": A, "field_a": "change_kind", "values_a": ["Z"], "layer_b": B,
        }  # fmt: skip
        rule = ConflictRule(**{**values, **changed})
        rule.full_clean()
        rule.save()
        publish_rows()
        return rule

    return make


@pytest.fixture
def rule(make_rule: Callable[..., ConflictRule]) -> ConflictRule:
    return make_rule()


def rows_written() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM layers_feature WHERE layer LIKE 'conflict%'")
        return int(cursor.fetchone()[0])
