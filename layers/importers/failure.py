"""What ends an import from outside, in words that say what to do."""

import errno

from django.db import DatabaseError, InterfaceError, OperationalError
from psycopg2 import errorcodes

from layers.errors import FailedImport, LostDatabase

_AGAIN = "Data zůstala beze změny; import spusťte znovu."
_FULL = {errorcodes.DISK_FULL, errorcodes.CONFIGURATION_LIMIT_EXCEEDED}
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


def told(exc: BaseException) -> BaseException:
    """The same exception, or `FailedImport` in its place when a person can act on it."""
    if isinstance(exc, OSError) and exc.errno in _NO_SPACE:
        return FailedImport(f"Na disku není místo. Uvolněte ho. {_AGAIN}")
    if not isinstance(exc, DatabaseError | InterfaceError):
        return exc
    code = getattr(exc.__cause__, "pgcode", None) or ""
    if code in _FULL:
        return FailedImport(f"Databázi došlo místo na disku. Uvolněte ho. {_AGAIN}")
    if code == errorcodes.QUERY_CANCELED:
        return FailedImport(f"Databáze dotaz přerušila. {_AGAIN}")
    if isinstance(exc, InterfaceError) or (isinstance(exc, OperationalError) and _is_gone(code)):
        return LostDatabase(f"Spojení s databází se přerušilo. {_AGAIN}")
    return exc


def _is_gone(code: str) -> bool:
    """Without a code the connection broke; class 57 and 08 are the server's own words for it."""
    return not code or code.startswith(("57", "08"))
