"""The grammar of Czech parcel and house numbers: tokens to pieces, in one pass, without going back.

text    = { unit-mark | numeral | ordinal | word | sign }
numeral = [ mark ] digits [ letter ] [ "/" [ digits ] [ letter ] ]
mark    = "p. č." | "parc. č." | "ppč." | "st." | "č. p." | "č. ev." | …   (marks.py)
ordinal = digits "."            (17. listopadu)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from layers.search.marks import Mark, mark_before, unit_mark_at
from layers.search.tokens import Token

_SLASH = "/"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as typed: `number/second` with a letter; digits are kept as text."""

    number: str
    letter: str = ""
    slash: bool = False
    second: str = ""
    mark: Mark | None = None

    @property
    def is_bare(self) -> bool:
        """Digits alone."""
        return not (self.letter or self.slash or self.mark)

    def __str__(self) -> str:
        return f"{self.number}{_SLASH if self.second else ''}{self.second}{self.letter}"


@dataclass(frozen=True, slots=True)
class Word:
    """A part of a name."""

    text: str


@dataclass(frozen=True, slots=True)
class UnitMark:
    """Katastrální území."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """Digits and slashes that are no number: 1/2/3, /12."""

    text: str


Piece = Numeral | Word | UnitMark | Malformed


def pieces(found: Sequence[Token]) -> list[Piece]:
    """What the tokens say, in their order."""
    made: list[Piece] = []
    begins: list[int] = []
    index = 0
    while index < len(found):
        start = index
        piece: Piece | None
        if length := unit_mark_at(found, index):
            piece, index = UnitMark(), index + length
        elif found[index].kind == "number" or _is_slashed(found, index):
            piece, index, start = _number(found, index)
        else:
            piece, index = _word(found, index)
        while begins and begins[-1] >= start:  # the words of a mark were taken for a name
            made.pop()
            begins.pop()
        if piece is not None:
            made.append(piece)
            begins.append(start)
    return made


def _number(found: Sequence[Token], index: int) -> tuple[Piece, int, int]:
    """A number, where it ends, and where its mark begins."""
    mark, begin = mark_before(found, index)
    glued_to_word = index > 0 and found[index].glued and found[index - 1].kind == "word"
    if mark is None and _is_ordinal(found, index):
        return Word(f"{found[index].text}."), index + 2, index
    end = _run_end(found, index)
    run = found[index:end]
    numeral = _numeral(run, mark)
    if numeral is None:
        return Malformed("".join(token.text for token in run)), end, begin
    if mark is None and glued_to_word:  # a name such as D10
        return Word(f"{found[index - 1].text}{numeral}"), end, index - 1
    return numeral, end, begin


def _is_ordinal(found: Sequence[Token], index: int) -> bool:
    after = found[index + 1 : index + 3]
    return (
        len(after) == 2
        and found[index].kind == "number"
        and after[0].text == "."
        and after[0].glued
        and after[1].kind == "word"
    )


def _is_slashed(found: Sequence[Token], index: int) -> bool:
    """A slash that stands before digits or another slash."""
    after = found[index + 1 : index + 2]
    return found[index].text == _SLASH and any(
        token.kind == "number" or token.text == _SLASH for token in after
    )


def _run_end(found: Sequence[Token], index: int) -> int:
    """Where the digits, slashes and glued single letters that begin here end."""
    end = index
    while end < len(found) and _continues(found, end, is_first=end == index):
        end += 1
    return end


def _continues(found: Sequence[Token], index: int, *, is_first: bool) -> bool:
    token = found[index]
    if token.kind == "number":
        return is_first or found[index - 1].text == _SLASH
    if token.kind == "word":
        after = found[index + 1 : index + 2]
        before_digits = any(each.glued and each.kind == "number" for each in after)
        return len(token.text) == 1 and token.glued and not before_digits
    return token.text == _SLASH


def _numeral(run: Sequence[Token], mark: Mark | None) -> Numeral | None:
    """The numeral that the run is, when it is one."""
    shape = "".join({"number": "d", "word": "l", "sign": "s"}[token.kind] for token in run)
    if shape not in _SHAPES:
        return None
    digits = [token.text for token in run if token.kind == "number"]
    letters = [token.text for token in run if token.kind == "word"]
    return Numeral(
        digits[0],
        letter=letters[-1] if letters else "",
        slash="s" in shape,
        second=digits[1] if len(digits) > 1 else "",
        mark=mark,
    )


_SHAPES = frozenset({"d", "dl", "ds", "dls", "dsd", "dlsd", "dsdl", "dlsdl", "dsl"})


def _word(found: Sequence[Token], index: int) -> tuple[Word | None, int]:
    """A word with the dot that shortens it; signs alone are no words."""
    token = found[index]
    if token.kind != "word":
        return None, index + 1
    end = index + 1
    if end < len(found) and found[end].text == "." and found[end].glued:
        return Word(f"{token.text}."), end + 1
    return Word(token.text), end
