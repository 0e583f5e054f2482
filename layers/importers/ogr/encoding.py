"""In which encoding a Czech text file without a label is."""

import codecs
from pathlib import Path

CZECH = "cp1250"
"""What Czech programs write when it is not UTF-8."""
_CHUNK_BYTES = 1 << 20


def encoding_of(path: Path, *, start: int = 0) -> str:
    """UTF-8 (with or without a mark) if the whole file from byte `start` on is, else CP1250."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        file.seek(start)
        try:
            for chunk in iter(lambda: file.read(_CHUNK_BYTES), b""):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return CZECH
    return "utf-8-sig"


def named(label: str) -> str | None:
    """The codec of a .cpg label: `UTF-8`, `1250`, `ANSI 1250`, `ISO 88592`; None if unknown."""
    word = label.strip().lower().removeprefix("ansi").strip(" _-")
    for guess in (
        word,
        f"cp{word}",
        word.replace("iso 8859", "iso8859-").replace("iso8859-", "iso8859_"),
    ):
        try:
            return codecs.lookup(guess.replace(" ", "-")).name
        except LookupError:
            continue
    return None
