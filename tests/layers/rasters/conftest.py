"""A folder of pictures for each test."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def rasters_root(settings: Any, tmp_path: Path) -> Path:
    """Where made pictures go."""
    settings.RASTERS_ROOT = tmp_path / "rasters"
    return tmp_path / "rasters"
