"""What a typed text asks for: coordinates, a number with or without a name, or a name."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from layers.catalogue import Text
from layers.search import coordinates
from layers.search.grammar import Malformed, Numeral, Piece, UnitMark, Word, pieces
from layers.search.tokens import tokens

MAX_LENGTH = 200
BUILDING_PLOTS = 1
LAND = 2

_INT32 = 2**31 - 1
_MOST_DIGITS = 18
_LEAST_CODE = 10_000
_TYPED_SIGNS = str.maketrans({"º": "°", "˚": "°", "´": "'", "″": '"', "⁄": "/", "∕": "/"})
"""Signs that the compatibility form would break or leave apart."""
_PREPOSITIONS = frozenset({"v", "ve"})
_SERIES = {"plot": BUILDING_PLOTS, "land": LAND}


class NotAQuestion(ValueError):
    """The text cannot be one; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.cs)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is what names something, `number` and `second` stand around a slash.

    `series` is 1 when building plots were asked for, 2 for land; `unit` is a cadastral unit's code,
    `code` any code of RÚIAN; `point` is E, N in EPSG:5514; `whole` is the text as typed, cleaned.
    """

    whole: str
    text: str = ""
    number: int | None = None
    second: int | None = None
    letter: str = ""
    series: int | None = None
    unit: int | None = None
    postcode: int | None = None
    code: int | None = None
    marks: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None

    @classmethod
    def parse(cls, typed: str) -> "Question":
        """Raises `NotAQuestion` for more than `MAX_LENGTH` characters and for broken numbers."""
        whole = clean(typed)
        if point := coordinates.point(whole):
            return cls(whole, point=point)
        found = pieces(tokens(whole.lower()))
        _refuse_malformed(found)
        unit, postcode, numeral = _told_apart(found)
        text = _name(found, [unit, *postcode, numeral])
        number = int(numeral.number) if numeral else None
        return cls(
            whole,
            text=text,
            number=number if number is not None and number <= _INT32 else None,
            second=int(numeral.second) if numeral and numeral.second else None,
            letter=numeral.letter if numeral else "",
            series=_SERIES.get(numeral.mark or "") if numeral else None,
            unit=int(unit.number) if unit else None,
            postcode=int("".join(each.number for each in postcode)) if postcode else None,
            code=_code(numeral, text=text),
            marks=frozenset(_marks(found)),
        )


def clean(typed: str) -> str:
    """One form for equal texts: compatibility forms folded, control and format characters gone."""
    if len(typed) > MAX_LENGTH:
        raise NotAQuestion(
            Text(
                f"Text smí mít nejvýše {MAX_LENGTH} znaků.",
                f"The text may have at most {MAX_LENGTH} characters.",
            )
        )
    plain = unicodedata.normalize("NFKC", typed.translate(_TYPED_SIGNS))
    text = " ".join("".join(map(_kept, plain)).split())
    return text.replace(" /", "/").replace("/ ", "/")[:MAX_LENGTH]


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return " " if category == "Cc" else character


def _refuse_malformed(found: Sequence[Piece]) -> None:
    """A broken number that stands alone, or too many digits; in a name it may be anything."""
    named = any(isinstance(piece, Word) for piece in found)
    for piece in found:
        if isinstance(piece, Malformed) and not named:
            raise NotAQuestion(
                Text(
                    f"{piece.text[:40]!r} není číslo: čeká se 1234 nebo 1234/5.",
                    f"{piece.text[:40]!r} is no number: 1234 or 1234/5 is expected.",
                )
            )
        if isinstance(piece, Numeral) and _is_too_long(piece):
            raise NotAQuestion(
                Text(
                    f"Číslo {piece.number[:12]}… má příliš mnoho číslic.",
                    f"The number {piece.number[:12]}… has too many digits.",
                )
            )


def _is_too_long(numeral: Numeral) -> bool:
    """Codes have up to eighteen digits, parts of other numbers fit the column."""
    parts = [part.lstrip("0") or "0" for part in (numeral.number, numeral.second)]
    if max(map(len, parts)) > _MOST_DIGITS:
        return True
    return not numeral.is_bare and max(map(int, parts)) > _INT32


def _marks(found: Sequence[Piece]) -> Iterator[str]:
    for piece in found:
        if isinstance(piece, UnitMark):
            yield "unit"
        elif isinstance(piece, Numeral) and piece.mark:
            yield piece.mark


def _told_apart(
    found: Sequence[Piece],
) -> tuple[Numeral | None, tuple[Numeral, ...], Numeral | None]:
    """The code of a unit, a postcode (in one or two parts), and the number."""
    numerals = [piece for piece in found if isinstance(piece, Numeral)]
    unit = _unit(found, numerals)
    rest = [each for each in numerals if each is not unit]
    postcode = _postcode(found, rest)
    rest = [each for each in rest if not any(each is part for part in postcode)]
    marked = [each for each in rest if each.mark]
    slashed = [each for each in rest if each.slash]
    number = next(iter([*marked, *reversed(slashed), *reversed(rest)]), None)
    return unit, postcode, number


def _unit(found: Sequence[Piece], numerals: Sequence[Numeral]) -> Numeral | None:
    """Six digits after "k. ú.", or beside another number."""
    for before, piece in zip([None, *found], found, strict=False):
        if isinstance(piece, Numeral) and piece.is_bare and len(piece.number) == 6:
            if isinstance(before, UnitMark) and len(numerals) == 1:
                return piece
            if len(numerals) > 1:
                return piece
    return None


def _postcode(found: Sequence[Piece], rest: Sequence[Numeral]) -> tuple[Numeral, ...]:
    """460 01 anywhere; 46001 beside another number."""
    for pair in pairwise(found):
        parts = tuple(each for each in pair if isinstance(each, Numeral) and each.is_bare)
        if [len(each.number) for each in parts] == [3, 2] and _begins_postcode(parts[0]):
            return parts
    for each in rest:
        if len(rest) > 1 and each.is_bare and len(each.number) == 5 and _begins_postcode(each):
            return (each,)
    return ()


def _begins_postcode(numeral: Numeral) -> bool:
    return numeral.number[0] in "1234567"


def _name(found: Sequence[Piece], taken: Sequence[Numeral | None]) -> str:
    """All that is no number asked for, without "v" beside what was taken."""
    words: list[str] = []
    after_number = False
    for index, piece in enumerate(found):
        is_taken = isinstance(piece, UnitMark) or any(piece is each for each in taken)
        before_mark = isinstance(next(iter(found[index + 1 :]), None), UnitMark)
        if not is_taken and not isinstance(piece, UnitMark):
            word = str(piece) if isinstance(piece, Numeral) else piece.text
            if not (word in _PREPOSITIONS and (after_number or before_mark)):
                words.append(word)
        after_number = is_taken
    return " ".join(words)


def _code(numeral: Numeral | None, *, text: str) -> int | None:
    if numeral is None or not numeral.is_bare or text:
        return None
    code = int(numeral.number)
    return code if code >= _LEAST_CODE else None
