"""Extracts on paper: numbered, hashed, accessible, proved by a page that tells what has changed."""

import io
import re
from typing import Any

import pypdf
import pytest
import requests

PURPOSE = "příprava stavby <b>plotu</b>"


@pytest.fixture(scope="module")
def parcel(server_url: str) -> str:
    """A parcel over which a plan lies."""
    zones = requests.get(
        f"{server_url}/api/collections/plan_zone/items",
        params={"limit": 1, "crs": "http://www.opengis.net/def/crs/EPSG/0/5514"},
        timeout=20,
    ).json()
    ring = zones["features"][0]["geometry"]["coordinates"][0]
    x, y = (ring[0][0] if isinstance(ring[0][0], list) else ring[0])[:2]
    found = requests.get(
        f"{server_url}/api/identify",
        params={"x": x, "y": y, "layers": "cadastre_parcel"},
        timeout=20,
    ).json()
    return str(found["layers"][0]["features"][0]["id"])


@pytest.fixture(scope="module")
def paper(server_url: str, parcel: str) -> requests.Response:
    answer = requests.get(
        f"{server_url}/api/parcels/{parcel}/extract.pdf",
        params={"lang": "cs", "purpose": PURPOSE},
        timeout=60,
    )
    assert answer.status_code == 200, answer.text
    return answer


def read(answer: requests.Response) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(answer.content))


def test_pdf_is_tagged_archival_and_accessible(paper: requests.Response) -> None:
    document = read(paper)
    catalogue: Any = document.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()

    assert paper.headers["Content-Type"] == "application/pdf"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"].startswith("cs")
    assert "pdfuaid:part" in metadata and "pdfaid:part" in metadata
    assert "Výpis informací o území" in document.metadata.title


def test_pdf_says_what_the_api_says(server_url: str, parcel: str, paper: requests.Response) -> None:
    told = requests.get(f"{server_url}/api/parcels/{parcel}/extract", timeout=20).json()
    text = " ".join(" ".join(page.extract_text() for page in read(paper).pages).split())

    affected = [theme for theme in told["themes"] if theme["state"] == "affected"]
    assert affected
    for theme in affected:
        assert theme["title"]["cs"] in text
    assert "1 : " in text and "Vysvětlivky" in text
    assert PURPOSE in text


def test_number_and_page_prove_the_extract(server_url: str, paper: requests.Response) -> None:
    text = " ".join(page.extract_text() for page in read(paper).pages)
    number = re.search(r"V-\d{4}-\d{6}", text)
    token = re.search(r"/vypis/([\w-]+)", re.sub(r"\s", "", text.split("Ověření na adrese")[-1]))
    assert number and token

    page = requests.get(f"{server_url}/vypis/{token[1][:24]}", timeout=20)
    assert page.status_code == 200
    assert number[0] in page.text and "Výpis je pravý" in page.text
    assert "nic nezměnilo" in page.text
    assert "&lt;b&gt;plotu" in page.text and "<b>plotu" not in page.text
    assert "<script" not in page.text


def test_same_extract_on_one_day_has_one_number(server_url: str, parcel: str) -> None:
    address = f"{server_url}/api/parcels/{parcel}/extract"

    def version() -> Any:
        return requests.get(address, timeout=20).json()["data_version"]

    before = None
    while before != (before := version()):  # the worker may still publish conflicts of the demo
        asked = {"purpose": "dvakrát"}
        twice = [requests.get(f"{address}.pdf", params=asked, timeout=60) for _ in range(2)]
    names = {answer.headers["Content-Disposition"] for answer in twice}
    assert len(names) == 1


@pytest.mark.parametrize("token", ["x", "0" * 24, "%2e%2e%2f", "a" * 5000])
def test_guessed_proof_is_not_found(server_url: str, token: str) -> None:
    assert requests.get(f"{server_url}/vypis/{token}", timeout=20).status_code in {404, 414}
