"""Who may enter, bring, approve, take back; each is a permission of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from layers.deliveries import decisions
from layers.models import Delivery
from tests.gis.staff.conftest import upload
from tests.layers.deliveries.conftest import deliver, fresh
from tests.layers.importers.made_vfr import MadeParcel, write_full

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]
StaffWith = Callable[..., Client]

PAGES = ("", "jobs/", "quarantine/", "quarantine.csv", "quarantine.geojson", "deliveries/1/")


@pytest.mark.parametrize("page", PAGES)
def test_stranger_is_asked_to_sign_in(client: Client, page: str) -> None:
    answer = client.get(f"/admin/data/{page}")
    assert answer.status_code == 302
    assert answer.url.startswith("/admin/login/?next=/admin/data/")


@pytest.mark.parametrize("page", PAGES)
def test_staff_without_permission_is_told_no(staff_with: StaffWith, page: str) -> None:
    assert staff_with().get(f"/admin/data/{page}").status_code == 403


def test_each_permission_allows_its_own_step_only(
    staff_with: StaffWith, tmp_path: Path, work: Callable[[], None]
) -> None:
    delivery = deliver(write_full(tmp_path, [MadeParcel(1)]))
    work()
    path = f"/admin/data/deliveries/{delivery.pk}/"
    looker = staff_with("view_delivery")
    bringer = staff_with("view_delivery", "add_delivery")
    approver = staff_with("view_delivery", "approve_delivery")

    assert looker.get(path).status_code == 200
    assert upload(looker, write_full(tmp_path, [MadeParcel(2)])).status_code == 403
    for client in (looker, bringer):
        assert client.post(f"{path}approve").status_code == 403
        assert client.post(f"{path}return", {"reason": "x"}).status_code == 403
    assert approver.post(f"{path}approve").status_code == 302
    work()
    delivery = fresh(delivery)
    assert delivery.state == "published" and delivery.run is not None

    rollback = f"/admin/data/runs/{delivery.run.pk}/rollback"
    assert approver.post(rollback).status_code == 403
    one = staff_with("view_delivery", "roll_back_run")
    assert "Vrátit import" in one.get(rollback).content.decode()
    assert fresh(delivery).state == "published"
    assert one.post(rollback).status_code == 302
    work()
    assert fresh(delivery).state == "rolled_back"


def test_decisions_are_not_taken_by_links(
    boss: Client, ada: User, tmp_path: Path, work: Callable[[], None]
) -> None:
    delivery = deliver(write_full(tmp_path, [MadeParcel(1)]))
    work()
    for step in ("approve", "return", "again"):
        assert boss.get(f"/admin/data/deliveries/{delivery.pk}/{step}").status_code == 405
    assert boss.post(f"/admin/data/deliveries/{delivery.pk}/steal").status_code == 404
    assert fresh(delivery).state == "ready"


def test_job_of_another_is_not_cancelled_by_who_only_brings(
    staff_with: StaffWith, tmp_path: Path
) -> None:
    job = deliver(write_full(tmp_path, [MadeParcel(1)])).jobs.get()
    bringer = staff_with("view_delivery", "add_delivery")
    assert bringer.post(f"/admin/data/jobs/{job.pk}/cancel").status_code == 403
    approver = staff_with("view_delivery", "approve_delivery")
    assert approver.post(f"/admin/data/jobs/{job.pk}/cancel").status_code == 302
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_rollback_under_a_later_run_is_explained_and_not_offered(
    boss: Client, ada: User, tmp_path: Path, work: Callable[[], None]
) -> None:
    first = deliver(write_full(tmp_path, [MadeParcel(1)]))
    work()
    decisions.approve(fresh(first), ada)
    work()
    second = deliver(write_full(tmp_path, [MadeParcel(1, area_m2=5)], day="20260228"))
    work()
    decisions.approve(fresh(second), ada)
    work()
    page = boss.get(f"/admin/data/deliveries/{first.pk}/").content.decode()
    assert "navazuje běh" in page
    assert "Vrátit zveřejnění" not in page
    assert Delivery.objects.filter(state="published").count() == 2
