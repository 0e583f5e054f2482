"""What the matrix of rights says."""

import csv
from collections.abc import Mapping
from io import StringIO

import pytest
from django.conf import settings

from layers.catalogue import LayerDef, load
from tests.visitors import ADMINISTRATOR, Visitor

Matrix = Mapping[tuple[str, str, str], str]
"""Role, layer and channel → what the matrix says."""


@pytest.fixture(scope="session")
def matrix(visitors: dict[str, Visitor]) -> Matrix:
    """What the page of the administrator says, cell by cell."""
    answer = visitors[ADMINISTRATOR].get("/admin/rights/matrix.csv")
    rows = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    return {(row["role"], row["vrstva"], row["kanál"]): row["smí"] for row in rows}


@pytest.fixture(scope="session")
def served(
    visitors: dict[str, Visitor], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, LayerDef]:
    """The layers of the product as it runs: those of the catalogue, and those it has made."""
    made = tmp_path_factory.getbasetemp() / "stack0" / "catalogue"
    return load([*settings.CATALOGUE_FOLDERS, *([made] if made.is_dir() else [])]).layers
