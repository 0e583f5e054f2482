"""The table of requirements against the tests that it names and the classes that are declared."""

import pytest

from gis.api.landing import CONFORMANCE
from tests.named_tests import TESTS, exists, named_tests

TABLE = (TESTS.parent / "docs" / "conformance.md").read_text("utf-8")


@pytest.mark.parametrize(("path", "name"), named_tests(TABLE))
def test_named_test_exists(path: str, name: str) -> None:
    assert exists(path, name)


@pytest.mark.parametrize("uri", CONFORMANCE)
def test_declared_class_has_a_row(uri: str) -> None:
    assert f"| `{uri.removeprefix('http://www.opengis.net/spec/')}` |" in TABLE
