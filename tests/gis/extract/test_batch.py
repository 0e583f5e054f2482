"""Extracts of many parcels at once: who may ask, what is refused, what comes, to whom."""

import io
import json
import time
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdf
import pytest
import requests
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from layers.extract.batch.schedule import look_at_batches
from layers.models import AuditLine, ExtractBatch, Membership
from tests.layers.releases.conftest import member, region
from tests.stack import STAFF

__all__ = ["region"]


def post(client: Client, document: object) -> Any:
    body = document if isinstance(document, str) else json.dumps(document)
    return client.post("/api/extracts?lang=cs", body, content_type="application/json")


@pytest.fixture
def people(
    transactional_db: None, region: object, settings: Any, tmp_path: Path
) -> tuple[User, User]:
    settings.EXTRACTS_FOLDER = tmp_path / "extracts"
    settings.EXTRACTS_FOLDER.mkdir()
    return member("ada", "municipality"), member("eva", "municipality")


def ready(owner: User, folder: Path, **changed: Any) -> ExtractBatch:
    """A finished batch of the owner, with its file."""
    batch = ExtractBatch.objects.create(
        owner=owner, parcels=[1000], form="zip", language="cs", root="http://x", path="made.zip",
        on_day=timezone.localdate(), state="ready", expires_at=timezone.now() + timedelta(days=1),
        report={"parcels": [], "layers": {"cadastre_parcel": ""}}, **changed,
    )  # fmt: skip
    (folder / batch.path).write_bytes(b"file")
    return batch


REFUSED: list[tuple[object, int, str]] = [
    ({"parcels": list(range(1, 502))}, 400, "parcels"),
    ({"parcels": []}, 400, "parcels"),
    ({}, 400, "parcels"),
    ({"parcels": "1000"}, 400, "parcels"),
    ({"parcels": ["st. 12"]}, 400, "parcels"),
    ({"parcels": [True]}, 400, "parcels"),
    ({"parcels": ["9" * 30]}, 400, "parcels"),
    ({"parcels": [1000, 77]}, 400, "parcels"),
    ({"parcels": [1000], "form": "docx"}, 400, "form"),
    ({"parcels": [1000], "purpose": "x" * 301}, 400, "purpose"),
    ({"parcels": [1000], "as_of": "2999-01-01"}, 400, "as_of"),
    ({"parcels": [1000], "as_of": 5}, 400, "as_of"),
    ({"parcels": [1000], "owner": 1}, 400, "owner"),
    ([1000], 400, "body"),
    ('{"parcels": [1000], "parcels": [1001]}', 400, "body"),
    ('{"parcels": [1e999]}', 400, "parcels"),
]


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_what_cannot_be_is_refused_by_name(client: Client, people: tuple[User, User]) -> None:
    client.force_login(people[0])
    for document, status, parameter in REFUSED:
        answer = post(client, document)
        assert (answer.status_code, answer.json().get("parameter")) == (status, parameter), document
    assert "77" in post(client, {"parcels": [1000, 77]}).json()["detail"]
    assert not ExtractBatch.objects.exists()


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_fourth_batch_that_waits_is_refused_until_one_is_ended(
    client: Client, people: tuple[User, User]
) -> None:
    client.force_login(people[0])
    first = [post(client, {"parcels": [1000]}) for _ in range(3)]
    assert [answer.status_code for answer in first] == [201] * 3
    assert post(client, {"parcels": [1000]}).status_code == 400

    client.post(f"/vypisy/{first[0].json()['id']}/zrusit")
    assert client.get(f"/api/extracts/{first[0].json()['id']}").json()["state"] == "cancelled"
    assert post(client, {"parcels": [1000]}).status_code == 201


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_stranger_can_ask_for_nothing_and_gets_nothing(
    client: Client, people: tuple[User, User], settings: Any
) -> None:
    batch = ready(people[0], settings.EXTRACTS_FOLDER)
    places = [f"/api/extracts/{each}{rest}" for each in (batch.pk, uuid4(), "x")
              for rest in ("", "/file")]  # fmt: skip

    assert post(client, {"parcels": [1000]}).status_code == 401
    assert client.get("/vypisy/").status_code == 302
    for someone in (None, people[1]):
        if someone:
            client.force_login(someone)
            assert client.get(f"/vypisy/{batch.pk}/soubor").status_code == 404
        assert client.get("/api/extracts").json() == {"batches": []}
        assert {client.get(place).status_code for place in places} == {404}

    client.force_login(people[0])
    answer = client.get(f"/api/extracts/{batch.pk}/file")
    assert b"".join(answer.streaming_content) == b"file"
    assert AuditLine.objects.filter(who="ada", what="výpisy staženy").count() == 1
    assert str(batch.pk) in client.get("/vypisy/").content.decode()


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_right_that_was_withdrawn_closes_the_file(
    client: Client, people: tuple[User, User], settings: Any
) -> None:
    batch = ready(people[0], settings.EXTRACTS_FOLDER)
    batch.report["layers"] = {"uap_urban_value": "x" * 16}
    batch.save()
    client.force_login(people[0])
    assert client.get(f"/api/extracts/{batch.pk}/file").status_code == 409
    Membership.objects.all().delete()
    assert client.get(f"/api/extracts/{batch.pk}/file").status_code == 409
    assert "práva" in client.get(f"/vypisy/{batch.pk}/soubor", follow=True).content.decode()


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_file_past_its_days_is_removed_and_the_batch_says_so(
    client: Client, people: tuple[User, User], settings: Any
) -> None:
    batch = ready(people[0], settings.EXTRACTS_FOLDER)
    ExtractBatch.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    look_at_batches()
    client.force_login(people[0])
    assert list(settings.EXTRACTS_FOLDER.iterdir()) == []
    assert client.get(f"/api/extracts/{batch.pk}").json()["state"] == "expired"
    assert client.get(f"/api/extracts/{batch.pk}/file").status_code == 409


def parcels(server_url: str, count: int) -> list[int]:
    items = requests.get(
        f"{server_url}/api/collections/cadastre_parcel/items", params={"limit": count}, timeout=20
    ).json()
    return [each["id"] for each in items["features"]]


def made(server_url: str, document: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The batch once it is over, and its file."""
    asked = requests.post(
        f"{server_url}/api/extracts?lang=cs", json=document, auth=STAFF, timeout=20
    )
    assert asked.status_code == 201, asked.text
    address = f"{server_url}/api/extracts/{asked.json()['id']}"
    deadline = time.monotonic() + 120
    while (told := requests.get(address, auth=STAFF, timeout=20).json())["state"] == "making":
        assert time.monotonic() < deadline, told
        time.sleep(0.5)
    assert told["state"] == "ready", told
    return told, requests.get(f"{address}/file", auth=STAFF, timeout=60).content


def text_of(file: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)


def test_zip_holds_an_issued_extract_of_each_parcel(server_url: str) -> None:
    codes = parcels(server_url, 3)
    told, file = made(server_url, {"parcels": codes, "form": "zip", "purpose": "dávka v zipu"})

    archive = zipfile.ZipFile(io.BytesIO(file))
    numbers = [each["number"] for each in told["parcels"]]
    assert [each["parcel"] for each in told["parcels"]] == codes
    assert len(set(numbers)) == 3
    assert set(archive.namelist()) == {*(f"{number}.pdf" for number in numbers), "seznam.csv"}
    paper = text_of(archive.read(f"{numbers[1]}.pdf"))
    assert numbers[1] in paper and told["parcels"][1]["label"].split(",")[0] in paper
    assert "dávka v zipu" in paper
    rows = archive.read("seznam.csv").decode("utf-8-sig").splitlines()
    assert rows[1].startswith(f"1;{codes[0]};") and rows[1].endswith(
        f";{numbers[0]};{numbers[0]}.pdf;"
    )


def test_one_pdf_lists_and_holds_all_extracts(server_url: str) -> None:
    codes = parcels(server_url, 3)
    told, file = made(server_url, {"parcels": codes, "purpose": "dávka v PDF"})

    document = pypdf.PdfReader(io.BytesIO(file))
    catalogue: Any = document.trailer["/Root"]
    front, whole = document.pages[0].extract_text(), text_of(file)
    for each in told["parcels"]:
        assert each["number"] in front
        assert whole.count(each["number"]) > 2
    assert {each["file"] for each in told["parcels"]} == {"vypisy-01.pdf"}
    assert catalogue["/MarkInfo"]["/Marked"] and catalogue["/Lang"].startswith("cs")
    assert catalogue["/Metadata"].get_data().decode().count("pdfuaid:part")
