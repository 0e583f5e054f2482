"""What the matrix of rights says."""

import csv
from collections.abc import Mapping
from io import StringIO

import pytest

from tests.visitors import ADMINISTRATOR, Visitor

Matrix = Mapping[tuple[str, str, str], str]
"""Role, layer and channel → what the matrix says."""


@pytest.fixture(scope="session")
def matrix(visitors: dict[str, Visitor]) -> Matrix:
    """What the page of the administrator says, cell by cell."""
    answer = visitors[ADMINISTRATOR].get("/admin/rights/matrix.csv")
    rows = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    return {(row["role"], row["vrstva"], row["kanál"]): row["smí"] for row in rows}
