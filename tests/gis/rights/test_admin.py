"""Rights given in the admin: chosen by name, each change in the audit log."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from layers.models import AuditLine, Grant, LayerLevels, Membership, Role
from tests.gis.rights.conftest import HOME

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
Staff = Callable[..., Client]


def grants(role: Role, **first: Any) -> dict[str, Any]:
    """The form of a role with its grants, the first one changed."""
    sent: dict[str, Any] = {
        "title_cs": role.title_cs, "title_en": role.title_en, "order": role.order,
        "grants-TOTAL_FORMS": role.grants.count(), "grants-INITIAL_FORMS": role.grants.count(),
    }  # fmt: skip
    for index, row in enumerate(role.grants.all()):
        told = {
            "id": row.pk, "role": role.pk, "subject": row.subject, "operations": row.operations,
            "up_to": row.up_to, "where": row.where, "fields_told": row.fields,
        }  # fmt: skip
        changes = first if index == 0 else {}
        sent |= {f"grants-{index}-{name}": value for name, value in (told | changes).items()}
    return sent


def test_grant_is_changed_by_names_and_logged_with_what_it_is_now(staff_with: Staff) -> None:
    boss = staff_with(superuser=True)
    role = Role.objects.get(code="surveyor")
    path = f"/admin/layers/role/{role.pk}/change/"

    page = boss.get(path).content.decode()
    assert "Parcely (cadastre_parcel)" in page and "všechny vrstvy" in page
    sent = grants(role, subject="cadastre_parcel", operations=["see"], fields_told=["*"])
    assert boss.post(path, sent).status_code == 302
    grant = Grant.objects.get(role=role)
    assert (grant.subject, grant.operations, grant.fields) == ("cadastre_parcel", ["see"], ["*"])
    line = AuditLine.objects.get(kind="rights")
    assert line.who == "spravce" and line.what == "role změněno"
    assert "cadastre_parcel: zobrazit na mapě do stupně „pověření“ na svém území" in line.note


def test_subject_that_the_catalogue_does_not_have_is_refused(staff_with: Staff) -> None:
    role = Role.objects.get(code="surveyor")
    sent = grants(role, subject="dtm_nic_takoveho")

    answer = staff_with(superuser=True).post(f"/admin/layers/role/{role.pk}/change/", sent)
    assert answer.status_code == 200
    assert Grant.objects.get(role=role).subject == "dtm"


def test_subject_that_has_left_the_catalogue_stays_until_it_is_changed(staff_with: Staff) -> None:
    role = Role.objects.get(code="surveyor")
    Grant.objects.filter(role=role).update(subject="own_zrusena")

    boss = staff_with(superuser=True)
    boss.post(f"/admin/layers/role/{role.pk}/change/", grants(role, operations=["query"]))
    grant = Grant.objects.get(role=role)
    assert (grant.subject, grant.operations) == ("own_zrusena", ["query"])


def test_membership_is_given_by_name_of_a_municipality(staff_with: Staff, clerk: User) -> None:
    boss = staff_with(superuser=True)
    assert "Liberec</option>" in boss.get("/admin/layers/membership/add/").content.decode()
    role = Role.objects.get(code="surveyor")
    sent = {"user": clerk.pk, "role": role.pk, "municipality_codes": [HOME]}

    assert boss.post("/admin/layers/membership/add/", sent).status_code == 302
    held = Membership.objects.get()
    assert held.user == clerk and held.municipality_codes == [HOME]
    note = AuditLine.objects.get(kind="rights").note
    assert note == "urednice: Geodet, Liberec, bez omezení"
    boss.post(f"/admin/layers/membership/{held.pk}/delete/", {"post": "yes"})
    assert AuditLine.objects.last().what == "přidělená role smazáno"  # type: ignore[union-attr]


def test_membership_of_nobody_or_of_two_is_refused(staff_with: Staff) -> None:
    role = Role.objects.get(code="surveyor")

    answer = staff_with(superuser=True).post("/admin/layers/membership/add/", {"role": role.pk})
    assert answer.status_code == 200
    assert "Roli má buď uživatel, nebo skupina." in answer.content.decode()


def test_levels_of_a_layer_are_set_by_its_name(staff_with: Staff) -> None:
    boss = staff_with(superuser=True)
    sent = {"layer": "cadastre_parcel", "see": "public", "query": "staff", "download": "closed"}

    boss.post("/admin/layers/layerlevels/add/", sent)
    assert LayerLevels.objects.get().query == "staff"
    assert "dotazovat se pověření" in AuditLine.objects.get(kind="rights").note


def test_roles_that_all_begin_with_cannot_be_deleted(staff_with: Staff) -> None:
    boss = staff_with(superuser=True)

    for code in ("public", "registered", "administrator"):
        role = Role.objects.get(code=code)
        path = f"/admin/layers/role/{role.pk}/delete/"
        assert boss.post(path, {"post": "yes"}).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": [role.pk], "post": "yes"}
    boss.post("/admin/layers/role/", bulk)
    assert Role.objects.filter(code="administrator").exists()


def test_account_made_an_administrator_is_in_the_log(staff_with: Staff, clerk: User) -> None:
    boss = staff_with(superuser=True)
    sent = {
        "username": "urednice", "is_active": "on", "is_staff": "on", "is_superuser": "on",
        "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00",
    }  # fmt: skip

    answer = boss.post(f"/admin/auth/user/{clerk.pk}/change/", sent)
    assert answer.status_code == 302
    assert AuditLine.objects.get(kind="rights").note == "urednice, správce všeho, obsluha"
