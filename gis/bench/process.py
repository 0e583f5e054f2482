"""A measured process: how long it took and how much memory it held at most."""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass

from gis.bench.errors import BenchError


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that ended well; `memory_mb` is its largest resident size."""

    seconds: float
    memory_mb: float


def finished(command: list[str], env: Mapping[str, str]) -> Finished:
    """Runs it from start to end; raises `BenchError` with its last words when it fails."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, env=env, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise BenchError(f"{command[0]} selhal: {said.read()[-500:]}")
    return Finished(time.perf_counter() - started, used.ru_maxrss / 1024)
