"""Private folders of the reader lie below the test's own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def var(settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`settings.VAR` of this test."""
    folder = tmp_path_factory.mktemp("var")
    settings.VAR = folder
    return folder
