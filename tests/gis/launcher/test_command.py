"""The command line as an operator meets it."""

import socket
import subprocess
from pathlib import Path

import pytest

from gis.launcher import checkout
from gis.launcher.__main__ import main


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIS_VAR", str(tmp_path / "var"))


def run(*arguments: str, cwd: Path = checkout.ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout.ROOT / "dmvs", *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_no_command_prints_help(tmp_path: Path) -> None:
    done = run(cwd=tmp_path)
    assert done.returncode == 0
    assert "./dmvs up [--port 8000]" in done.stdout


def test_command_is_of_its_own_checkout_wherever_the_caller_stands(tmp_path: Path) -> None:
    (tmp_path / "gis").mkdir()
    (tmp_path / "gis" / "__init__.py").write_text("raise SystemExit('a stranger ran')")
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "__init__.py").write_text("raise SystemExit('a stranger ran')")
    assert run(cwd=tmp_path).returncode == 0
    done = run("manage", "version", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_unknown_command_is_named() -> None:
    done = run("nonsense")
    assert done.returncode == 1
    assert "Chyba: Příkaz 'nonsense' neznám." in done.stderr


def test_taken_port_is_said_with_another_one(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["up", "--port", str(port)]) == 1
    error = capsys.readouterr().err
    assert f"Na 127.0.0.1:{port} nelze naslouchat" in error
    assert f"./dmvs up --port {port + 1}" in error


def test_port_out_of_range_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["up", "--port", "70000"]) == 1
    assert "Port 70000 neexistuje." in capsys.readouterr().err
