"""The servers of a run: ours as `./dmvs up` starts them, and the peers, on free loopback ports."""

import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from gis.bench import folders
from gis.bench.database import Database
from gis.bench.errors import BenchError
from gis.bench.load import asking
from gis.bench.peers import features, mapcache, mapserver, nginx, packages
from gis.launcher import checkout, console
from gis.launcher.account import Account
from gis.launcher.processes import Program, Supervisor
from gis.launcher.service import Address, programs
from layers.catalogue import LayerDef
from layers.grids import KROVAK_GRID

_READY_WITHIN_S = 60.0
_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Ports:
    """Where each server listens; `files` is a plain nginx, `deployed` that of `deploy/`."""

    ours: int
    files: int
    deployed: int
    mapserver: int
    mapcache: int
    tipg: int
    pygeoapi: int


@dataclass(frozen=True, slots=True)
class Servers:
    """The running servers and the folders of their tiles."""

    ports: Ports
    tiles: Path
    mapcache_tiles: Path
    mapcache_configuration: Path


@contextmanager
def running(database: Database, layer: LayerDef) -> Iterator[Servers]:
    """All servers, answering; stopped in the end."""
    ports = Ports(*_free_ports(7))
    before = dict(os.environ)
    os.environ["GIS_VAR"] = str(folders.state())
    os.environ |= {
        name: database.environment()[name] for name in ("DATABASE_URL", "DATABASE_READER_URL")
    }
    try:
        with ExitStack() as stack:
            started = [*_ours(ports), *_peers(ports, database, layer)]
            supervisor = stack.enter_context(Supervisor(started))
            _wait(supervisor, _first_answers(ports))
            folder = folders.peers()
            yield Servers(
                ports,
                folders.state() / "tiles",
                mapcache.cache(folder),
                folder / "mapcache.xml",
            )
    finally:
        os.environ.clear()
        os.environ |= before


@contextmanager
def ours_beside(database: Database, settings: Mapping[str, str]) -> Iterator[int]:
    """Ours once more with other settings and a state of its own, on the port that is given."""
    (port,) = _free_ports(1)
    state = folders.state() / "beside"
    state.mkdir(exist_ok=True)
    before = dict(os.environ)
    os.environ |= {"GIS_VAR": str(state), **database.environment(), **settings}
    try:
        (web,) = [each for each in programs(Address("127.0.0.1", port)) if each.name == "web"]
        beside = Program("bench-web", web.command, web.environment)
        with Supervisor([beside]) as supervisor:
            _wait(supervisor, {"bench-web": (port, "/health/live")})
            yield port
    finally:
        os.environ.clear()
        os.environ |= before


def _ours(ports: Ports) -> list[Program]:
    """Web and renderers; the worker has no part in what is measured."""
    started = programs(Address("127.0.0.1", ports.ours))
    return [program for program in started if program.name != "worker"]


def _peers(ports: Ports, database: Database, layer: LayerDef) -> list[Program]:
    folder, venv = folders.peers(), folders.peers_venv()
    sockets = Account.of_caller().short_folder(folder)
    env = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "DATABASE_URL"}}
    drawing = env | mapserver.write(folder, layer, database.reader_url)
    configuration = mapcache.write(folder, layer.id, KROVAK_GRID, ports.mapserver)
    caching = env | {"MAPCACHE_CONFIG_FILE": str(configuration)}
    drawers = [sockets / f"mapserver-{n}" for n in range(_PROCESSES)]
    cachers = [sockets / f"mapcache-{n}" for n in range(_PROCESSES)]
    tiles = folders.state() / "tiles"
    before = nginx.write(
        folder,
        [
            nginx.over_files(ports.files, tiles),
            nginx.as_deployed(ports.deployed, ports.ours, tiles),
            nginx.before_fastcgi("mapserver", ports.mapserver, drawers, script=""),
            nginx.before_fastcgi("mapcache", ports.mapcache, cachers, script="/mapcache"),
        ],
    )
    return [
        *(_fastcgi(socket, packages.MAPSERVER, drawing) for socket in drawers),
        *(_fastcgi(socket, packages.MAPCACHE, caching) for socket in cachers),
        Program("bench-nginx", ["nginx", "-c", str(before), "-p", str(folder)], env),
        features.tipg(venv, ports.tipg, database.owner_url, env),
        features.pygeoapi(venv, folder, ports.pygeoapi, database.reader_url, env),
    ]


def _fastcgi(at: Path, program: Path, environment: dict[str, str]) -> Program:
    """MapServer ends by SIGTERM only at its next request: a shell before it does not wait."""
    at.unlink(missing_ok=True)
    serve = ["spawn-fcgi", "-n", "-s", str(at), "--", str(program)]
    until_told = ["sh", "-c", "trap 'kill -9 $!' TERM; \"$@\" & wait $!", "sh"]
    return Program(f"bench-{at.name}", [*until_told, *serve], environment)


def _first_answers(ports: Ports) -> dict[str, tuple[int, str]]:
    return {
        "web": (ports.ours, "/health/ready"),
        "bench-tipg": (ports.tipg, "/healthz"),
        "bench-pygeoapi": (ports.pygeoapi, "/conformance?f=json"),
        "bench-mapserver-0": (ports.mapserver, "/?SERVICE=WMS&REQUEST=GetCapabilities"),
        "bench-mapcache-0": (ports.mapcache, "/mapcache/wmts/1.0.0/WMTSCapabilities.xml"),
    }


def _wait(supervisor: Supervisor, first: Mapping[str, tuple[int, str]]) -> None:
    """Until each server answers; raises `BenchError` with the log of the one that does not."""
    deadline = time.monotonic() + _READY_WITHIN_S
    for name, (port, path) in first.items():
        while True:
            supervisor.look()
            try:
                with asking(port) as ask:
                    ask(path)
                break
            except BenchError as exc:
                if time.monotonic() > deadline:
                    log = console.tail(checkout.log_folder() / f"{name}.log")
                    raise BenchError(f"{name} se nerozběhl: {exc}\n{log}") from exc
                time.sleep(0.2)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(closing(socket.socket())) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
