"""Packages of the distribution that a command needs, and how the missing ones get in."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gis.launcher import browser, checkout, console
from gis.launcher.errors import LauncherError

_PYTHON = str(checkout.VENV / "bin" / "python")
_POSTGRESQL = Path("/usr/lib/postgresql")
_EXTENSIONS = Path("/usr/share/postgresql")
_NO_MAIN_CLUSTER = Path("/etc/postgresql-common/createcluster.d/dmvs.conf")


def ensure_database_server() -> None:
    """PostgreSQL with PostGIS, in the version of the distribution."""
    if server_versions():
        return
    with console.step("Instaluji PostgreSQL a PostGIS"), _no_main_cluster():
        _install("postgresql-postgis")


def ensure_venv_module() -> None:
    """Debian packs Python's own `venv` apart."""
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        with console.step("Instaluji python3-venv"):
            _install("python3-venv")


def ensure_browser() -> None:
    """Chromium, for the tests of the portal."""
    if browser.program():
        return
    with console.step("Instaluji Chromium pro testy portálu"):
        if browser.is_packaged():
            _install("chromium")
        else:
            download = [_PYTHON, "-m", "playwright", "install", "--with-deps", "chromium"]
            hint = "Bez sítě nainstalujte Chromium nebo Chrome jako balíček deb."
            console.run(download, hint=hint)


def ensure_gdal() -> None:
    """GDAL's programs, the independent client of the tests of maps."""
    if not shutil.which("gdal_translate"):
        with console.step("Instaluji GDAL pro testy map"):
            _install("gdal-bin")


def ensure_poppler() -> None:
    """`pdftoppm`, which shows what a printed sheet looks like, for the tests of prints."""
    if not shutil.which("pdftoppm"):
        with console.step("Instaluji poppler-utils pro testy tisku"):
            _install("poppler-utils")


def ensure_qgis() -> None:
    """QGIS with its Python, which opens our layers and projects in the slow tests."""
    if not shutil.which("qgis"):
        with console.step("Instaluji QGIS pro testy souborů pro desktop"):
            _install("python3-qgis")
            _install("qgis")


def server_versions() -> list[int]:
    """The installed major versions of PostgreSQL that have PostGIS, newest first."""
    found = (
        int(folder.name)
        for folder in _POSTGRESQL.glob("[0-9]*")
        if (folder / "bin" / "initdb").exists()
        and (_EXTENSIONS / folder.name / "extension" / "postgis.control").exists()
    )
    return sorted(found, reverse=True)


def server_program(name: str, version: int) -> Path:
    """A program of one version of PostgreSQL; they are not on the PATH."""
    return _POSTGRESQL / str(version) / "bin" / name


def memory_bytes() -> int:
    """The machine's memory, or the container's share of it."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = Path("/sys/fs/cgroup/memory.max")
    text = limit.read_text().strip() if limit.exists() else "max"
    return min(physical, int(text)) if text.isdigit() else physical


def _install(package: str) -> None:
    install = ["apt-get", "install", "-y", "--no-install-recommends", package]
    hint = (
        f"Spusťte jako správce: apt-get update && {' '.join(install)} "
        "a potom tento příkaz znovu. Bez sítě nainstalujte balíček z vlastního zrcadla."
    )
    if not shutil.which("apt-get"):
        raise LauncherError(
            f"Chybí balíček {package} a tento systém nemá apt.",
            hint="Samo se DMVS instaluje na Debianu 12+ a Ubuntu 24.04+, jinde ručně.",
        )
    console.run(_as_root(["apt-get", "update"], hint), hint=hint)
    console.run(_as_root(install, hint), hint=hint)


def _as_root(command: list[str], hint: str) -> list[str]:
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", *command]
    if os.geteuid() == 0:
        return quiet
    if not shutil.which("sudo"):
        raise LauncherError("Chybí systémové balíčky a není tu sudo.", hint=hint)
    if subprocess.run(["sudo", "-v"], check=False).returncode:
        raise LauncherError("Chybí systémové balíčky a sudo je odmítlo nainstalovat.", hint=hint)
    return ["sudo", *quiet]


@contextmanager
def _no_main_cluster() -> Iterator[None]:
    """Keep Debian from making and starting a cluster of its own beside ours."""
    hint = "Spusťte příkaz jako root, nebo nainstalujte PostgreSQL a PostGIS předem."
    mkdir = ["mkdir", "-p", str(_NO_MAIN_CLUSTER.parent)]
    write = ["sh", "-c", f"echo 'create_main_cluster = false' > {_NO_MAIN_CLUSTER}"]
    console.run(_as_root(mkdir, hint), hint=hint)
    console.run(_as_root(write, hint), hint=hint)
    try:
        yield
    finally:
        console.run(_as_root(["rm", "-f", str(_NO_MAIN_CLUSTER)], hint), hint=hint)
