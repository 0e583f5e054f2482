"""Logins to services of others: sealed at rest, sent to the registered place and nowhere else."""

import base64
import json
import re
from dataclasses import asdict, dataclass, field

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from layers.models import RemoteService
from layers.remote.address import Target, is_inner, parts
from layers.remote.errors import RefusedAddress, RemoteError, RemoteFailure

_PURPOSE = b"dmvs: logins to remote services"
_HEADER = re.compile(r"[A-Za-z0-9-]{1,100}")
_NOT_A_LOGIN = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "te",
     "upgrade", "expect", "trailer", "user-agent"}
)  # fmt: skip
"""Headers that say how the request is carried."""
_VALUE = re.compile(r"[!-~]([ -~]{0,3998}[!-~])?")
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Written:
    """A login as the operator writes it; `name` is that of the user, or of the header."""

    kind: str
    name: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Login:
    """A header for one place: the scheme, host and port that were registered."""

    scheme: str
    host: str
    port: int
    header: str
    value: str = field(repr=False)

    def headers_for(self, asked: Target) -> dict[str, str]:
        """Raises `RefusedAddress` for any other place, where a redirect may have led."""
        if (asked.scheme, asked.host, asked.port) != (self.scheme, self.host, self.port):
            raise RefusedAddress(
                f"Služba odkázala na {asked.scheme}://{asked.origin}, kam se přihlášení neposílá; "
                "je-li to táž služba, připojte ji touto adresou."
            )
        return {self.header: self.value}


def sealed(written: Written, url: str) -> str:
    """The login for the service at the address as the database keeps it; raises `RemoteError`."""
    if written.kind == RemoteService.LoginKind.NONE:
        return ""
    scheme, host, port, _ = parts(url)
    if scheme != "https" and not is_inner(host, port):
        raise RemoteError(
            "Přihlášení se posílá jen přes https://; nešifrovaně jen do vnitřní sítě, kterou "
            "povoluje nastavení GIS_REMOTE_PRIVATE_HOSTS."
        )
    header, value = _header(written)
    content = asdict(Login(scheme, host, port, header, value))
    return _box().encrypt(json.dumps(content).encode()).decode()


def opened(sealed_login: str) -> Login | None:
    """The login, if there is one; raises `RemoteFailure` when another key has sealed it."""
    if not sealed_login:
        return None
    try:
        content = json.loads(_box().decrypt(sealed_login.encode()))
    except InvalidToken as exc:
        raise RemoteFailure(
            "Přihlášení ke službě nelze přečíst: bylo uloženo s jiným SECRET_KEY. Zadejte je znovu."
        ) from exc
    return Login(**content)


def _header(written: Written) -> tuple[str, str]:
    name, secret = written.name.strip(), written.secret
    if not name or not secret:
        raise RemoteError("Vyplňte jméno i heslo nebo klíč.")
    if written.kind == RemoteService.LoginKind.BASIC:
        if ":" in name or max(len(name), len(secret)) > _LONGEST:
            raise RemoteError(
                "Jméno nesmí obsahovat dvojtečku; jméno i heslo mají nejvýše 1000 znaků."
            )
        pair = base64.b64encode(f"{name}:{secret}".encode()).decode()
        return "Authorization", f"Basic {pair}"
    if written.kind != RemoteService.LoginKind.HEADER:
        raise RemoteError("Vyberte způsob přihlášení.")
    if not _HEADER.fullmatch(name) or name.lower() in _NOT_A_LOGIN:
        raise RemoteError(f"{name[:60]!r} není jméno hlavičky, kterou se služba ptá na klíč.")
    if not _VALUE.fullmatch(secret):
        raise RemoteError("Klíč smí obsahovat jen písmena bez diakritiky, číslice a znaménka.")
    return name, secret


def _box() -> Fernet:
    """A key of its own, so that nothing else signed by SECRET_KEY can be opened with it."""
    derived = HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
