"""`./dmvs up`: everything that is needed, then everything that runs."""

import fcntl
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from gis.launcher import checkout, console, database, environment, portal, processes
from gis.launcher.account import Account
from gis.launcher.environment import Packages
from gis.launcher.errors import LauncherError
from gis.launcher.processes import Program, Supervisor

_READY_WITHIN_S = 90.0
_THREADS_PER_WORKER = 8
_LOOK_EVERY_S = 0.2


@dataclass(frozen=True)
class Address:
    """Where the product listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def up(address: Address) -> None:
    """Set up what is missing, run until a signal, stop all of it."""
    started = time.monotonic()
    with _only_one(address):
        _refuse_taken_port(address)
        environment.ensure(Packages.RUN if portal.is_built() else Packages.PORTAL)
        portal.ensure_built()
        with database.in_use():
            content = _prepared_content()
            _forget_traffic()
            with Supervisor(programs(address)) as supervisor:
                _wait_until_ready(address, supervisor)
                _describe(address, content, time.monotonic() - started)
                _watch(supervisor)


def render_socket() -> str:
    """Where the renderers listen; the path is short whatever the checkout's."""
    folder = Account.of_caller().short_folder(checkout.run_folder())
    return str(folder / "render.sock")


def programs(address: Address) -> list[Program]:
    env = environment.python_environment()
    env["GIS_RENDER_SOCKET"] = render_socket()
    env["GIS_PORT"] = str(address.port)
    python = environment.PYTHON
    cores = os.cpu_count() or 2
    web = [python, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"]
    web += ["--host", address.host, "--port", str(address.port), "--workers", str(min(cores, 8))]
    web += ["--blocking-threads", str(_THREADS_PER_WORKER), "--workers-kill-timeout", "5s"]
    web += ["--respawn-failed-workers", "--log-level", "warning", "gis.wsgi:application"]
    return [
        Program("renderer", [python, "-m", "tiles.renderer"], env),
        Program("web", web, env),
        Program("worker", [python, "-m", "django", "worker"], env),
    ]


def _prepared_content() -> Mapping[str, Any]:
    """Migrate, load the demo region into an empty database, and say what there is.

    A load that was cut off leaves its mark, as the database is then no longer empty.
    """
    content = _content("prepare")
    begun = checkout.run_folder() / "demo.begun"
    if not content["is_empty"] and not begun.exists():
        return content
    begun.touch()
    with console.step("Nahrávám ukázkový kraj"):
        command = [environment.PYTHON, "-m", "django", "demo"]
        env = environment.python_environment()
        if processes.run_in_foreground(command, env, cwd=checkout.ROOT):
            raise LauncherError(
                "Ukázkový kraj se nepodařilo nahrát.",
                hint="Důvod je výše. ./dmvs up začne znovu tam, kde skončilo; "
                "vlastní data nahraje ./dmvs import.",
            )
    begun.unlink()
    return _content()


def _forget_traffic() -> None:
    """What the web's processes have counted before (`gis/traffic.py`): counters begin at nought."""
    for file in (checkout.run_folder() / "metrics").glob("*.db"):
        file.unlink(missing_ok=True)


def _content(*arguments: str) -> Mapping[str, Any]:
    command = [environment.PYTHON, "-m", "gis.launcher.content", *arguments]
    done = subprocess.run(
        command,
        cwd=checkout.ROOT,
        env=environment.python_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        log = console.open_log("setup")
        with log.open("a") as output:
            output.write(done.stderr)
        raise LauncherError(
            f"Databázi se nepodařilo připravit: {_last_line(done.stderr)}",
            hint=f"Celý výpis je v {log}.",
        )
    answer: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if refused := answer.get("refused"):
        raise LauncherError(
            f"Nastavení je chybné: {refused[0]}", hint=" ".join(refused[1:]) or "Opravte .env."
        )
    if missing := answer.get("missing"):
        raise LauncherError(
            f"V databázi z DATABASE_URL chybí rozšíření: {', '.join(missing)}.",
            hint="Ať její správce spustí psql -f gis/launcher/sql/roles.sql (role) "
            "a v té databázi psql -f gis/launcher/sql/database.sql (rozšíření).",
        )
    return answer


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else "bez hlášení"


@contextmanager
def _only_one(address: Address) -> Iterator[None]:
    """One `up` for one checkout; a second one is told where the first runs."""
    with (checkout.run_folder() / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise LauncherError(
                f"DMVS už běží: {lock.read().strip() or 'právě se spouští'}",
                hint="Zastavíte ho v jeho okně Ctrl-C, nebo příkazem kill s číslem procesu.",
            ) from None
        lock.truncate(0)
        lock.write(f"{address.url} (proces {os.getpid()})\n")
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def _refuse_taken_port(address: Address) -> None:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            raise LauncherError(
                f"Na {address.host}:{address.port} nelze naslouchat: {error.strerror}.",
                hint=f"Zvolte jiný port: ./dmvs up --port {address.port + 1}",
            ) from error


def _wait_until_ready(address: Address, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + _READY_WITHIN_S
    while not _is_ready(address):
        failed = supervisor.failed()
        if failed or time.monotonic() > deadline:
            log = checkout.log_folder() / f"{failed or 'web'}.log"
            raise LauncherError(
                f"Služba se nerozběhla, konec {log.name}:\n{console.tail(log)}",
                hint=f"Logy všech procesů jsou v {checkout.log_folder()}.",
            )
        time.sleep(0.05)
        supervisor.look()


def _is_ready(address: Address) -> bool:
    host = os.environ.get("GIS_ALLOWED_HOSTS", "127.0.0.1").split()[0].lstrip(".*") or "localhost"
    request = urllib.request.Request(f"{address.url}health/ready", headers={"Host": host})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _describe(address: Address, content: Mapping[str, Any], duration: float) -> None:
    console.say(f"\nDMVS běží na {address.url} (připraveno za {console.seconds(duration)})\n")
    console.say(f"  portál            {address.url}")
    console.say(f"  WMS               {address.url}ows/wms")
    console.say(f"  WMTS              {address.url}ows/wmts/1.0.0/WMTSCapabilities.xml")
    console.say(f"  OGC API Features  {address.url}api/")
    console.say("\nVrstvy s vlastním registrem:")
    for layer in content["layers"]:
        count = "mnoho" if layer["features"] is None else f"{layer['features']:,}"
        console.say(f"  {layer['title']:<34} {count.replace(',', ' '):>12}   {layer['id']}")
    if address.host not in {"127.0.0.1", "::1"} and not os.environ.get("GIS_ALLOWED_HOSTS"):
        console.say("\nPro přístup ze sítě nastavte v .env jména serveru: GIS_ALLOWED_HOSTS.")
    console.say(f"\nLogy jsou v {checkout.log_folder()}. Zastavíte Ctrl-C.")


def _watch(supervisor: Supervisor) -> None:
    try:
        while True:
            time.sleep(_LOOK_EVERY_S)
            supervisor.look()
    except KeyboardInterrupt:
        console.say("\nZastavuji …")
