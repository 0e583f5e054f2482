"""Which region the portal opens on."""

import pytest
from django.test import Client

from layers.models import ImportRun, Region
from tests.gis.api.conftest import versions

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)


def test_of_a_list_of_regions_the_one_with_an_outline_is_opened(
    client: Client, own_region: ImportRun
) -> None:
    for code, name in ((108, "Kraj Vysočina"), (141, "Zlínský kraj")):
        Region.objects.create(code=code, name=name, **versions(own_region) | {"geom_kind": "none"})

    region = client.get("/api/catalogue").json()["region"]

    assert region["title"]["cs"] == "Zkušební kraj"
    assert region["bbox"] == [-691000.0, -976000.0, -688000.0, -973000.0]
