"""Cells of CSV that no spreadsheet takes for a formula, and the way back."""

import re

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:[.,]\d{1,30})?", re.ASCII)


def escaped(value: object) -> str:
    """The value as text; what a spreadsheet would run gets an apostrophe, numbers stay numbers."""
    if value is None:
        return ""
    text = str(value)
    if text.lstrip(" ").startswith((*_STARTS_FORMULA, "'")) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def restored(text: str) -> str:
    """What `escaped` was given."""
    return text[1:] if text.startswith("'") else text
