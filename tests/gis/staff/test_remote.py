"""Remote services on the staff pages: registered, chosen, probed, let go, or refused."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from layers.catalogue import catalogue
from layers.models import AuditLine, Delivery, Feature, RemoteLayer, RemoteService
from layers.remote.schedule import look_at_services
from tests.layers.remote.conftest import remote, remote_folder
from tests.layers.remote.server import Server
from tests.layers.remote.test_fetch import says

__all__ = ["remote", "remote_folder"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]
StaffWith = Callable[..., Client]
PLACE = "/admin/data/services/"
WRITTEN = {
    "title_cs": "Vodní zdroje", "title_en": "Springs", "attribution": "© Kraj",
    "licence": "CC BY 4.0", "access": "public", "keep_minutes": "30", "harvest_hours": "12",
    "publishes_alone": "on",
}  # fmt: skip


def registered(client: Client, kind: str, url: str) -> RemoteService:
    answer = client.post(PLACE, {"kind": kind, "url": url, "title": ""})
    assert answer.status_code == 302, answer.content.decode()
    return RemoteService.objects.get(url=url)


def test_only_who_may_manage_services_enters(staff_with: StaffWith, client: Client) -> None:
    assert client.get(PLACE).status_code == 302
    assert staff_with("view_delivery").get(PLACE).status_code == 403
    assert staff_with("manage_remote").get(PLACE).status_code == 200


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:{port}/wms", "není povolen"),
        ("http://[::1]/wms", "není povolen"),
        ("http://2130706433/wms", "není jméno hostitele"),
        ("http://0x7f000001/wms", "není jméno hostitele"),
        ("http://localhost/wms", "není veřejná"),
        ("file:///etc/passwd", "http://"),
    ],
)
def test_address_of_an_inner_network_is_refused_and_not_asked(
    boss: Client, remote: Server, settings: Any, url: str, reason: str
) -> None:
    settings.REMOTE_PRIVATE_HOSTS, settings.REMOTE_HOSTS = [], ["localhost"]
    url = url.format(port=remote.server_address[1])

    answer = boss.post(PLACE, {"kind": "wms", "url": url, "title": ""})

    assert answer.status_code == 400
    assert reason in answer.content.decode()
    assert not remote.asked
    assert not RemoteService.objects.exists()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html>Prihlaseni</html>", "popis nelze přečíst"),
        (b"neco", "není XML"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><WMS_Capabilities>&x;'
         b"</WMS_Capabilities>", "entity"),
        (b"<ServiceExceptionReport><ServiceException>Neni</ServiceException>"
         b"</ServiceExceptionReport>", "Neni"),
    ],
)  # fmt: skip
def test_answer_that_is_no_capabilities_is_told(
    boss: Client, remote: Server, body: bytes, reason: str
) -> None:
    remote.replies["/wms"] = says(body, "text/xml")

    answer = boss.post(PLACE, {"kind": "wms", "url": f"{remote.url}/wms", "title": ""})

    assert answer.status_code == 400
    assert reason in answer.content.decode()


def test_chosen_layer_is_in_the_catalogue_with_the_state_of_its_service(
    boss: Client, remote: Server
) -> None:
    service = registered(boss, "wms", f"{remote.url}/wms")
    assert "Rozliv Q100" in boss.get(f"{PLACE}{service.pk}/").content.decode()

    answer = boss.post(f"{PLACE}{service.pk}/choose?layer=q100", WRITTEN)

    assert answer.status_code == 302, answer.content.decode()
    layer = catalogue().layers["remote_vodni_zdroje"]
    assert (layer.title.en, layer.attribution, layer.licence) == ("Springs", "© Kraj", "CC BY 4.0")
    assert AuditLine.objects.filter(what="služba připojena", note=service.url).exists()


LOGIN = {"login_kind": "header", "login_name": "X-Api-Key", "login_secret": "klic-0123456789"}


def test_secret_of_a_login_is_never_shown_again(boss: Client, remote: Server) -> None:
    remote.key = ("X-Api-Key", "klic-0123456789")
    wrong = {"kind": "wms", "url": f"{remote.url}/wms", **LOGIN, "login_secret": "spatny-klic"}
    refused = boss.post(PLACE, wrong)
    assert refused.status_code == 400
    assert "požaduje přihlášení" in refused.content.decode()
    assert "X-Api-Key" in refused.content.decode()

    boss.post(PLACE, wrong | LOGIN)
    service = RemoteService.objects.get()
    page = boss.get(f"{PLACE}{service.pk}/").content.decode()

    assert "klíč v hlavičce: X-Api-Key" in page
    for told in (refused.content.decode(), page, boss.get(PLACE).content.decode()):
        assert "klic-0123456789" not in told
        assert "spatny-klic" not in told
        assert service.sealed_login not in told


def test_login_is_changed_and_taken_away_by_who_may_manage_services(
    boss: Client, staff_with: StaffWith, remote: Server
) -> None:
    service = registered(boss, "wms", f"{remote.url}/wms")
    place = f"{PLACE}{service.pk}/login"
    assert staff_with("view_delivery").post(place, LOGIN).status_code == 403

    boss.post(place, LOGIN)
    assert remote.headers[-1]["X-Api-Key"] == "klic-0123456789"
    boss.post(place, LOGIN | {"login_kind": ""})

    service.refresh_from_db()
    assert (service.login_kind, service.login_name, service.sealed_login) == ("", "", "")
    told = AuditLine.objects.filter(note=service.url).values_list("what", flat=True)
    assert {"přihlášení ke službě: klíč v hlavičce", "přihlášení ke službě: bez přihlášení"} <= set(
        told
    )


@pytest.mark.parametrize("level", ["public", "registered", "staff", "closed"])
@pytest.mark.parametrize("kind", ["wms", "features"])
def test_level_chosen_for_a_layer_is_that_of_the_catalogue(
    boss: Client, remote: Server, kind: str, level: str
) -> None:
    service = registered(boss, kind, f"{remote.url}/{kind}")
    name = service.offer[0]["name"]

    boss.post(f"{PLACE}{service.pk}/choose?layer={name}", WRITTEN | {"access": level})

    access = catalogue().layers["remote_vodni_zdroje"].access
    assert (access.see, access.query, access.download) == (level, level, level)


def test_layer_without_attribution_is_refused_and_what_was_written_stays(
    boss: Client, remote: Server
) -> None:
    service = registered(boss, "wms", f"{remote.url}/wms")

    answer = boss.post(f"{PLACE}{service.pk}/choose?layer=q100", WRITTEN | {"attribution": " "})

    assert answer.status_code == 400
    assert "Vyplňte uvedení zdroje" in answer.content.decode()
    assert "Vodní zdroje" in answer.content.decode()
    assert not RemoteLayer.objects.exists()


def test_probe_tells_since_when_the_service_fails_and_when_it_is_well_again(
    boss: Client, remote: Server, work: Callable[[], None]
) -> None:
    service = registered(boss, "wms", f"{remote.url}/wms")
    boss.post(f"{PLACE}{service.pk}/choose?layer=q100", WRITTEN)
    good = remote.replies["/wms"]
    remote.replies["/wms"] = says(b"chyba", "text/plain", 502)
    for _ in range(2):
        boss.post(f"{PLACE}{service.pk}/probe")
        work()

    failing = RemoteService.objects.get(pk=service.pk)
    assert failing.state == RemoteService.State.FAILING
    assert failing.failing_since and failing.checked_at and failing.last_ok_at
    assert failing.last_ok_at < failing.failing_since < failing.checked_at
    page = boss.get(f"{PLACE}{service.pk}/").content.decode()
    assert "Služba odpověděla stavem 502" in page

    remote.replies["/wms"] = good
    boss.post(f"{PLACE}{service.pk}/probe")
    work()
    well = RemoteService.objects.get(pk=service.pk)
    assert (well.state, well.failing_since) == (RemoteService.State.OK, None)


def test_service_is_probed_when_its_time_has_come(
    boss: Client, remote: Server, work: Callable[[], None]
) -> None:
    service = registered(boss, "wms", f"{remote.url}/wms")
    remote.asked.clear()
    look_at_services()
    work()
    assert not remote.asked

    RemoteService.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    look_at_services()
    look_at_services()
    work()
    assert len(remote.asked) == 1
    assert RemoteService.objects.get(pk=service.pk).answer_ms is not None


def springs(client: Client, server: Server) -> RemoteLayer:
    service = registered(client, "features", f"{server.url}/features")
    answer = client.post(f"{PLACE}{service.pk}/choose?layer=zdroje", WRITTEN)
    assert answer.status_code == 302, answer.content.decode()
    return RemoteLayer.objects.get()


def test_objects_are_taken_over_through_the_gate_and_once(
    boss: Client, remote: Server, work: Callable[[], None]
) -> None:
    layer = springs(boss, remote)
    assert [field["name"] for field in layer.fields] == ["nazev", "vydatnost_l_s"]
    look_at_services()
    work()

    found = Feature.objects.filter(layer=layer.layer_id).order_by("code")
    assert found.count() == 25
    first = found.get(code="z0")
    assert (first.geom.x, first.geom.y, first.geom.srid) == (-690_000, -970_000, 5514)
    assert first.attributes["nazev"] == "Pramen 0"
    delivery = Delivery.objects.get()
    assert (delivery.channel, delivery.state) == ("service", "published")

    boss.post(f"/admin/data/remote-layers/{layer.pk}/harvest")
    work()
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    "reply",
    [
        says(b"<html>", "text/html"),
        says(b'{"type": "FeatureCollection", "features": []}', "application/json"),
        says(b'{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "z0"}],'
             b' "numberMatched": 25}', "application/json"),
        says(b"", "text/plain", 500),
    ],
)  # fmt: skip
def test_service_that_does_not_give_all_objects_removes_none(
    boss: Client, remote: Server, work: Callable[[], None], reply: Any
) -> None:
    layer = springs(boss, remote)
    look_at_services()
    work()
    remote.replies["/features/collections/zdroje/items"] = reply

    boss.post(f"/admin/data/remote-layers/{layer.pk}/harvest")
    with pytest.raises(AssertionError):  # the job has failed, and the queue says so
        work()

    assert Feature.objects.filter(layer=layer.layer_id, recorded__endswith=None).count() == 25


def test_who_may_not_approve_cannot_let_data_in_without_approval(
    staff_with: StaffWith, remote: Server, work: Callable[[], None]
) -> None:
    springs(staff_with("manage_remote"), remote)
    look_at_services()
    work()

    assert Delivery.objects.get().state == Delivery.State.READY


def test_forgotten_service_leaves_the_catalogue(
    boss: Client, remote: Server, remote_folder: Path
) -> None:
    service = registered(boss, "wms", f"{remote.url}/wms")
    boss.post(f"{PLACE}{service.pk}/choose?layer=q100", WRITTEN)
    boss.post(f"{PLACE}{service.pk}/forget")

    assert "remote_vodni_zdroje" not in catalogue().layers
    assert not RemoteService.objects.exists()


def test_superuser_form_shows_what_is_set(boss: Client, remote: Server, ada: User) -> None:
    layer = springs(boss, remote)
    page = boss.get(f"/admin/data/remote-layers/{layer.pk}/").content.decode()

    assert 'value="12"' in page
    assert "checked" in page
