"""What tests of deliveries and jobs share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def inbox(tmp_path: Path, settings: Any) -> Path:
    """An inbox of the test's own."""
    settings.INBOX = tmp_path / "var" / "inbox"
    return Path(settings.INBOX)
