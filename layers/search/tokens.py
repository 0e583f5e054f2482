"""A typed text as tokens: words, numbers and signs, read once from left to right."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["word", "number", "sign"]
_INNER = "-'’"
"""Signs that do not end a word when letters stand on both sides: Brandýs-město, D'Arc."""


@dataclass(frozen=True, slots=True)
class Token:
    """`glued`: nothing stands between it and the token before."""

    kind: Kind
    text: str
    glued: bool

    @property
    def plain(self) -> str:
        """The text without diacritics, as marks are compared."""
        return without_diacritics(self.text)


def without_diacritics(text: str) -> str:
    """Letters without their marks: číslo → cislo."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(character for character in parts if not unicodedata.combining(character))


def tokens(text: str) -> list[Token]:
    """The tokens of a text; every character that is no space is in one of them."""
    found: list[Token] = []
    end = 0
    for kind, start, stop in _spans(text):
        found.append(Token(kind, text[start:stop], bool(found) and start == end))
        end = stop
    return found


def _spans(text: str) -> Iterator[tuple[Kind, int, int]]:
    begin: int | None = None
    kinds = [_kind(text, index) for index in range(len(text))]
    for index, (kind, after) in enumerate(pairwise([*kinds, None])):
        if begin is None:
            begin = index
        if kind is None:
            begin = None
        elif kind != after or kind == "sign":
            yield kind, begin, index + 1
            begin = None


def _kind(text: str, index: int) -> Kind | None:
    character = text[index]
    if character.isspace():
        return None
    if character in "0123456789":
        return "number"
    if _is_letter(character):
        return "word"
    between = 0 < index < len(text) - 1 and character in _INNER
    if between and _is_letter(text[index - 1]) and _is_letter(text[index + 1]):
        return "word"
    return "sign"


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"
