"""What the operator sees: steps with their progress, and the logs behind them."""

import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from gis.launcher import checkout
from gis.launcher.errors import LauncherError

Command = Sequence[str | Path]

_TAIL_LINES = 15
_REPORT_EVERY_S = 15.0
_LOG_LIMIT_BYTES = 10_000_000


def say(text: str = "") -> None:
    """One line for the operator, at once even through a pipe."""
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a long step, and how long it took."""
    say(f"→ {title} …")
    started = time.monotonic()
    yield
    say(f"  hotovo za {seconds(time.monotonic() - started)}")


def seconds(duration: float) -> str:
    """A duration as Czech writes it: `0,4 s`, `75 s`."""
    return f"{duration:.1f}".replace(".", ",") + " s" if duration < 10 else f"{duration:.0f} s"


def run(
    command: Command,
    *,
    hint: str,
    cwd: Path = checkout.ROOT,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a quiet long command; its output goes to `var/log/setup.log`.

    Raises `LauncherError` with the end of its output and the hint when it fails.
    """
    log = open_log("setup")
    with log.open("ab") as output:
        start = output.tell()
        output.write(f"\n$ {shlex.join(map(str, command))}\n".encode())
        output.flush()
        try:
            process = subprocess.Popen(
                command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        except OSError as error:
            raise LauncherError(f"Nelze spustit {command[0]}: {error}.", hint=hint) from error
        code = _wait(process)
    if code:
        raise LauncherError(
            f"Příkaz {shlex.join(map(str, command))} skončil s kódem {code}:\n{tail(log, start)}",
            hint=f"{hint} Celý výpis je v {log}.",
        )


def _wait(process: subprocess.Popen[bytes]) -> int:
    """Wait, and say now and then that it still goes on."""
    waited = 0.0
    while True:
        try:
            return process.wait(_REPORT_EVERY_S)
        except subprocess.TimeoutExpired:
            waited += _REPORT_EVERY_S
            say(f"  … {seconds(waited)}")
        except BaseException:
            process.terminate()
            process.wait()
            raise


def open_log(name: str) -> Path:
    """The log of that name; a large one is set aside first, one old copy is kept."""
    log = checkout.log_folder() / f"{name}.log"
    if log.exists() and log.stat().st_size > _LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".log.1"))
    return log


def tail(log: Path, start: int = 0) -> str:
    """The last lines of a log from the byte `start` on, indented."""
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(max(start, log.stat().st_size - 8_000))
        lines = file.read().decode(errors="replace").splitlines()
    return "\n".join(f"    {line}" for line in lines[-_TAIL_LINES:])


def complain(error: LauncherError) -> None:
    """Tell what went wrong and what to do."""
    print(f"\nChyba: {error}", file=sys.stderr)
    if error.hint:
        print(f"Co s tím: {error.hint}", file=sys.stderr)
