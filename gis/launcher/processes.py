"""The running programs: started together, restarted when they fail, stopped together."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from gis.launcher import checkout, console

_STOP_WITHIN_S = 8.0
_BACK_OFF_S = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_HEALTHY_AFTER_S = 60.0


@dataclass(frozen=True)
class Program:
    """What is to run for as long as the product does; the log has its name."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


@dataclass
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    failures: int = 0

    def start(self) -> None:
        """Start in a session of its own: Ctrl-C reaches the launcher alone, which stops all.

        Should the launcher be killed, the kernel tells the program to end.
        """
        log = console.open_log(self.program.name)
        command = ["setpriv", "--pdeathsig", "TERM", "--", *self.program.command]
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                cwd=checkout.ROOT,
                env=self.program.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def look(self) -> None:
        """Note a program that ended, and start it again when its time has come."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            self._signal(signal.SIGKILL)  # what it left of its group
            self.process = None
            if time.monotonic() - self.started_at > _HEALTHY_AFTER_S:
                self.failures = 0
            wait = _BACK_OFF_S[min(self.failures, len(_BACK_OFF_S) - 1)]
            self.failures += 1
            self.start_at = time.monotonic() + wait
            log = checkout.log_folder() / f"{self.program.name}.log"
            console.say(
                f"! {self.program.name} skončil ({_ending(code)}), "
                f"znovu za {console.seconds(wait)}; proč, je v {log}"
            )

    def ask_to_stop(self) -> None:
        self._signal(signal.SIGTERM)

    def make_stop(self, within_s: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(within_s, 0.01))
        except subprocess.TimeoutExpired:
            console.say(f"! {self.program.name} se nezastavil včas, ukončuji ho.")
        self._signal(signal.SIGKILL)
        self.process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


@dataclass
class Supervisor:
    """A group of programs that live and end together."""

    programs: Sequence[Program]
    _children: list[_Child] = field(default_factory=list)

    def __enter__(self) -> "Supervisor":
        self._children = [_Child(program) for program in self.programs]
        try:
            for child in self._children:
                child.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def look(self) -> None:
        """One round over all programs; call it again and again."""
        for child in self._children:
            child.look()

    def failed(self) -> str | None:
        """The name of a program that ended by itself since it was started."""
        return next((child.program.name for child in self._children if child.failures), None)

    def stop(self) -> None:
        """Ask all to end, then make them."""
        with undisturbed():
            for child in self._children:
                child.ask_to_stop()
            deadline = time.monotonic() + _STOP_WITHIN_S
            for child in self._children:
                child.make_stop(deadline - time.monotonic())


def stop_on_signals() -> None:
    """Let SIGTERM and SIGHUP unwind the stack as Ctrl-C does."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Do not let a second Ctrl-C break what is being cleaned up."""
    with _handling(lambda *_: None):
        yield


def run_in_foreground(
    command: Sequence[str], environment: Mapping[str, str], *, cwd: Path | None = None
) -> int:
    """Run a command that talks with the operator itself; its exit code.

    Ctrl-C reaches it from the terminal; the launcher waits for it to clean up.
    """
    process = subprocess.Popen(command, env=environment, cwd=cwd)

    def forward(number: int, _frame: FrameType | None) -> None:
        if number != signal.SIGINT:
            process.send_signal(number)

    with _handling(forward):
        return process.wait()


@contextmanager
def _handling(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)


def _ending(code: int) -> str:
    return f"signál {signal.Signals(-code).name}" if code < 0 else f"kód {code}"
