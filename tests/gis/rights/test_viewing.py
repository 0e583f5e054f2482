"""“View as…”: the rights of another to look, never more than one's own, never to change."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client, RequestFactory

from gis.accounts.identity import who
from layers.access import PUBLIC, allows, layer_as
from layers.catalogue import catalogue
from layers.grants import viewer
from layers.models import AuditLine, Membership, Role
from layers.seen_as import seen_as
from tests.gis.rights.conftest import HOME, give, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
CLOSED, PLANNING = "dtm_ki_line", "uap"
Staff = Callable[..., Client]


def map_user(client: Client) -> Any:
    """Who the maps take the client's browser for."""
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    return who(RequestFactory().get("/ows/wms", HTTP_COOKIE=cookie).environ)


def collections(client: Client) -> set[str]:
    return {each["id"] for each in client.get("/api/collections").json()["collections"]}


def test_administrator_sees_api_and_maps_as_the_role_on_its_territory(staff_with: Staff) -> None:
    boss = staff_with(superuser=True)
    assert CLOSED in collections(boss)

    chosen = {"role": Role.objects.get(code="surveyor").pk, "municipality_codes": [HOME]}
    assert boss.post("/admin/rights/view-as/", chosen)["Location"] == "/"
    layer = catalogue().layers[CLOSED]
    seen = layer_as(map_user(boss), "see", layer)
    assert seen and seen.within and seen.within.municipalities == {HOME}
    told = boss.get("/api/catalogue").json()
    assert told["viewing_as"] == "Geodet – Liberec"
    assert next(each for each in told["layers"] if each["id"] == CLOSED)["limited"] is True

    boss.post("/admin/rights/view-as/end")
    assert boss.get("/api/catalogue").json()["viewing_as"] is None
    assert layer_as(map_user(boss), "see", layer) == layer


def test_administrator_sees_what_the_public_does(staff_with: Staff) -> None:
    boss = staff_with(superuser=True)
    boss.post("/admin/rights/view-as/", {"role": Role.objects.get(code="public").pk})

    assert collections(boss) == collections(Client())
    assert boss.get(f"/api/collections/{CLOSED}").status_code == 404
    assert map_user(boss).grants == seen_as(PUBLIC, by=User.objects.get()).grants


def test_administrator_sees_what_a_user_does_until_the_account_ends(
    staff_with: Staff, clerk: User
) -> None:
    give(clerk, "regional_planner")
    boss = staff_with(superuser=True)
    boss.post("/admin/rights/view-as/", {"user": clerk.get_username()})

    assert collections(boss) == collections(signed_in(clerk))
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert collections(boss) == collections(Client())


def test_view_never_opens_more_than_the_viewer_has(staff_with: Staff) -> None:
    plain = staff_with("change_membership")
    plain.post("/admin/rights/view-as/", {"role": Role.objects.get(code="administrator").pk})

    assert CLOSED not in collections(plain)
    user = User.objects.get()
    give(user, "surveyor", municipality_codes=[HOME])
    seen = layer_as(map_user(plain), "see", catalogue().layers[CLOSED])
    assert seen and seen.within and seen.within.municipalities == {HOME}


def test_view_of_narrow_rights_by_other_narrow_rights_is_what_both_have() -> None:
    shown = User.objects.create_user("jeden")
    by = User.objects.create_user("druhy")
    give(shown, "surveyor", municipality_codes=[HOME])
    give(by, "orp_planner", municipality_codes=[HOME])

    both = seen_as(shown, by=by)
    layers = catalogue().layers.values()
    for operation in ("see", "query", "download"):
        of_both = {each.id for each in layers if allows(both, operation, each)}
        of_each = [{x.id for x in layers if allows(who_, operation, x)} for who_ in (shown, by)]
        assert of_both == of_each[0] & of_each[1]
    assert CLOSED in {each.id for each in layers if allows(both, "see", each)}


def test_nothing_can_be_edited_or_approved_with_the_eyes_of_another() -> None:
    boss = User.objects.create_superuser("ada")
    shown = seen_as(viewer(Role.objects.get(code="administrator")), by=boss)

    layers = catalogue().layers.values()
    assert allows(shown, "see", catalogue().layers[CLOSED])
    assert not any(allows(shown, change, each) for each in layers for change in ("edit", "approve"))


def test_view_needs_the_permission_and_ends_with_it(staff_with: Staff) -> None:
    other = staff_with("view_delivery")
    assert other.get("/admin/rights/view-as/").status_code == 403
    user = User.objects.get()
    user.user_permissions.add(Permission.objects.get(codename="change_membership"))
    other.post("/admin/rights/view-as/", {"role": Role.objects.get(code="public").pk})
    assert other.get("/api/catalogue").json()["viewing_as"] == "Veřejnost"

    user.user_permissions.clear()
    assert other.get("/api/catalogue").json()["viewing_as"] is None


def test_role_that_is_gone_is_seen_as_the_public(staff_with: Staff) -> None:
    boss = staff_with(superuser=True)
    role = Role.objects.create(code="docasna", title_cs="Dočasná", title_en="Temporary")
    boss.post("/admin/rights/view-as/", {"role": role.pk})

    role.delete()
    assert collections(boss) == collections(Client())
    assert boss.get("/api/catalogue").json()["viewing_as"] == "zrušená role"


def test_pages_carry_the_banner_and_the_log_beginning_and_end(staff_with: Staff) -> None:
    boss = staff_with(superuser=True)
    boss.post("/admin/rights/view-as/", {"role": Role.objects.get(code="registered").pk})

    for page in ("/admin/", "/account/rights/", "/api/?f=html", "/quality/"):
        assert (
            "Mapu a data vidíte jako: <strong>Přihlášení</strong>"
            in boss.get(page).content.decode()
        )
    boss.post("/admin/rights/view-as/end")
    assert "Mapu a data vidíte jako" not in boss.get("/admin/").content.decode()
    lines = AuditLine.objects.filter(kind="rights").values_list("who", "what", "note")
    assert list(lines) == [
        ("spravce", "pohled očima jiného zahájen", "Přihlášení"),
        ("spravce", "pohled očima jiného ukončen", ""),
    ]


def test_personal_credential_is_not_changed_by_the_view(staff_with: Staff, clerk: User) -> None:
    """The view is the browser's; what a desktop client sends is its own."""
    boss = staff_with(superuser=True)
    boss.post("/admin/rights/view-as/", {"role": Role.objects.get(code="public").pk})

    answer = boss.get("/api/collections", headers={"Authorization": "Basic nonsense"})
    assert answer.status_code == 401
    assert Membership.objects.count() == 0
