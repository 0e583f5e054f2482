"""Names as the catalogue takes them."""

import re
import unicodedata

_LONGEST = 45


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and underscores, beginning with a letter."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return (found if found[:1].isalpha() else f"x_{found}")[:_LONGEST].strip("_")
