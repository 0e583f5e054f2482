"""Large files read by several processes at once: each takes its share and makes lines of COPY.

A share that fails in any way is no answer: the file is then read by one process, which tells what
is wrong with it and where. So nothing here has words for a clerk.
"""

import fcntl
import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Protocol, TypeGuard, TypeVar, runtime_checkable

from layers.importers.copy_text import Lines, RowShape
from layers.importers.record import BadRecord, Note, Record

Items = list[Record | BadRecord]
Piece = TypeVar("Piece")

MAX_PROCESSES = 4
"""More would wait for the one that writes to the database."""
_PIPE_BYTES = 1 << 20
_ROOT = Path(__file__).parents[2]


class Undivided(Exception):
    """The file cannot be read in shares; it may be sound all the same."""


@dataclass(frozen=True, slots=True)
class Share:
    """Every piece whose number leaves the remainder `number` after division by `total`."""

    number: int
    total: int

    def of(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        return islice(pieces, self.number, None, self.total)


@runtime_checkable
class SharingReader(Protocol):
    """A reader whose large files can be read in shares; it goes to the processes by pickle."""

    def is_large(self, path: Path) -> bool:
        """Whether the file takes so long to read that starting processes pays."""

    def read_share(self, path: Path, share: Share) -> Iterator[Any]:
        """A list of records for each piece of the share, then once what to conclude from it."""

    def conclude(self, path: Path, shares: Iterable[Any]) -> Iterator[Note]:
        """The notes on the whole file, of what all shares ended with."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a reading process is told; `shapes` are of all layers that the file may have."""

    reader: SharingReader
    path: Path
    share: Share
    shapes: Mapping[str, RowShape]


@dataclass(frozen=True, slots=True)
class Batch:
    """One piece of the file, read."""

    lines: Sequence[Lines]
    bad: Sequence[BadRecord]


@dataclass(frozen=True, slots=True)
class End:
    """The share is read; `outcome` is for the reader to conclude from."""

    outcome: Any


@dataclass(frozen=True, slots=True)
class Failure:
    """The share cannot be read."""

    reason: str


def pays(reader: object, path: Path) -> TypeGuard[SharingReader]:
    """Whether the file is to be read by several processes."""
    return isinstance(reader, SharingReader) and _processes() > 1 and reader.is_large(path)


def _processes() -> int:
    return min(len(os.sched_getaffinity(0)), MAX_PROCESSES)


def shared(
    reader: SharingReader, path: Path, shapes: Mapping[str, RowShape]
) -> Iterator[Lines | BadRecord | Note]:
    """The file in its own order, read by several processes; raises `Undivided`."""
    total = _processes()
    with ExitStack() as stack:
        outputs = [
            stack.enter_context(_reading(Job(reader, path, Share(number, total), shapes)))
            for number in range(total)
        ]
        ends: list[Any] = []
        for output in cycle(outputs):
            match _received(output):
                case Batch(lines, bad):
                    yield from lines
                    yield from bad
                case End(outcome):
                    ends.append(outcome)
                    if len(ends) == total:
                        break
                case Failure(reason):
                    raise Undivided(reason)
    yield from reader.conclude(path, ends)


@contextmanager
def _reading(job: Job) -> Iterator[Any]:
    """Output of a process; it ends with this one, whichever way: nobody would read its pipe."""
    process = subprocess.Popen(
        [sys.executable, "-m", "layers.importers.reading_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
        process_group=0,  # an interrupt from the terminal is for the one that waits for it
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        with suppress(OSError):  # an unprivileged user has a limit; it works without, slower
            fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        with suppress(BrokenPipeError), process.stdin:
            pickle.dump(job, process.stdin)
        yield process.stdout
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def _received(output: Any) -> Batch | End | Failure:
    try:
        message: Batch | End | Failure = pickle.load(output)  # noqa: S301  from our own process
    except (EOFError, pickle.UnpicklingError):
        return Failure("a reading process has died")
    return message
