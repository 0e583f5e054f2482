"""From the command to the first answer, with a database that is there."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator

from gis.bench import folders
from gis.bench.errors import BenchError, NotMeasured
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from gis.bench.sample import of_latencies
from gis.launcher import checkout, portal

_WITHIN_S = 60.0


def to_ready(run: Run) -> Iterator[Line]:
    """`./dmvs up` until `/health/ready` says yes, once to warm up and then measured."""
    if not portal.is_built():
        raise NotMeasured("portál není postaven")
    durations = [_start(run) for _ in range(run.rounds + 1)]
    ours = of_latencies(durations[1:])
    goal = Goal("p50_ms", 5_000, ratio=False)
    yield Result("start → připraveno", "", ours, None, goal)


def _start(run: Run) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = run.database.environment() | {"GIS_VAR": str(_var())}
    command = [str(checkout.ROOT / "dmvs"), "up", "--port", str(port)]
    started = time.perf_counter()
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        while not _is_ready(port):
            if process.poll() is not None or time.perf_counter() - started > _WITHIN_S:
                process.kill()
                raise BenchError(f"./dmvs up se nerozběhl: {process.communicate()[1][-500:]}")
            time.sleep(0.02)
        return time.perf_counter() - started
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.communicate()


def _var() -> os.PathLike[str]:
    folder = folders.state() / "start"
    folder.mkdir(exist_ok=True)
    return folder


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
