"""What all tests share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files (`GIS_TEST_DATA`); tests that need it are skipped without it."""
    folder = Path(os.environ.get("GIS_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real files are not at {folder}; set GIS_TEST_DATA")
    return folder
