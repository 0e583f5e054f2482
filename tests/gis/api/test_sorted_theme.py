"""Pages of a theme sorted by its attributes, some of which are unknown or of another kind."""

import pytest
from django.test import Client

from layers import models
from tests.gis.api.conftest import versions
from tests.gis.api.test_sorting import walked

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)


def test_sorted_by_attributes_of_a_theme(own_region: models.ImportRun, client: Client) -> None:
    row = versions(own_region)
    accuracies = [0.14, None, 0.1, 0.14, "not a number", 1e-7]
    for index, value in enumerate(accuracies):
        models.Feature.objects.create(
            layer="cadastre_boundary_point",
            code=f"p{index}",
            attributes={"accuracy_m": value, "label": "ž" * 300 + str(index)},
            **row,
        )
    address = "/api/collections/cadastre_boundary_point/items"
    for limit in ("1", "2", "3", "10"):
        assert walked(client, address, sortby="-accuracy_m", limit=limit) == [
            *("p0", "p3", "p2", "p5", "p1", "p4")
        ]
        assert walked(client, address, sortby="label", limit=limit) == [
            f"p{index}" for index in range(6)
        ]
