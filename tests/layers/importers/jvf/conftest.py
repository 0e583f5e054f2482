"""Schemas of the authority, and a folder that has none."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def jvf(shared_data: Path) -> Path:
    """The samples of version 1.4.3."""
    return shared_data / "jvf" / "1.4.3"


@pytest.fixture
def schemas(shared_data: Path, settings: Any) -> Path:
    """The schemas 1.4.3 and 1.5.0, set for the readers."""
    settings.JVF_SCHEMAS = shared_data / "jvf" / "xsd"
    return Path(settings.JVF_SCHEMAS)


@pytest.fixture
def no_schemas(tmp_path: Path, settings: Any) -> None:
    settings.JVF_SCHEMAS = tmp_path / "none"
