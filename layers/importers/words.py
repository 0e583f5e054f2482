"""Words that people write in many ways, told apart by letters alone."""

import unicodedata


def folded(text: str) -> str:
    """Small letters and digits without accents: `Účinnost od` → `ucinnostod`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
