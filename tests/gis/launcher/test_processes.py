"""The supervisor, with real processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gis.launcher import console
from gis.launcher.processes import Program, Supervisor

WITHIN_S = 10.0


@pytest.fixture(autouse=True)
def own_logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIS_VAR", str(tmp_path / "var"))
    return tmp_path / "var" / "log"


def program(code: str) -> Program:
    return Program("trial", [sys.executable, "-c", code], os.environ)


def wait_until(condition: Callable[[], bool], supervisor: Supervisor) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not condition():
        assert time.monotonic() < deadline
        supervisor.look()
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_program_that_ended_is_started_again_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    starts = tmp_path / "starts"
    code = f"open({str(starts)!r}, 'a').write('x'); raise SystemExit(3)"
    with Supervisor([program(code)]) as supervisor:
        wait_until(lambda: starts.exists() and len(starts.read_text()) == 2, supervisor)
        assert supervisor.failed() == "trial"
    assert "! trial skončil (kód 3), znovu za 0,5 s" in capsys.readouterr().out


def test_stopped_supervisor_leaves_no_grandchild(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    code = (
        "import subprocess, pathlib, time;"
        "child = subprocess.Popen(['sleep', '60']);"
        f"pathlib.Path({str(pid_file)!r}).write_text(str(child.pid)); time.sleep(60)"
    )
    with Supervisor([program(code)]) as supervisor:
        wait_until(lambda: pid_file.exists() and bool(pid_file.read_text()), supervisor)
        grandchild = int(pid_file.read_text())
        assert is_alive(grandchild)
    deadline = time.monotonic() + WITHIN_S
    while is_alive(grandchild) and not _is_zombie(grandchild):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _is_zombie(pid: int) -> bool:
    """Ended, and not yet collected by whoever is process 1 here."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_output_of_program_goes_to_its_log(own_logs: Path) -> None:
    log = own_logs / "trial.log"
    with Supervisor([program("print('ahoj', flush=True); import time; time.sleep(60)")]) as it:
        wait_until(lambda: log.exists() and "ahoj" in log.read_text(), it)


def test_killed_launcher_takes_its_programs_along(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    child = (
        f"import os, pathlib, time; pathlib.Path({str(pid_file)!r}).write_text(str(os.getpid()));"
        "time.sleep(60)"
    )
    launcher = (
        "import sys, os, time; from gis.launcher.processes import Program, Supervisor;"
        f"Supervisor([Program('trial', [sys.executable, '-c', {child!r}], os.environ)])"
        ".__enter__(); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", launcher])
    deadline = time.monotonic() + WITHIN_S
    while not (pid_file.exists() and pid_file.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    pid = int(pid_file.read_text())
    while is_alive(pid) and not _is_zombie(pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_log_over_its_limit_is_set_aside(own_logs: Path) -> None:
    own_logs.mkdir(parents=True)
    (own_logs / "web.log").write_bytes(b"x" * 10_000_001)
    assert not console.open_log("web").exists()
    assert (own_logs / "web.log.1").exists()
