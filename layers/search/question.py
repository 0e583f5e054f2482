"""What a typed text asks for: coordinates, a number with or without a name, or a name.

A parser by tokens; its patterns have no nested repetition, so that no text can blow them up.
"""

import re
import unicodedata
from dataclasses import dataclass

from layers.crs import COUNTRY_4326, COUNTRY_5514, KROVAK, WGS84, transform

MAX_LENGTH = 200
BUILDING_PLOTS = 1

_MARKS = (
    ("plot", re.compile(r"(?<!\w)st\. ?(?=\d)|(?<!\w)st (?=\d)")),
    ("house", re.compile(r"(?<!\w)(?:č\. ?p\.|čp\.?|č\. ?ev\.|čev\.?|c\. ?p\.|cp\.)(?= ?\d) ?")),
    ("parcel", re.compile(r"(?<!\w)(?:p\. ?č\.|parc\. ?č\.|parc\.|parcela|p\.)(?= ?(?:st|\d)) ?")),
    ("unit", re.compile(r"(?<!\w)k\. ?ú\.? ?|(?<!\w)k\. ?u\. ?")),
)
_NUMBER = re.compile(r"(\d{1,9})([a-z]?)(?:/(\d{0,6})([a-z]?))?", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,8}(?:\.\d{1,12})?", re.ASCII)
_AXIS = re.compile(r"[nesw°xy=:]", re.ASCII)
_INT32 = 2**31 - 1


class NotAQuestion(ValueError):
    """The text is too long to be one."""


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is what names something, `number` and `second` stand around a slash.

    `series` is 1 when building plots were asked for; `unit` is a cadastral unit's code; `point` is
    E, N in EPSG:5514; `whole` is the text as typed, cleaned.
    """

    whole: str
    text: str = ""
    number: int | None = None
    second: int | None = None
    letter: str = ""
    series: int | None = None
    unit: int | None = None
    marks: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None

    @classmethod
    def parse(cls, typed: str) -> "Question":
        """Raises `NotAQuestion` for more than `MAX_LENGTH` characters."""
        whole = clean(typed)
        if point := _point(whole):
            return cls(whole, point=point)
        rest, marks = _without_marks(whole.lower())
        tokens = [token for token in re.split(r"[\s,;]+", rest) if token]
        unit = _take_unit(tokens)
        found = _take_number(tokens)
        text = " ".join(tokens)
        if found is None:
            return cls(whole, text=text, unit=unit, marks=marks)
        first, first_letter, second, second_letter = found.groups(default="")
        return cls(
            whole,
            text=text,
            number=min(int(first), _INT32),
            second=int(second) if second else None,
            letter=second_letter or first_letter,
            series=BUILDING_PLOTS if "plot" in marks else None,
            unit=unit,
            marks=marks,
        )


def clean(typed: str) -> str:
    """One form for equal texts: compatibility forms folded, control and format characters gone."""
    if len(typed) > MAX_LENGTH:
        raise NotAQuestion(f"{len(typed)} > {MAX_LENGTH}")
    plain = unicodedata.normalize("NFKC", typed).replace("⁄", "/")
    kept = (_kept(character) for character in plain)
    text = " ".join("".join(kept).split())
    return re.sub(r" ?/ ?", "/", text)[:MAX_LENGTH]


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    return " " if category == "Cc" else character


def _without_marks(text: str) -> tuple[str, frozenset[str]]:
    marks = set()
    for mark, pattern in _MARKS:
        text, count = pattern.subn(" ", text)
        if count:
            marks.add(mark)
    return text, frozenset(marks)


def _take_unit(tokens: list[str]) -> int | None:
    """A six-digit number beside another number is the code of a cadastral unit."""
    numbers = [token for token in tokens if _NUMBER.fullmatch(token)]
    for token in numbers:
        if len(numbers) > 1 and len(token) == 6 and token.isdigit():
            tokens.remove(token)
            return int(token)
    return None


def _take_number(tokens: list[str]) -> re.Match[str] | None:
    """The last number: what comes before may be part of a name (17. listopadu 5)."""
    for index in range(len(tokens) - 1, -1, -1):
        if found := _NUMBER.fullmatch(tokens[index]):
            del tokens[index]
            return found
    return None


def _point(text: str) -> tuple[float, float] | None:
    """A pair in S-JTSK of any order and sign, or in degrees, as E, N in EPSG:5514."""
    plain = _AXIS.sub(" ", text.lower())
    parts = re.split(r"[\s;]+", plain.strip(" ,;"))
    if len(parts) == 1:
        parts = parts[0].split(",")
    parts = [part.strip(",").replace(",", ".") for part in parts if part.strip(",")]
    if len(parts) != 2 or not all(_DECIMAL.fullmatch(part) for part in parts):
        return None
    small, great = sorted(abs(float(part)) for part in parts)
    west, south, east, north = COUNTRY_5514
    if -east <= small <= -west and -north <= great <= -south:
        return -small, -great
    lon_min, lat_min, lon_max, lat_max = COUNTRY_4326
    in_degrees = lon_min <= small <= lon_max and lat_min <= great <= lat_max
    if in_degrees and any("." in part for part in parts):
        return transform(small, great, source=WGS84, target=KROVAK)
    return None
