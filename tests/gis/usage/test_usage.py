"""Usage by day, layer, channel and municipality: counted, added up, shown to the staff."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from gis.traffic import Traffic
from gis.usage.counting import Usage
from gis.usage.models import UsageCount
from gis.usage.municipality import municipality_of
from layers.models import Membership, Role
from layers.request_keys import MUNICIPALITY

pytestmark = pytest.mark.django_db(databases=["default", "reader"])
PAGE = "/admin/data/usage/"


def rows() -> list[tuple[object, ...]]:
    found = UsageCount.objects.order_by("layer", "channel", "municipality_code")
    return list(found.values_list("layer", "channel", "municipality_code", "count"))


def test_counts_are_added_to_those_of_the_day() -> None:
    for _ in range(2):
        usage = Usage()
        usage.add(["cadastre_parcel", "cadastre_building"], "wms", {MUNICIPALITY: 990001})
        usage.add(["cadastre_parcel"], "wms", {})
        usage.add([], "search", {})
        usage.write()
        usage.write()

    assert rows() == [
        ("", "search", 0, 2),
        ("cadastre_building", "wms", 990001, 2),
        ("cadastre_parcel", "wms", 0, 2),
        ("cadastre_parcel", "wms", 990001, 2),
    ]


def test_names_of_layers_that_clients_made_up_are_not_kept() -> None:
    usage = Usage()
    usage.add(["jan.novak@example.org", "<script>", "x" * 10_000], "wms", {})
    usage.write()
    assert rows() == [("", "wms", 0, 1)]


def test_counts_stay_until_the_database_is_back() -> None:
    usage = Usage()
    usage.add(["cadastre_parcel"], "wms", {})
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE usage_usagecount RENAME TO away")
        usage.write()
        cursor.execute("ALTER TABLE away RENAME TO usage_usagecount")
    usage.write()
    assert rows() == [("cadastre_parcel", "wms", 0, 1)]


def test_cached_tiles_are_counted_by_layer_and_municipality() -> None:
    traffic = Traffic()
    for _ in range(3):
        traffic.tiles["cadastre_parcel", 0] += 1
    traffic.tiles["cadastre_parcel", 990001] += 1
    traffic.flush()
    traffic.usage.write()
    traffic.flush()
    traffic.usage.write()
    assert rows() == [("cadastre_parcel", "tile", 0, 3), ("cadastre_parcel", "tile", 990001, 1)]


def test_municipality_is_that_of_all_roles_or_none() -> None:
    role = Role.objects.create(code="obec-test", title_cs="Obec", title_en="Municipality")
    users = [User.objects.create_user(name) for name in ("jedna", "dve", "zadna")]
    for user, codes in zip(users, ([990001], [990001, 990002], []), strict=True):
        Membership.objects.create(user=user, role=role, municipality_codes=codes)

    assert [municipality_of(user) for user in users] == [990001, 0, 0]


def test_api_requests_are_counted_by_layer(client: Client) -> None:
    from gis.traffic import traffic  # noqa: PLC0415  the one that the middleware has

    traffic.usage.counts.clear()
    client.get("/api/collections/cadastre_parcel/items?limit=1")
    client.get("/api/collections/neni/items")
    client.get("/api/search?q=abc")
    traffic.usage.write()
    assert rows() == [("", "search", 0, 1), ("cadastre_parcel", "api", 0, 1)]


def test_page_shows_the_period_and_is_a_table(admin_client: Client) -> None:
    today = timezone.localdate()
    for age, count in ((0, 1_234), (20, 5), (200, 1)):
        UsageCount.objects.create(
            day=today - timedelta(days=age), layer="cadastre_parcel", channel="wms", count=count
        )
    page = admin_client.get(PAGE).content.decode()
    assert "1\xa0239" in page and "WMS" in page and page.count("<rect ") == 2
    answer = admin_client.get("/admin/data/usage.csv?days=365")
    table = bytes(answer.getvalue()).decode()
    assert table.count("cadastre_parcel;wms;0;") == 3
    assert admin_client.get(f"{PAGE}?days=../x").status_code == 200


def test_page_is_for_those_who_may(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    client.force_login(User.objects.create_user("x", is_staff=True))
    assert client.get(PAGE).status_code == 403
    assert client.get("/admin/data/usage.csv").status_code == 403
