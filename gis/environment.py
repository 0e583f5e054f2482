"""How settings are read from the environment, each value parsed once."""

import contextlib
import importlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.exceptions import ImproperlyConfigured


def flag(name: str) -> bool:
    """`1`, `true`, `yes`, `on` in any case; all else is no."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A list separated by white space."""
    return os.environ.get(name, default).split()


def secret_key(var: Path) -> str:
    """`SECRET_KEY`, or the key kept in `var/secret_key`, which is made when it is missing."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    file = var / "secret_key"
    if not file.exists():
        var.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text().strip()


def origins(url: str) -> list[str]:
    """The scheme, host and port of an address, from which forms are taken; none without it."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def oauth_key(var: Path) -> str:
    """The key that signs what OAuth2 clients are told, as PEM.

    That of the file `GIS_OAUTH_KEY`, or the one kept in `var/oauth_key.pem`, which is made when it
    is missing.
    """
    if name := os.environ.get("GIS_OAUTH_KEY"):
        return Path(name).read_text()
    file = var / "oauth_key.pem"
    if not file.exists():
        var.mkdir(parents=True, exist_ok=True)
        key = generate_private_key(public_exponent=65537, key_size=2048)
        made = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        fresh = file.with_name(f".{file.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_bytes(made)
        with contextlib.suppress(FileExistsError):  # another process was sooner
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text()


def oidc_apps() -> list[dict[str, Any]]:
    """The one foreign sign-in of `GIS_OIDC_*`, as allauth wants it; none without a server."""
    server = os.environ.get("GIS_OIDC_SERVER", "").rstrip("/")
    if not server:
        return []
    return [
        {
            "provider_id": "oidc",
            "name": os.environ.get("GIS_OIDC_NAME", "") or urlsplit(server).hostname or server,
            "client_id": os.environ.get("GIS_OIDC_CLIENT", ""),
            "secret": os.environ.get("GIS_OIDC_SECRET", ""),
            "settings": {"server_url": server, "token_auth_method": "client_secret_basic"},
        }
    ]


def library(package: str, stem: str) -> str:
    """The path of a native library that a wheel brings, newer than the distribution's.

    The package is imported, so that what the library itself needs is loaded already.
    """
    module = importlib.import_module(package)
    folder = Path(str(module.__file__)).parent.parent / f"{package}.libs"
    found = sorted(folder.glob(f"{stem}[-.]*so*"))
    if not found:
        raise ImproperlyConfigured(f"{package} brings no {stem} in {folder}.")
    return str(found[0])


def database(name: str, default: str, *, reads_only: bool = False) -> dict[str, Any]:
    """A PostGIS connection from a URL; the reading role gets time limits and no JIT.

    `host` may stand in the query part, as libpq has it for a unix socket.
    """
    url = urlsplit(os.environ.get(name, default))
    if url.scheme not in {"postgresql", "postgres", "postgis"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql://, not {url.scheme!r}.")
    query = dict(parse_qsl(url.query))
    options = "-c statement_timeout=10s -c jit=off -c default_transaction_read_only=on"
    return {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": query.pop("host", url.hostname or ""),
        "PORT": query.pop("port", str(url.port or "")),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query | ({"options": options} if reads_only else {}),
        "TEST": {"MIRROR": "default"} if reads_only else {},
    }
