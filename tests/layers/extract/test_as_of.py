"""Extracts as of a day past: by what was known then, which a later correction does not change."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import shapely
from django.db import connections
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from layers.catalogue import catalogue
from layers.extract.document import document, extract
from layers.extract.errors import NoSubject, NotKnownYet
from layers.extract.moment import Moment
from layers.extract.subject import of_parcels
from layers.models import ImportRun
from tests.layers.extract.test_extract import (
    AREAS,
    SIGNED_IN,
    SOUTH,
    TODAY,
    WEST,
    assert_kept,
    feature,
    parcel,
    run,
    told,
)
from tiles.passes import passes
from tiles.subquery import subquery

__all__ = ["run"]

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)
LAND = shapely.box(WEST, SOUTH, WEST + 100, SOUTH + 100)
CORRECTED = datetime(2026, 5, 20, 12, tzinfo=UTC)
BEFORE, AFTER = date(2026, 5, 19), date(2026, 5, 20)


def held(since: datetime | None, until: datetime | None) -> dict[str, DateTimeTZRange]:
    return {"recorded": DateTimeTZRange(since, until)}


def published(at: datetime, **more: Any) -> ImportRun:
    return ImportRun.objects.create(
        source="t", reader="t", file_name="t", file_sha256=f"{at}", state="published",
        published_at=at, **more,
    )  # fmt: skip


def made(at: Moment, code: int = 1) -> dict[str, Any]:
    found = document(extract(lambda ask: of_parcels([code], ask, at.known_at), SIGNED_IN, at))
    assert_kept(found)
    return found | {"themes": {theme["id"]: theme for theme in found["themes"]}}


def ids(found: dict[str, Any], layer: str = AREAS) -> list[str]:
    return [each["id"] for each in found["themes"][layer]["objects"]]


@pytest.fixture
def corrected(run: ImportRun) -> ImportRun:
    """On 20 May the flood area of the land was corrected: another one, said to hold all along."""
    later = published(CORRECTED)
    parcel(run, 1, LAND)
    feature(run, AREAS, "wrong", LAND, closed_by=later,
            **held(datetime(2026, 5, 1, tzinfo=UTC), CORRECTED))  # fmt: skip
    feature(later, AREAS, "right", LAND, **held(CORRECTED, None))
    return later


def test_correction_is_not_in_what_was_known_before_it(corrected: ImportRun) -> None:
    assert ids(made(Moment.known_on(BEFORE))) == ["wrong"]
    assert ids(made(Moment.known_on(AFTER))) == ["right"]
    assert ids(made(Moment(BEFORE))) == ["right"]


def test_answer_names_what_its_day_means(corrected: ImportRun) -> None:
    then, in_force = made(Moment.known_on(BEFORE)), made(Moment(BEFORE))

    assert then["as_of"] == in_force["as_of"] == "2026-05-19"
    assert then["known_at"] == "2026-05-20T00:00:00+02:00"
    assert in_force["known_at"] is None
    assert "která systém měl na konci dne 19. 5. 2026" in then["meaning"]["cs"]
    earlier = made(Moment.known_on(BEFORE, date(2026, 1, 1)))["meaning"]["en"]
    assert "in force on 2026-01-01" in earlier and "the end of 2026-05-19" in earlier
    assert "i s pozdějšími opravami" in in_force["meaning"]["cs"]
    assert then["data_version"].startswith("2026-05-01")
    assert in_force["data_version"].startswith("2026-05-20")


def test_what_a_rollback_took_back_stands_in_the_days_on_which_it_was_told(run: ImportRun) -> None:
    parcel(run, 1, LAND)
    mistake = published(datetime(2026, 5, 10, tzinfo=UTC))
    back = published(CORRECTED, rollback_of=mistake)
    feature(mistake, AREAS, "mistake", LAND, closed_by=back,
            **held(datetime(2026, 5, 10, tzinfo=UTC), CORRECTED))  # fmt: skip
    told(mistake, "uap_undermined_area", datetime(2026, 5, 1, tzinfo=UTC), months=24)
    ImportRun.objects.filter(pk=mistake.pk).update(state="rolled_back")

    then, now = made(Moment.known_on(BEFORE)), made(Moment.known_on(AFTER))
    assert (ids(then), ids(now)) == (["mistake"], [])
    assert then["themes"]["uap_undermined_area"]["state"] == "not_affected"
    assert now["themes"]["uap_undermined_area"]["state"] == "no_data"


def test_layer_that_nobody_had_told_yet_has_no_data(run: ImportRun) -> None:
    parcel(run, 1, LAND)
    later = published(CORRECTED)
    told(later, "uap_undermined_area", datetime(2026, 1, 1, tzinfo=UTC), months=24)

    assert made(Moment.known_on(BEFORE))["themes"]["uap_undermined_area"]["state"] == "no_data"
    assert made(Moment.known_on(AFTER))["themes"]["uap_undermined_area"]["state"] == "not_affected"
    assert made(Moment(BEFORE))["themes"]["uap_undermined_area"]["state"] == "not_affected"


def test_parcel_has_the_outline_that_it_had(run: ImportRun) -> None:
    later = published(CORRECTED)
    parcel(run, 1, LAND, closed_by=later, **held(datetime(2026, 5, 1, tzinfo=UTC), CORRECTED))
    parcel(later, 1, shapely.box(WEST, SOUTH, WEST + 50, SOUTH + 50), **held(CORRECTED, None))
    parcel(later, 2, shapely.box(WEST + 50, SOUTH, WEST + 100, SOUTH + 50), **held(CORRECTED, None))

    assert made(Moment.known_on(BEFORE))["subject"]["area_m2"] == 10_000
    assert made(Moment.known_on(AFTER))["subject"]["area_m2"] == 2_500
    with pytest.raises(NoSubject, match="Parcela 2 v datech toho dne nebyla"):
        made(Moment.known_on(BEFORE), code=2)


def test_today_is_what_is_known_now(corrected: ImportRun) -> None:
    today = Moment.known_on(timezone.localdate())
    assert today.known_at is None
    assert ids(made(today)) == ["right"]


def test_day_before_the_first_data_is_refused_with_the_first_one(run: ImportRun) -> None:
    parcel(run, 1, LAND)
    with pytest.raises(NotKnownYet, match="až od 2026-05-01"):
        made(Moment.known_on(date(2026, 4, 29)))
    ImportRun.objects.update(state="refused")
    with pytest.raises(NotKnownYet):
        made(Moment.known_on(TODAY - timedelta(days=1)))


def test_map_of_the_extract_shows_what_was_known_then(corrected: ImportRun) -> None:
    def drawn(day: date, known_at: datetime | None) -> int:
        (one, *_) = passes(catalogue(), [AREAS])
        statement = subquery(one, day, known_at).replace(
            "!bbox!", f"ST_MakeEnvelope({WEST}, {SOUTH}, {WEST + 9}, {SOUTH + 9}, 5514)"
        )
        statement = statement.replace("!scale_denominator!", "1000")
        with connections["reader"].cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {statement}".replace("%", "%%"))
            return int(cursor.fetchone()[0])

    first = Moment.known_on(date(2026, 5, 1))
    earlier = Moment.known_on(date(2026, 4, 30))
    assert drawn(first.day, first.known_at) == 1
    assert drawn(earlier.day, earlier.known_at) == 0
