"""The audit log in the admin: to read, to filter, to take away; never to change."""

import pytest
from django.test import Client

from layers.audit import Kind, record

pytestmark = pytest.mark.django_db
LIST = "/admin/layers/auditline/"


def test_filtered_lines_are_a_table_with_harmless_cells(admin_client: Client) -> None:
    record(Kind.SIGN_IN, who="obec", what="přihlášen", address="10.0.0.1")
    record(Kind.CREDENTIAL, who="obec", what="osobní adresa vytvořena", note="=cmd|'/c calc'!A1")

    assert "table.csv?kind__exact=credential" in _text(
        admin_client, f"{LIST}?kind__exact=credential"
    )
    table = _text(admin_client, f"{LIST}table.csv?kind__exact=credential")
    header, row = table.lstrip("\ufeff").splitlines()
    assert header.startswith("kdy;druh;kdo;co;")
    assert ";přístup pro programy;obec;osobní adresa vytvořena;" in row
    assert ";=cmd" not in row


def test_lines_are_not_changed_and_not_for_strangers(
    admin_client: Client, client: Client, django_user_model: type
) -> None:
    record(Kind.SIGN_IN, who="obec", what="přihlášen")
    assert admin_client.get(f"{LIST}add/").status_code == 403
    client.force_login(django_user_model.objects.create_user("x", is_staff=True))  # type: ignore[attr-defined]
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}table.csv").status_code == 403


def _text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    content = answer.getvalue()
    return bytes(content).decode()
