"""veraPDF finds nothing against PDF/A-2a and PDF/UA-1, in one extract and in many."""

import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest
import requests

from tests.gis.extract.test_batch import made, parcels

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent / "verapdf"


@pytest.fixture(scope="module")
def classpath(tmp_path_factory: pytest.TempPathFactory) -> str:
    """veraPDF's libraries, by Maven."""
    if not (shutil.which("mvn") and shutil.which("java")):
        pytest.skip("veraPDF needs Maven and a JDK")
    told = tmp_path_factory.mktemp("verapdf") / "classpath"
    subprocess.run(
        ["mvn", "-q", "-f", HERE / "pom.xml", "dependency:build-classpath",
         f"-Dmdep.outputFile={told}"],
        check=True, timeout=600,
    )  # fmt: skip
    return told.read_text()


def verdict(file: Path, classpath: str) -> list[str]:
    done = subprocess.run(
        ["java", "-cp", classpath, HERE / "Check.java", file, "2a", "ua1"],
        check=True, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_one_extract_keeps_to_both_standards(
    server_url: str, classpath: str, tmp_path: Path
) -> None:
    (code,) = parcels(server_url, 1)
    for language in ("cs", "en"):
        answer = requests.get(
            f"{server_url}/api/parcels/{code}/extract.pdf", params={"lang": language}, timeout=60
        )
        file = tmp_path / f"{language}.pdf"
        file.write_bytes(answer.content)
        assert verdict(file, classpath) == ["2a valid", "ua1 valid"]


def test_volume_of_extracts_keeps_to_both_standards(
    server_url: str, classpath: str, tmp_path: Path
) -> None:
    _, content = made(server_url, {"parcels": parcels(server_url, 3)})
    (tmp_path / "volume.pdf").write_bytes(content)
    assert verdict(tmp_path / "volume.pdf", classpath) == ["2a valid", "ua1 valid"]


def test_paper_without_tags_is_found_out(classpath: str, tmp_path: Path) -> None:
    blank = pypdf.PdfWriter()
    blank.add_blank_page(210, 297)
    blank.write(tmp_path / "blank.pdf")
    told = verdict(tmp_path / "blank.pdf", classpath)
    assert "2a INVALID" in told and "ua1 INVALID" in told
