"""The SHA-256 of what is imported: of a file its bytes, of a folder its names and files."""

import hashlib
from pathlib import Path


def sha256(path: Path) -> str:
    """Hexadecimal; of a folder in the order of names, so that the same content is the same."""
    if not path.is_dir():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    whole = hashlib.sha256()
    for each in sorted(path.rglob("*")):
        if each.is_file():
            name = str(each.relative_to(path)).encode("utf-8", "surrogateescape")
            whole.update(name + b"\0" + sha256(each).encode())
    return whole.hexdigest()
