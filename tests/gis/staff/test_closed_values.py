"""Names of owners, made up, on the pages for the staff: seen by no one without a right to them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from layers.importers.gate import import_file
from layers.models import Delivery, Grant, Quarantine, Role
from tests.gis.staff.conftest import upload
from tests.layers.importers.vfk.made import MadeVfk

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "reader"]),
    pytest.mark.usefixtures("inbox"),
]
NAME = "Vymyšlenka"
LAYER = "cadastre_owner"


@pytest.fixture
def owners_file(tmp_path: Path, settings: Any) -> Path:
    """One owner, one who stands in the file twice, and a parcel whose border is open."""
    settings.VFK_PERSONAL_DATA = True
    file = MadeVfk()
    file.deed(700, 12)
    file.parcel(1, number=1, deed=700)
    file.parcel(2, [], number=2)
    file.person("a1x", PRIJMENI=NAME, JMENO="Jana")
    for own in (1, 2, 2):
        file.ownership(own, "a1x", 700, share=(1, 3))
    return file.write(tmp_path / "owners.vfk")


@pytest.fixture
def clerk(staff_with: Callable[..., Client]) -> Client:
    """One who brings files and looks at what was refused, with no role to see what is closed."""
    return staff_with("view_delivery", "add_delivery")


@pytest.mark.parametrize(
    "path", ["", "?layer=cadastre_owner", ".geojson", ".geojson?map=1", ".csv", ".csv?run=1"]
)
def test_quarantine_tells_reason_and_key_and_no_name(
    owners_file: Path, clerk: Client, path: str
) -> None:
    import_file(owners_file)
    held = Quarantine.objects.filter(layer=LAYER).get()
    assert NAME in str(held.attributes)  # there is something to hide

    address = f"/admin/data/quarantine{path}" if path[:1] == "." else "/admin/data/quarantine/"
    answer = clerk.get(address + (path if path[:1] == "?" else ""))
    told = b"".join(answer) if answer.streaming else answer.content

    assert answer.status_code == 200
    assert NAME not in told.decode()
    if path in ("", ".geojson", ".csv"):
        assert "VLA.2" in told.decode()
        assert held.reason in told.decode()


def test_administrator_sees_what_was_refused_only_with_a_grant_of_his_own(
    owners_file: Path, boss: Client
) -> None:
    import_file(owners_file)
    assert NAME not in boss.get("/admin/data/quarantine/").content.decode()

    role = Role.objects.get(code=Role.ADMINISTRATOR)
    Grant.objects.create(role=role, subject=LAYER, operations=["query"], up_to="closed")
    assert NAME in boss.get("/admin/data/quarantine/").content.decode()
    assert NAME in b"".join(boss.get("/admin/data/quarantine.csv")).decode()


def test_difference_counts_owners_and_names_none(
    owners_file: Path, clerk: Client, work: Callable[[], None]
) -> None:
    upload(clerk, owners_file)
    work()
    delivery = Delivery.objects.get()
    page = clerk.get(f"/admin/data/deliveries/{delivery.pk}/?layer={LAYER}").content.decode()
    shapes = clerk.get(f"/admin/data/deliveries/{delivery.pk}/difference.geojson?layer={LAYER}")

    assert "VLA.1" in page
    assert "vidí jen ten, kdo k nim má právo" in page
    assert NAME not in page
    assert NAME not in b"".join(shapes).decode()


@pytest.mark.parametrize(
    "path",
    [
        f"/api/collections/{LAYER}",
        f"/api/collections/{LAYER}/items",
        f"/api/collections/{LAYER}/items/VLA.1",
        f"/api/collections/{LAYER}/tiles/krovak/8/40/40",
        f"/api/identify?x=-689950&y=-974950&layers={LAYER}",
    ],
)
def test_owner_is_in_no_answer_of_the_api(owners_file: Path, clerk: Client, path: str) -> None:
    import_file(owners_file)
    answer = clerk.get(path)
    assert answer.status_code in (400, 404)
    assert NAME not in answer.content.decode()


@pytest.mark.parametrize("path", ["/api/search?q=Vymyslenka", "/api/catalogue", "/quality/"])
def test_owner_is_not_found_listed_or_counted(owners_file: Path, clerk: Client, path: str) -> None:
    import_file(owners_file)
    answer = clerk.get(path)
    assert answer.status_code == 200
    assert NAME not in answer.content.decode()
    assert LAYER not in answer.content.decode()
