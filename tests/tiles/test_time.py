"""Maps and features as of a day: what was in force then, by what is known of it."""

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from lxml import etree
from PIL import Image

from layers.models import CadastralUnit, ImportRun, Parcel
from tests.tiles.conftest import HERE, square, version
from tiles.app import Application

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"], transaction=True),
    pytest.mark.filterwarnings(  # MapProxy leaves closing its files to the collector
        r"ignore:.*\.(lck|png):pytest.PytestUnraisableExceptionWarning"
    ),
    pytest.mark.filterwarnings("ignore:The 'resolution' argument:DeprecationWarning"),  # MapProxy
]


def at(column: int) -> tuple[float, float]:
    """The middle of a field of the chessboard's lowest row."""
    return HERE[0] + column * 40 + 20, HERE[1] + 20


def parcel(column: int, code: int, valid_from: str, known: tuple[str, str | None]) -> Parcel:
    since, until = (
        datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None for day in known
    )
    fields = version(square(column, 0)) | {
        "valid": DateRange(date.fromisoformat(valid_from), None),
        "recorded": DateTimeTZRange(since, until),
    }
    return Parcel.objects.create(
        code=code,
        number=code,
        series=2,
        area_m2=1600,
        land_kind=2,
        cadastral_unit_code=1,
        **fields,
    )


@pytest.fixture
def maps(transactional_db: None, settings: Any, tmp_path: Path) -> Application:
    """Parcel 100 moved from field 0 to field 2 on the 30th of April 2026, 101 ended in June.

    Number 102 was published by mistake and taken back; 103 was corrected in 2026, its validity is
    that of before.
    """
    settings.TILES_ROOT = tmp_path / "tiles"
    CadastralUnit.objects.create(code=1, name="Dolní", **version(None, source_class="DKM"))
    parcel(0, 100, "2020-01-01", ("2020-01-01", "2026-05-01"))
    parcel(2, 100, "2026-04-30", ("2026-05-01", None))
    parcel(4, 101, "2020-01-01", ("2020-01-01", "2026-06-01"))
    wrong = parcel(6, 102, "2020-01-01", ("2026-01-01", "2026-02-01"))
    run = ImportRun.objects.create(
        source="w", reader="w", file_name="w", file_sha256="w", state="rolled_back"
    )
    Parcel.objects.filter(pk=wrong.pk).update(opened_by=run)
    parcel(8, 103, "2020-01-01", ("2020-01-01", "2026-03-01"))
    parcel(10, 103, "2020-01-01", ("2026-03-01", None))
    return Application()


def answer(maps: Application, **asked: str) -> tuple[str, bytes]:
    query = {
        "SERVICE": "WMS",
        "VERSION": "1.3.0",
        "REQUEST": "GetMap",
        "LAYERS": "cadastre_parcel",
        "STYLES": "",
        "CRS": "EPSG:5514",
        "WIDTH": "100",
        "HEIGHT": "100",
        "FORMAT": "image/png",
        "TRANSPARENT": "true",
    }
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    environ |= {"PATH_INFO": "/ows/wms", "QUERY_STRING": urlencode(query | asked)}
    environ["HTTP_HOST"] = "localhost"
    started: list[str] = []
    body = b"".join(maps(environ, lambda status, _: started.append(status)))
    return started[0], body


def found(maps: Application, column: int, time: str, format_: str = "application/json") -> bytes:
    x, y = at(column)
    _, body = answer(
        maps,
        REQUEST="GetFeatureInfo",
        QUERY_LAYERS="cadastre_parcel",
        INFO_FORMAT=format_,
        I="50",
        J="50",
        BBOX=f"{x - 10},{y - 10},{x + 10},{y + 10}",
        TIME=time,
    )
    return body


@pytest.mark.parametrize(
    ("time", "fields"),
    [
        ("2026-01-15", {0: 100, 4: 101, 10: 103}),
        ("2026-04-30", {2: 100, 4: 101, 10: 103}),
        ("2026-05-15T12:00:00Z", {2: 100, 4: 101, 10: 103}),
        ("2026-07-01", {2: 100, 10: 103}),
        ("2019-12-31", {}),
        ("current", {2: 100, 10: 103}),
        ("", {2: 100, 10: 103}),
    ],
)
def test_features_are_those_of_the_day(
    maps: Application, time: str, fields: dict[int, int]
) -> None:
    for column in (0, 2, 4, 6, 8, 10):
        features = json.loads(found(maps, column, time))["features"]
        codes = [feature["properties"]["code"] for feature in features]
        assert codes == ([fields[column]] if column in fields else []), column


def test_answer_tells_the_day_in_every_format(maps: Application) -> None:
    assert json.loads(found(maps, 4, "2026-01-15"))["time"] == "2026-01-15"
    for format_ in ("text/plain", "text/html"):
        assert "Stav ke dni 15. 1. 2026." in found(maps, 4, "2026-01-15", format_).decode()
        assert "Stav ke dni" not in found(maps, 4, "", format_).decode()


def test_map_shows_the_day_and_today_stays_as_it_is(maps: Application, renderers: Path) -> None:
    def is_drawn(column: int, time: str | None) -> bool:
        x, y = at(column)
        box = {"BBOX": f"{x - 25},{y - 25},{x + 25},{y + 25}"}
        status, body = answer(maps, **box, **({"TIME": time} if time else {}))
        assert status.startswith("200"), body
        return bool(Image.open(io.BytesIO(body)).convert("RGBA").getextrema()[3][1])

    assert [is_drawn(column, None) for column in (0, 2, 4, 6)] == [False, True, False, False]
    assert [is_drawn(column, "2026-01-15") for column in (0, 2, 4, 6)] == [True, False, True, False]
    assert [is_drawn(column, None) for column in (0, 2, 4, 6)] == [False, True, False, False]


@pytest.mark.parametrize(
    "time", ["../../etc", "..\\..\\x", "2026-01-01/2026-02-01", ",".join(["2026-01-01"] * 900), "x"]
)
def test_odd_time_is_refused_and_named(maps: Application, time: str) -> None:
    status, body = answer(maps, BBOX="-690000,-970000,-689900,-969900", TIME=time)

    assert status.startswith("400")
    (exception,) = etree.fromstring(body)
    assert (exception.get("code"), exception.get("locator")) == ("InvalidDimensionValue", "TIME")


def test_reader_sees_no_table_for_it(maps: Application) -> None:
    from django.db import ProgrammingError, connections  # noqa: PLC0415  for this test alone

    with connections["reader"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM served.cadastre_parcel_history")
        assert cursor.fetchone() == (5,)
        with pytest.raises(ProgrammingError):
            cursor.execute("SELECT 1 FROM layers_parcel")
