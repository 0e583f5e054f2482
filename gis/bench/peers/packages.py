"""What `./dmvs bench --peers` installs: servers from Debian, feature servers from PyPI."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from gis.bench import folders
from gis.bench.errors import BenchError
from gis.launcher import console

MAPSERVER = Path("/usr/lib/cgi-bin/mapserv")
MAPCACHE = Path("/usr/lib/cgi-bin/mapcache")
_DEBIAN = {
    "nginx-light": "nginx",
    "wrk": "wrk",
    "spawn-fcgi": "spawn-fcgi",
    "gdal-bin": "ogr2ogr",
    "mapcache-tools": "mapcache_seed",
    "cgi-mapserver": str(MAPSERVER),
    "mapcache-cgi": str(MAPCACHE),
}
"""Package → the program that tells it is there."""

_PYPI = (
    "tipg==1.6.1",
    "pygeoapi==0.21.0",
    "uvicorn==0.54.0",
    "gunicorn==27.0.1",
    "asyncpg==0.32.0",
    "fastapi==0.165.0",
    "starlette==1.10.0",
    "SQLAlchemy==2.1.9",
    "GeoAlchemy2==0.20.0",
    "pygeofilter==0.4.0",
    "psycopg2-binary==2.9.13",
)
_HINT = "Zkontrolujte připojení k síti a spusťte znovu ./dmvs bench --peers."


def install() -> None:
    """Install what is missing; asks the system only when something is."""
    if absent := [package for package, program in _DEBIAN.items() if not shutil.which(program)]:
        prefix = [] if os.geteuid() == 0 else ["sudo"]
        apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
        with console.step(f"Instaluji {', '.join(absent)}"):
            console.run([*apt, "update"], hint=_HINT)
            console.run([*apt, "install", "-y", "--no-install-recommends", *absent], hint=_HINT)
    venv = folders.peers_venv()
    stamp = venv / "dmvs-packages"
    if stamp.exists() and stamp.read_text().split() == list(_PYPI):
        return
    make: console.Command = [sys.executable, "-m", "venv", "--clear", venv]
    with console.step("Instaluji tipg a pygeoapi do prostředí protějšků"):
        console.run(make, hint=_HINT)
        pip: list[str | Path] = [venv / "bin" / "python", "-m", "pip", "install", "--quiet"]
        console.run([*pip, "--disable-pip-version-check", *_PYPI], hint=_HINT)
        stamp.write_text("\n".join(_PYPI))


def require() -> None:
    """Raises `BenchError` naming what is missing."""
    absent = [package for package, program in _DEBIAN.items() if not shutil.which(program)]
    if not (folders.peers_venv() / "dmvs-packages").exists():
        absent += ["tipg", "pygeoapi"]
    if absent:
        raise BenchError(f"Chybí {', '.join(absent)}: nainstaluje je ./dmvs bench --peers.")


def versions() -> str:
    """The versions of the peers, for the report."""
    debian = ["dpkg-query", "-W", "-f", "${Package} ${Version}, ", *_DEBIAN]
    done = subprocess.run(debian, capture_output=True, text=True, check=False)
    return done.stdout + ", ".join(one.replace("==", " ") for one in _PYPI[:2])
