"""The portal's files: caching by name, compression, nothing outside the build."""

import gzip
from pathlib import Path

import pytest
from django.test import Client


@pytest.fixture
def build(tmp_path: Path, settings: object) -> Path:
    settings.PORTAL_ROOT = tmp_path / "dist"  # type: ignore[attr-defined]
    (tmp_path / "dist" / "assets").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "dist" / "index.html").write_text("<!doctype html><title>Mapa</title>")
    (tmp_path / "dist" / "assets" / "index-D7NP8bXv.js").write_text("let a = 1;\n" * 100)
    return tmp_path / "dist"


def test_page_is_asked_about_each_time(client: Client, build: Path) -> None:
    answer = client.get("/")
    assert answer.status_code == 200 and "Mapa" in answer.content.decode()
    assert answer["Cache-Control"] == "no-cache"
    assert client.get("/", headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_hashed_file_is_kept_for_a_year_and_compressed(client: Client, build: Path) -> None:
    answer = client.get(
        "/static/portal/assets/index-D7NP8bXv.js", headers={"accept-encoding": "gzip"}
    )
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).startswith(b"let a")


@pytest.mark.parametrize(
    "path", ["../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "assets/../../secret.txt"]
)
def test_nothing_outside_the_build_is_served(client: Client, build: Path, path: str) -> None:
    assert client.get(f"/static/portal/{path}").status_code == 404


def test_missing_build_says_what_to_do(client: Client, tmp_path: Path, settings: object) -> None:
    settings.PORTAL_ROOT = tmp_path  # type: ignore[attr-defined]
    answer = client.get("/")
    assert answer.status_code == 503 and "./dmvs up" in answer.content.decode()


def test_stylesheet_of_the_api_is_served(client: Client) -> None:
    answer = client.get("/static/gis/api.css")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/css")
