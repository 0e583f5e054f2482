"""The sheet of conflicts on paper: what stands in it, its drawing, what is refused."""

import io
import time
from typing import Any

import pypdf
import pytest
import requests
from django.test import Client

from tests.gis.conflicts.test_conflicts import found, secret

__all__ = ["found", "secret"]


def read(content: bytes) -> tuple[pypdf.PdfReader, str]:
    document = pypdf.PdfReader(io.BytesIO(content))
    return document, "".join(page.extract_text() for page in document.pages)


def settled(server_url: str) -> list[dict[str, Any]]:
    """Conflicts of the demo region, once the worker has found some."""
    deadline = time.monotonic() + 120
    while not (found := requests.get(f"{server_url}/api/conflicts", timeout=20).json())[
        "conflicts"
    ]:
        assert time.monotonic() < deadline, "the worker finds no conflicts"
        time.sleep(1)
    return list(found["conflicts"])


def test_sheet_on_paper_lists_and_draws_the_conflicts(
    server_url: str,
) -> None:
    first = settled(server_url)[0]
    asked = {"municipality": first["municipalities"][0], "lang": "cs"}
    told = requests.get(f"{server_url}/api/conflicts", asked, timeout=20).json()["conflicts"]
    answer = requests.get(
        f"{server_url}/conflicts/sheet.pdf",
        params=asked, timeout=60,
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    document, text = read(answer.content)
    catalogue: Any = document.trailer["/Root"]

    assert all(each["id"] in "".join(text.split()) for each in told)
    assert "Výkres problémů" in text and "1 : " in text
    assert sum(len(page.images) for page in document.pages) == 1
    assert catalogue["/MarkInfo"]["/Marked"] and catalogue["/Lang"] == "cs"


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_closed_conflict_is_not_on_the_paper_of_a_stranger(secret: str) -> None:
    answer = Client().get("/conflicts/sheet.pdf?municipality=563889&lang=cs")
    _, text = read(answer.content)

    assert answer["Content-Type"] == "application/pdf"
    assert "Nic takového tu není" in text
    assert secret not in "".join(text.split()) and "X1" not in text


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
@pytest.mark.parametrize("query", ["", "?municipality=x", "?municipality=1&orp=2", "?orp=1&kind=x"])
def test_sheet_of_no_place_is_refused(found: str, query: str) -> None:
    assert Client().get(f"/conflicts/sheet.pdf{query}").status_code == 400
