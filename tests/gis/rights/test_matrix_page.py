"""The matrix as the administrator sees it."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest
from django.test import Client

from gis.rights.channels import CHANNELS
from layers.catalogue import catalogue
from layers.models import Grant, Role

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


def lines(client: Client) -> list[dict[str, str]]:
    text = b"".join(client.get("/admin/rights/matrix.csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def may(found: list[dict[str, str]], role: str, layer: str, channel: str) -> str:
    (line,) = (
        each
        for each in found
        if (each["role"], each["vrstva"], each["kanál"]) == (role, layer, channel)
    )
    return line["smí"]


def test_csv_has_every_role_layer_and_channel(staff_with: Staff) -> None:
    found = lines(staff_with(superuser=True))

    roles = Role.objects.count()
    carried = sum(each.carries(layer) for layer in catalogue().layers.values() for each in CHANNELS)
    assert len(found) == roles * carried
    assert may(found, "public", "cadastre_parcel", "items") == "everywhere"
    assert may(found, "public", "dtm_ki_line", "wms-map") == "no"
    assert may(found, "surveyor", "dtm_ki_line", "wms-map") == "territory"
    assert may(found, "administrator", "dtm_ki_line", "wms-map") == "everywhere"


def test_matrix_follows_the_grants(staff_with: Staff) -> None:
    Grant.objects.filter(role__code="surveyor").update(operations=["query"])

    found = lines(staff_with(superuser=True))
    assert may(found, "surveyor", "dtm_ki_line", "wms-map") == "no"
    assert may(found, "surveyor", "dtm_ki_line", "items") == "territory"


def test_page_shows_a_theme_and_an_operation(staff_with: Staff) -> None:
    page = staff_with("view_grant").get("/admin/rights/matrix/?theme=dtm&operation=query")

    text = page.content.decode()
    assert "dtm_ki_line" in text and "cadastre_parcel" not in text
    assert "na svém území" in text and "API: prvky" in text


def test_matrix_is_for_those_who_may_see_grants(staff_with: Staff) -> None:
    assert staff_with("view_delivery").get("/admin/rights/matrix/").status_code == 403
    assert Client().get("/admin/rights/matrix.csv").status_code == 302
