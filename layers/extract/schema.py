"""The published schema of the extract's document."""

from functools import cache
from pathlib import Path

ADDRESS = "/api/schemas/extract.json"
_FILE = Path(__file__).with_name("extract.schema.json")


@cache
def schema_text() -> str:
    """JSON Schema 2020-12."""
    return _FILE.read_text(encoding="utf-8")
