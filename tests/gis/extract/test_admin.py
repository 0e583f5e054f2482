"""An office's own words go before those that are shipped; issued extracts are only read."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from layers.audit import Kind
from layers.catalogue import catalogue
from layers.extract.rules import Rules
from layers.models import AuditLine

pytestmark = pytest.mark.django_db
LAYER = "uap_flood_area"


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("spravce"))
    return client


def test_words_of_the_office_are_told_and_their_change_is_in_the_audit_log(boss: Client) -> None:
    layer = catalogue().layers[LAYER]
    shipped = Rules().of(layer)

    answer = boss.post(
        "/admin/layers/extracttext/add/",
        {"subject": "uap_flood", "office_cs": "MěÚ Frýdlant, odbor vodního hospodářství",
         "office_en": "", "next_step_cs": "", "next_step_en": "", "sliver_m2": "5",
         "sliver_m": "", "adjoining_m": ""},
    )  # fmt: skip

    assert answer.status_code == 302, answer.content
    told = Rules().of(layer)
    assert told.office.cs == told.office.en == "MěÚ Frýdlant, odbor vodního hospodářství"
    assert told.next_step == shipped.next_step
    assert (told.sliver_m2, told.sliver_m) == (5.0, shipped.sliver_m)
    assert AuditLine.objects.filter(kind=Kind.RIGHTS, what__contains="text výpisu").exists()


def test_issued_extracts_cannot_be_made_or_changed_by_hand(boss: Client) -> None:
    assert boss.get("/admin/layers/issuedextract/").status_code == 200
    assert boss.get("/admin/layers/issuedextract/add/").status_code == 403
