"""The table of requirements against the tests that it names and the classes that are declared."""

import re
from pathlib import Path

import pytest

from gis.api.landing import CONFORMANCE

TESTS = Path(__file__).resolve().parent
TABLE = (TESTS.parent / "docs" / "conformance.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(test_\w+)`", TABLE)))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_named_test_exists(path: str, name: str) -> None:
    assert f"\ndef {name}(" in (TESTS / path).read_text("utf-8")


@pytest.mark.parametrize("uri", CONFORMANCE)
def test_declared_class_has_a_row(uri: str) -> None:
    assert f"| `{uri.removeprefix('http://www.opengis.net/spec/')}` |" in TABLE
