"""Load on a server, the same for both sides: wrk for rates, single requests for latency."""

import http.client
import json
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gis.bench.errors import BenchError
from gis.bench.sample import Sample, of_latencies, of_rounds

_SCRIPT = Path(__file__).parent / "wrk.lua"
_TIMEOUT_S = 60.0
_ANEW = {"Cache-Control": "no-cache"}
_PLAIN: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the compared servers: its port on the loopback and the paths to ask for.

    `anew`: the server is told to make each answer, not to take one that it keeps in memory.
    `session`: of whom the requests are; empty for the public.
    """

    port: int
    paths: Sequence[str]
    anew: bool = False
    session: str = ""

    @property
    def headers(self) -> dict[str, str]:
        signed_in = {"Cookie": f"sessionid={self.session}"} if self.session else {}
        return signed_in | (_ANEW if self.anew else {})


def rates(
    sides: Sequence[Side], folder: Path, *, seconds: float, rounds: int, connections: int
) -> list[Sample]:
    """Rate and latencies of each side under load, the sides taking turns in every round."""
    for side in sides:
        check(side)
    found = [
        [_wrk(side, folder, seconds=seconds, connections=connections) for side in sides]
        for _ in range(rounds)
    ]
    return [of_rounds([one[i] for one in found]) for i in range(len(sides))]


def latencies(sides: Sequence[Side]) -> list[Sample]:
    """Latencies of the sides; each path is asked once and the sides take turns in going first.

    Who comes second to a place finds the database's pages in memory: turns make it fair.
    """
    with ExitStack() as stack:
        return in_turns([stack.enter_context(calls(side)) for side in sides])


@contextmanager
def calls(side: Side) -> Iterator[list[Callable[[], object]]]:
    """The requests of a side over one kept connection, not yet sent."""
    with asking(side.port, headers=side.headers) as ask:
        yield [partial(ask, path) for path in side.paths]


def in_turns(sides: Sequence[Sequence[Callable[[], object]]]) -> list[Sample]:
    """Durations of the calls of each side, call by call in turns."""
    durations: list[list[float]] = [[] for _ in sides]
    for turn, pair in enumerate(zip(*sides, strict=True)):
        order = list(enumerate(pair))
        for index, call in order if turn % 2 else reversed(order):
            started = time.perf_counter()
            call()
            durations[index].append(time.perf_counter() - started)
    return [of_latencies(one) for one in durations]


@contextmanager
def asking(port: int, *, headers: Mapping[str, str] = _PLAIN) -> Iterator[Callable[[str], bytes]]:
    """Asks one server over one kept connection; raises `BenchError` when it does not answer 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_S)

    def ask(path: str) -> bytes:
        try:
            connection.request("GET", path, headers=dict(headers))
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as exc:
            raise BenchError(f"Port {port} neodpověděl na {path}: {exc!r}") from exc
        if response.status != 200:
            raise BenchError(f"Port {port}: {response.status} na {path}: {content[:300]!r}")
        return content

    with closing(connection):
        yield ask


def check(side: Side) -> None:
    """All paths answer, so that errors are not measured as speed; warms the caches as well."""
    with calls(side) as requests:
        for request in requests:
            request()


def _wrk(side: Side, folder: Path, *, seconds: float, connections: int) -> Sample:
    listing = folder / "paths.txt"
    listing.write_text("\n".join(side.paths) + "\n")
    command = ["wrk", "-t", "1", "-c", str(connections), "-d", f"{max(round(seconds), 1)}s"]
    for name, value in side.headers.items():
        command += ["-H", f"{name}: {value}"]
    command += ["--timeout", "30s", "-s", str(_SCRIPT), f"http://127.0.0.1:{side.port}"]
    done = subprocess.run(
        [*command, "--", str(listing)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BenchError(f"wrk selhal: {done.stderr or done.stdout}")
    return _read(done.stdout.splitlines(), side.port)


def _read(output: Iterable[str], port: int) -> Sample:
    """The figures that the script prints in one line of JSON; any error spoils them."""
    found = json.loads(next(line for line in output if line.startswith("{")))
    if found["errors"]:
        raise BenchError(f"Port {port}: {found['errors']} chybných odpovědí pod zátěží.")
    seconds = found["duration_us"] / 1_000_000
    return Sample(
        p50_ms=found["p50_us"] / 1000,
        p95_ms=found["p95_us"] / 1000,
        rate=found["requests"] / seconds,
        count=found["requests"],
    )
