"""The admin shows import runs and lets nobody change them."""

import pytest
from django.test import Client

from layers.models import ImportRun, Quarantine
from tests.gis.api.conftest import region  # noqa: F401  the same small region

pytestmark = pytest.mark.django_db(databases=["default", "reader"])


def test_run_is_shown_with_its_quarantine_escaped(admin_client: Client, region: ImportRun) -> None:  # noqa: F811
    Quarantine.objects.create(
        run=region, layer="cadastre_parcel", code="1", place="1", reason="<script>alert(1)</script>"
    )
    page = admin_client.get(f"/admin/data/quarantine/?run={region.pk}").content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page
    assert admin_client.get("/admin/layers/importrun/").status_code == 200
    run = admin_client.get(f"/admin/layers/importrun/{region.pk}/change/").content.decode()
    assert "Záznamů v karanténě: 1" in run


def test_run_cannot_be_added_or_deleted(admin_client: Client, region: ImportRun) -> None:  # noqa: F811
    assert admin_client.get("/admin/layers/importrun/add/").status_code == 403
    assert admin_client.post(f"/admin/layers/importrun/{region.pk}/delete/").status_code == 403
