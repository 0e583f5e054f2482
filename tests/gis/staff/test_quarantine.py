"""The quarantine as a clerk sees it: each refused record once, however often it was checked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from layers.models import Delivery
from tests.gis.staff.conftest import upload
from tests.layers.importers.made_vfr import BOW_TIE, MadeParcel, write_full

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]


def listed(client: Client, query: str = "") -> int:
    page = client.get(f"/admin/data/quarantine/{query}").content.decode()
    return page.count("Neplatný obrys.</strong>")


def test_record_checked_twice_and_published_stands_in_quarantine_once(
    boss: Client, tmp_path: Path, work: Callable[[], None]
) -> None:
    upload(boss, write_full(tmp_path, [MadeParcel(1), MadeParcel(2, outline=BOW_TIE)]))
    work()
    delivery = Delivery.objects.get()
    first = delivery.preview
    assert first is not None and listed(boss) == 1
    decide = f"/admin/data/deliveries/{delivery.pk}"
    for decision in ("return", "again", "approve"):
        boss.post(f"{decide}/{decision}", {"reason": "pošlete znovu"})
        work()

    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.PUBLISHED
    assert listed(boss) == 1
    assert listed(boss, f"?run={first.pk}") == 1
