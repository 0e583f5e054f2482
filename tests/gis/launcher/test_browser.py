"""Which browser the tests take."""

from pathlib import Path

import pytest

from gis.launcher import browser


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of programs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install(path: Path, content: str) -> None:
    path.write_text(content)
    path.chmod(0o755)


def test_packaged_chromium_is_taken(programs: Path) -> None:
    install(programs / "chromium", "#!/bin/sh\nexec /usr/lib/chromium/chromium\n")

    assert browser.program() == str(programs / "chromium")


def test_script_that_starts_a_snap_is_passed_over(programs: Path) -> None:
    install(programs / "chromium-browser", "#!/bin/sh\nexec /snap/bin/chromium\n")
    install(programs / "google-chrome", "#!/bin/sh\nexec /opt/google/chrome/chrome\n")

    assert browser.program() == str(programs / "google-chrome")


def test_link_to_snap_is_passed_over(programs: Path) -> None:
    install(programs / "snap", "#!/bin/sh\n")
    (programs / "chromium").symlink_to(programs / "snap")

    assert browser.program() is None
