"""Where the renderers listen."""

import hashlib
import tempfile
from pathlib import Path

from django.conf import settings

_LONGEST = 107
"""What a unix socket's address holds, in bytes."""


def socket_path() -> Path:
    """`GIS_RENDER_SOCKET`, or a place below `var`; if that is too long, in the system's own."""
    if settings.RENDER_SOCKET:
        return Path(settings.RENDER_SOCKET)
    path = Path(settings.VAR).absolute() / "run" / "render.sock"
    if len(bytes(path)) <= _LONGEST:
        return path
    digest = hashlib.sha256(bytes(path)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"dmvs-{digest}" / "render.sock"
