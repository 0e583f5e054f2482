"""Access asked for by its user and decided by the office."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from layers.models import AccessRequest, AuditLine, Membership, Role
from tests.gis.rights.conftest import HOME, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
PAGE, LAYER = "/account/rights/", "dtm_ki_line"
Staff = Callable[..., Client]
SQUARE = [[15.0, 50.7], [15.01, 50.7], [15.01, 50.71], [15.0, 50.71], [15.0, 50.7]]


def form(**changes: Any) -> dict[str, Any]:
    role = Role.objects.get(code="surveyor").pk
    return {"role": role, "municipality_codes": [HOME], "purpose": "Zaměření sítí"} | changes


def day(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"


def geojson(document: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("uzemi.geojson", json.dumps(document).encode())


def test_accepted_request_opens_the_layers_until_its_day(staff_with: Staff, clerk: User) -> None:
    client, office = signed_in(clerk), staff_with("decide_access")
    assert client.get(f"/api/collections/{LAYER}").status_code == 404
    assert client.post(PAGE, form()).status_code == 302
    assert "čeká na rozhodnutí" in client.get(PAGE).content.decode()
    asked = AccessRequest.objects.get()

    page = office.get("/admin/rights/requests/").content.decode()
    assert "Geodet – urednice" in page and "Liberec" in page
    office.post(f"/admin/rights/requests/{asked.pk}/accept", {"until": day(30), "reason": "ano"})
    assert client.get(f"/api/collections/{LAYER}").status_code == 200
    held = Membership.objects.get()
    assert held.municipality_codes == [HOME] and held.until == timezone.localdate() + timedelta(30)
    assert "přijata" in client.get(PAGE).content.decode()
    lines = AuditLine.objects.filter(kind="rights").values_list("who", "what")
    assert list(lines) == [
        ("urednice", "žádost o přístup podána"),
        ("spravce", "žádost o přístup přijata"),
    ]


def test_rejection_needs_a_reason_and_tells_it_by_page_and_mail(
    staff_with: Staff, clerk: User
) -> None:
    client, office = signed_in(clerk), staff_with("decide_access")
    client.post(PAGE, form())
    path = f"/admin/rights/requests/{AccessRequest.objects.get().pk}/reject"

    office.post(path, {"reason": " "})
    assert AccessRequest.objects.get().state == "waiting"
    office.post(path, {"reason": "Chybí zakázka."})
    assert AccessRequest.objects.get().state == "rejected"
    assert "Chybí zakázka." in client.get(PAGE).content.decode()
    assert not Membership.objects.exists()
    (letter,) = mail.outbox
    assert letter.to == ["urednice@example.org"] and "Chybí zakázka." in letter.body


def test_request_is_decided_once(staff_with: Staff, clerk: User) -> None:
    signed_in(clerk).post(PAGE, form())
    office = staff_with("decide_access")
    pk = AccessRequest.objects.get().pk

    for _ in range(2):
        office.post(f"/admin/rights/requests/{pk}/accept", {"until": day(1)})
    office.post(f"/admin/rights/requests/{pk}/reject", {"reason": "ne"})
    assert Membership.objects.count() == 1
    assert AccessRequest.objects.get().state == "accepted"


@pytest.mark.parametrize("until", ["", "2020-01-01", "nikdy"])
def test_acceptance_needs_a_day_to_come(staff_with: Staff, clerk: User, until: str) -> None:
    signed_in(clerk).post(PAGE, form())
    pk = AccessRequest.objects.get().pk

    staff_with("decide_access").post(f"/admin/rights/requests/{pk}/accept", {"until": until})
    assert AccessRequest.objects.get().state == "waiting" and not Membership.objects.exists()


def test_user_withdraws_own_request_alone(clerk: User) -> None:
    client = signed_in(clerk)
    client.post(PAGE, form())
    path = f"{PAGE}{AccessRequest.objects.get().pk}/withdraw"

    assert signed_in(User.objects.create_user("cizi")).post(path).status_code == 404
    assert client.post(path).status_code == 302
    assert AccessRequest.objects.get().state == "withdrawn"
    client.post(PAGE, form())
    assert AccessRequest.objects.filter(state="waiting").count() == 1


def test_role_that_is_not_offered_or_is_asked_twice_is_refused(clerk: User) -> None:
    client = signed_in(clerk)
    administrator = Role.objects.get(code="administrator")

    assert client.post(PAGE, form(role=administrator.pk)).status_code == 422
    assert client.post(PAGE, form(municipality_codes=[])).status_code == 422
    assert client.post(PAGE, form(municipality_codes=[1])).status_code == 422
    assert client.post(PAGE, form()).status_code == 302
    assert client.post(PAGE, form()).status_code == 409
    assert AccessRequest.objects.count() == 1


def test_decision_needs_the_permission_and_another_person(staff_with: Staff, clerk: User) -> None:
    office = staff_with("decide_access")
    office.post(PAGE, form())
    pk = AccessRequest.objects.get().pk

    assert signed_in(clerk).post(f"/admin/rights/requests/{pk}/accept").status_code == 302
    clerk.is_staff = True
    clerk.save()
    assert signed_in(clerk).post(f"/admin/rights/requests/{pk}/accept").status_code == 403
    office.post(f"/admin/rights/requests/{pk}/accept", {"until": day(1)})
    assert AccessRequest.objects.get().state == "waiting"


def test_role_of_an_office_is_that_of_its_people(clerk: User) -> None:
    office = Group.objects.create(name="Městský úřad")
    clerk.groups.add(office)
    role = Role.objects.get(code="surveyor")
    Membership.objects.create(group=office, role=role, municipality_codes=[HOME])

    client = signed_in(clerk)
    assert client.get(f"/api/collections/{LAYER}").status_code == 200
    assert "skupina Městský úřad" in client.get(PAGE).content.decode()


def test_area_of_ones_own_is_read_from_a_file(clerk: User) -> None:
    polygon = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}

    asked = form(municipality_codes=[], area_file=geojson(polygon))
    assert signed_in(clerk).post(PAGE, asked).status_code == 302
    area = AccessRequest.objects.get().area
    assert area and area.srid == 5514 and area.area == pytest.approx(785_000, rel=0.01)


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"type": "Point", "coordinates": [15, 50.7]},
        {"type": "Polygon", "coordinates": [SQUARE], "crs": {"type": "link", "properties": {}}},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
        {
            "type": "Polygon",
            "coordinates": [[[15, 50], [15.1, 50.1], [15, 50.1], [15.1, 50], [15, 50]]],
        },
        {
            "type": "Polygon",
            "coordinates": [[[15, 50], [float("nan"), 50.1], [15, 50.1], [15, 50]]],
        },
        {"type": "Polygon", "coordinates": "x"},
        {"type": "Polygon", "coordinates": [[["a", 1], [2, 3], [4, 5], ["a", 1]]]},
        {"type": "FeatureCollection", "features": [None]},
    ],
    ids=["list", "point", "crs-link", "elsewhere", "bow-tie", "nan", "text", "letters", "null"],
)
def test_area_that_is_none_is_refused_with_the_reason(clerk: User, document: Any) -> None:
    answer = signed_in(clerk).post(PAGE, form(area_file=geojson(document)))

    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
    assert not AccessRequest.objects.exists()


def test_area_nested_without_end_is_refused(clerk: User) -> None:
    deep = SimpleUploadedFile("uzemi.geojson", b'{"a":' * 100_000)

    assert signed_in(clerk).post(PAGE, form(area_file=deep)).status_code == 422
