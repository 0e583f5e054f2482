"""The built portal `frontend/dist`, made again when its sources are newer."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from gis.launcher import checkout, console, environment
from gis.launcher.environment import Packages

DIST = checkout.FRONTEND / "dist"
_STAMP = checkout.FRONTEND / "node_modules" / ".dmvs-built"
_NOT_SOURCES = {"dist", "node_modules"}
_HINT = "Zkontrolujte připojení k síti (nebo nastavení npm pro vlastní zrcadlo) a spusťte znovu."


def is_built() -> bool:
    """Whether what is built stands for the present sources."""
    return (
        (DIST / "index.html").exists() and _STAMP.exists() and _STAMP.read_text() == _fingerprint()
    )


def ensure_built() -> None:
    """Build the portal unless it is built."""
    if is_built():
        return
    ensure_packages()
    with console.step("Sestavuji mapový portál"):
        npm("run", "build")
        note_built()


def note_built() -> None:
    """Remember that what is built now stands for the present sources."""
    _STAMP.write_text(_fingerprint())


def ensure_packages() -> None:
    """`node_modules` as `package-lock.json` says."""
    environment.ensure(Packages.PORTAL)
    modules = checkout.FRONTEND / "node_modules"
    stamp = modules / ".dmvs-lock"
    lock = hashlib.sha256((checkout.FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == lock:
        return
    with console.step("Instaluji balíčky portálu"):
        shutil.rmtree(modules, ignore_errors=True)
        npm("ci", "--no-audit", "--no-fund")
        stamp.write_text(lock)


def npm(*arguments: str) -> None:
    """Run npm in `frontend/`."""
    env = environment.node_environment()
    console.run([*environment.npm(), *arguments], hint=_HINT, cwd=checkout.FRONTEND, env=env)


def _fingerprint() -> str:
    """One hash over names and contents of all that the build reads."""
    digest = hashlib.sha256()
    for file in sorted(_sources()):
        digest.update(f"{file.relative_to(checkout.FRONTEND)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for entry in checkout.FRONTEND.iterdir():
        if entry.name not in _NOT_SOURCES:
            yield from (file for file in (entry, *entry.rglob("*")) if file.is_file())
