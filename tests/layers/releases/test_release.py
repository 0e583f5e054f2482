"""What a person gets who asks for data, what he does not get, and who is told."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from django.contrib.auth.models import User
from django.core import mail
from django.db.models.functions import Now
from django.utils import timezone

from layers.models import AuditLine, ImportRun, Membership, Parcel, Release
from layers.releases.area import polygon_from_geojson
from layers.releases.asking import ask, begin, repeat
from layers.releases.decisions import accept, cancel, reject
from layers.releases.download import package_for
from layers.releases.errors import NotYours, RefusedRelease
from layers.releases.schedule import look_at_releases
from tests.gis.api.conftest import SOUTH, WEST, square, versions
from tests.layers.releases.conftest import drawn, fresh, opened, terms

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
State = Release.State
Work = Callable[[], None]


def test_package_holds_files_passports_licences_empty_layers_and_a_report(
    clerk: User, work: Work, settings: Any, tmp_path: Path
) -> None:
    release = ask(clerk, terms(
        layers=["cadastre_parcel", "plan_uses", "stat_municipality"],
        formats=["gpkg", "shp", "dxf", "csv", "geojson", "gml", "xlsx", "fgb"],
    ))  # fmt: skip
    work()
    folder = opened(release, settings, tmp_path / "out")
    parcels = pyogrio.read_info(folder / "data.gpkg", layer="cadastre_parcel")
    assert parcels["features"] == 4
    assert pyogrio.read_info(folder / "data.gpkg", layer="plan_uses")["features"] == 0
    assert {path.suffix for path in (folder / "cadastre_parcel").iterdir()} == {
        ".shp", ".shx", ".dbf", ".prj", ".cpg", ".dxf", ".csv", ".geojson", ".gml", ".xlsx", ".fgb",
    }  # fmt: skip
    report = json.loads((folder / "zprava.json").read_text())["layers"]
    assert report["plan_uses"]["formats"]["shp"]["count"] == 0
    assert "nemá geometrii" in report["stat_municipality"]["formats"]["dxf"]["error"]
    assert "prázdná vrstva" in (folder / "zprava.txt").read_text()
    passport = json.loads((folder / "pasporty" / "cadastre_parcel.json").read_text())
    assert passport["attribution"] == "© ČÚZK"
    assert passport["lineage"][0]["file"] == "made.xml"
    assert "CC BY 4.0; © ČÚZK" in (folder / "LICENCE.txt").read_text()


def test_finished_release_is_told_by_mail_and_its_download_is_noted(
    clerk: User, work: Work
) -> None:
    release = ask(clerk, terms())
    work()
    assert fresh(release).state == State.READY
    assert [each.to for each in mail.outbox] == [["clerk@example.org"]]
    path = package_for(clerk, fresh(release))
    assert path.stat().st_size == fresh(release).size_bytes
    last = AuditLine.objects.latest("pk")
    assert (last.who, last.what, last.file_sha256) == (
        "clerk", "výdej stažen", fresh(release).sha256,
    )  # fmt: skip
    assert fresh(release).downloads == 1


def test_restricted_layer_waits_for_the_planning_office_and_comes_once_let_go(
    clerk: User, planner: User, work: Work, settings: Any, tmp_path: Path
) -> None:
    release = ask(clerk, terms(layers=["uap_urban_value"]))
    work()
    assert fresh(release).state == State.REQUESTED
    assert mail.outbox[0].to == ["planner@example.org"]
    with pytest.raises(NotYours):
        accept(release, clerk)
    accept(release, planner)
    work()
    assert fresh(release).decided_by == "planner"
    folder = opened(release, settings, tmp_path / "out")
    assert pyogrio.read_info(folder / "data.gpkg", layer="uap_urban_value")["features"] == 1


def test_rejected_request_needs_a_reason_which_its_owner_learns(clerk: User, planner: User) -> None:
    release = ask(clerk, terms(layers=["uap_urban_value"]))
    with pytest.raises(RefusedRelease, match="důvod"):
        reject(release, planner, " ")
    reject(release, planner, "Účel není územní plánování.")
    assert fresh(release).state == State.REJECTED
    assert "Účel není územní plánování." in mail.outbox[-1].body
    with pytest.raises(RefusedRelease, match="rozhodnuto"):
        accept(release, planner)


def test_right_withdrawn_before_the_work_gives_nothing(clerk: User, work: Work) -> None:
    release = ask(clerk, terms(layers=["uap_urban_value", "cadastre_parcel"]))
    Release.objects.filter(pk=release.pk).update(state=State.MAKING)
    Membership.objects.filter(user=clerk).delete()
    begin(fresh(release))
    work()
    report = fresh(release).report["layers"]
    assert report["uap_urban_value"]["given"] is False
    assert report["cadastre_parcel"]["given"] is True


def test_right_withdrawn_before_the_download_closes_the_package(
    clerk: User, planner: User, work: Work
) -> None:
    release = ask(clerk, terms(layers=["uap_urban_value"]))
    accept(release, planner)
    work()
    Membership.objects.filter(user=clerk).delete()
    with pytest.raises(RefusedRelease, match="práva"):
        package_for(User.objects.get(pk=clerk.pk), fresh(release))


def test_package_of_another_person_does_not_exist(clerk: User, planner: User, work: Work) -> None:
    release = ask(clerk, terms())
    work()
    with pytest.raises(NotYours):
        package_for(planner, fresh(release))


def test_second_release_of_changes_holds_what_is_new_and_lists_what_is_gone(
    clerk: User, work: Work, settings: Any, tmp_path: Path, region: ImportRun
) -> None:
    first = ask(clerk, terms(only_changes=True))
    work()
    folder = opened(first, settings, tmp_path / "first")
    assert pyogrio.read_info(folder / "data.gpkg")["features"] == 4
    Parcel.objects.filter(code=1000).update(
        recorded=Parcel.objects.get(code=1000).recorded.__class__(
            Parcel.objects.get(code=1000).recorded.lower, timezone.now()
        )
    )
    row = versions(region)
    row["recorded"] = Parcel.objects.get(code=1001).recorded.__class__(timezone.now(), None)
    Parcel.objects.create(
        code=2000, number=9, series=2, cadastral_unit_code=682039, municipality_code=563889,
        geom=square(WEST + 300, SOUTH, 10), **row,
    )  # fmt: skip
    second = ask(clerk, terms(only_changes=True))
    work()
    folder = opened(second, settings, tmp_path / "second")
    _, _, _, values = pyogrio.raw.read(folder / "data.gpkg", columns=["id"])
    assert list(values[0]) == ["2000"]
    gone = (folder / "cadastre_parcel" / "cadastre_parcel_zaniklo.csv").read_text("utf-8-sig")
    assert gone.split() == ["id", "1000"]


def test_own_polygon_cuts_the_parcels(
    clerk: User, work: Work, settings: Any, tmp_path: Path
) -> None:
    release = ask(clerk, terms(area_kind="polygon", area_codes=[], drawn=drawn()))
    work()
    folder = opened(release, settings, tmp_path / "out")
    _, _, shapes, _ = pyogrio.raw.read(folder / "data.gpkg")
    assert [shapely.from_wkb(shape).area for shape in shapes] == [pytest.approx(2_500)]


def test_list_of_parcels_is_an_area(clerk: User, work: Work, settings: Any, tmp_path: Path) -> None:
    release = ask(clerk, terms(area_kind="parcels", area_codes=[1000, 1003]))
    work()
    folder = opened(release, settings, tmp_path / "out")
    _, _, _, values = pyogrio.raw.read(folder / "data.gpkg", columns=["id"])
    assert sorted(values[0]) == ["1000", "1003"]


@pytest.mark.parametrize(
    ("changed", "parameter"),
    [
        ({"layers": []}, "layers"),
        ({"layers": ["nothing"]}, "layers"),
        ({"layers": ["dtm_utility_critical_line"]}, "layers"),
        ({"formats": ["exe"]}, "formats"),
        ({"formats": []}, "formats"),
        ({"area_kind": "planet"}, "area_kind"),
        ({"area_codes": []}, "area_codes"),
        ({"area_codes": [1]}, "area_codes"),
        ({"area_kind": "polygon"}, "area"),
        ({"srid": 5513}, "srid"),
        ({"purpose": " "}, "purpose"),
    ],
)
def test_terms_that_cannot_be_met_are_refused_by_name(
    clerk: User, changed: dict[str, Any], parameter: str
) -> None:
    with pytest.raises(RefusedRelease) as refused:
        ask(clerk, terms(**changed))
    assert refused.value.parameter == parameter
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[" * 100_000, '{"type":"Point","coordinates":[15,50]}',
        '{"type":"Polygon","coordinates":[[[1e400,0],[1,1],[0,1],[1e400,0]]]}',
        '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}',
        '{"type":"Polygon","coordinates":[]}',
        '{"type":"Polygon","coordinates":[[["a",0],[1,0],[1,1],["a",0]]]}',
    ],
)  # fmt: skip
def test_polygon_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RefusedRelease):
        polygon_from_geojson(text, srid=4326)


def test_cancelled_release_leaves_no_file(clerk: User, work: Work, settings: Any) -> None:
    release = ask(clerk, terms())
    cancel(release, clerk)
    work()
    assert fresh(release).state == State.CANCELLED
    assert not list(settings.RELEASES_FOLDER.glob("*"))


def test_standing_order_asks_when_it_is_due_and_not_before(clerk: User, work: Work) -> None:
    order = repeat(clerk, terms(), every_days=7)
    look_at_releases()
    look_at_releases()
    work()
    assert Release.objects.get().order == order
    order.refresh_from_db()
    assert order.next_at > timezone.now() + timedelta(days=6)


def test_expired_package_is_removed(clerk: User, work: Work, settings: Any) -> None:
    release = ask(clerk, terms())
    work()
    Release.objects.update(expires_at=Now() - timedelta(days=1))
    look_at_releases()
    assert fresh(release).state == State.EXPIRED
    assert not list(settings.RELEASES_FOLDER.iterdir())
