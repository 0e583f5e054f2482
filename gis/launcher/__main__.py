"""The command line: one word says what to do."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from gis.launcher import checkout, console, database, environment, gate, processes, service
from gis.launcher.environment import Packages
from gis.launcher.errors import LauncherError

_HELP = """\
DMVS, digitální mapa veřejné správy

  ./dmvs up [--port 8000] [--host 127.0.0.1]
                        připraví vše, co chybí, a spustí mapový portál a služby
  ./dmvs import CESTA… [--source JMÉNO] [--dry-run]
                        nahraje soubory do databáze
  ./dmvs imports        vypíše provedené importy
  ./dmvs rollback BĚH   vrátí data do stavu před importem
  ./dmvs demo [--parcels N]
                        vyrobí a nahraje ukázkový kraj
  ./dmvs seed           předkreslí dlaždice
  ./dmvs worker         spustí dalšího zpracovatele úloh
  ./dmvs check          ověří, že mapa leží na správném místě
  ./dmvs bench          změří výkon
  ./dmvs manage …       příkaz Django
  ./dmvs test [--all] [argumenty pytest]
                        všechny kontroly; s argumenty jen pytest

Nastavení je v .env, popsané v .env.example; stav a logy jsou ve složce var/.
"""

_DJANGO_COMMANDS = {
    name: name for name in ("import", "imports", "rollback", "demo", "seed", "worker", "bench")
} | {"check": "selfcheck"}


def main(arguments: Sequence[str]) -> int:
    """Run one command of `./dmvs`; the exit code."""
    processes.stop_on_signals()
    try:
        checkout.load_env_file()
        return _run(arguments)
    except LauncherError as error:
        console.complain(error)
        return 1
    except KeyboardInterrupt:
        console.say("\nPřerušeno.")
        return 130


def _run(arguments: Sequence[str]) -> int:
    name, *rest = arguments or ["help"]
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "up": _up,
        "test": _test,
        "manage": lambda options: _manage(options, with_migrations=False),
    }
    if name in commands:
        return commands[name](rest)
    if name in _DJANGO_COMMANDS:
        return _manage([_DJANGO_COMMANDS[name], *rest], with_migrations=True)
    console.say(_HELP)
    if name in {"help", "-h", "--help"}:
        return 0
    raise LauncherError(f"Příkaz {name!r} neznám.", hint="Příkazy jsou vypsané výše.")


def _up(options: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("./dmvs up", description="Připraví a spustí DMVS.")
    parser.add_argument("--port", type=int, default=os.environ.get("GIS_PORT") or 8000)
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 pro přístup ze sítě")
    chosen = parser.parse_args(options)
    if not 0 < chosen.port < 65536:
        raise LauncherError(f"Port {chosen.port} neexistuje.", hint="Zvolte číslo 1024 až 65535.")
    service.up(service.Address(chosen.host, chosen.port))
    return 0


def _test(options: Sequence[str]) -> int:
    return gate.run([o for o in options if o != "--all"], with_slow="--all" in options)


def _manage(options: Sequence[str], *, with_migrations: bool) -> int:
    environment.ensure(Packages.RUN)
    django = [environment.PYTHON, "-m", "django"]
    with database.in_use():
        env = environment.python_environment()
        if Path(service.render_socket()).exists():
            env["GIS_RENDER_SOCKET"] = service.render_socket()
        if with_migrations:
            migrate = [*django, "migrate", "--no-input", "--verbosity", "0"]
            if processes.run_in_foreground(migrate, env):
                raise LauncherError("Databázi se nepodařilo připravit.", hint="Důvod je výše.")
        return processes.run_in_foreground([*django, *options], env)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
