"""What people write before a number to say what it is the number of: p. č., st., č. p., k. ú."""

from collections.abc import Sequence
from typing import Literal

from layers.search.tokens import Token

Mark = Literal["parcel", "land", "plot", "house", "registration", "any"]

_PARCEL = (
    *("p", "pc", "par", "parc", "parcc", "parccis", "parccislo", "parcela", "parcelac"),
    *("parcelacislo", "parcely", "parcelyc", "parcele", "parcelec", "parcelnicislo", "cparc"),
    *("cparcely", "pozemek", "pozemekc", "pozemekp", "pozemekpc", "pozemekparc", "pozemekparcc"),
    *("pozemekparcelnicislo", "pozemku", "pozemkup", "pozemkupc", "pozemkuparcc", "pozemkuc"),
)
_LAND = (
    *("pp", "ppc", "pozp", "pozpc", "pozparc", "pozparcc", "pozemkovaparcela"),
    *("pozemkovaparcelac", "pozemkovaparcelacislo", "parcppc"),
)
_PLOT = (
    *("st", "stp", "stpc", "stparc", "stparcc", "stav", "stavp", "stavpc", "stavparc"),
    *("stavparcc", "stavebniparcela", "stavebniparcelac", "stavebniparcelacislo"),
)
_HOUSE = ("cp", "cpop", "cislopopisne", "popisne", "cislodomu", "dum", "dumc")
_REGISTRATION = ("cev", "ce", "ev", "evc", "evcislo", "cisloevidencni", "evidencni", "cpe")

MARKS: dict[str, Mark] = {
    **dict.fromkeys(_PARCEL, "parcel"),
    **dict.fromkeys(_LAND, "land"),
    **dict.fromkeys(_PLOT, "plot"),
    **{before + plot: "plot" for before in _PARCEL for plot in _PLOT},
    **dict.fromkeys(_HOUSE, "house"),
    **dict.fromkeys(_REGISTRATION, "registration"),
    **dict.fromkeys(("c", "cislo"), "any"),
}
"""Marks of numbers by their words, written together, without dots and diacritics."""
MOST_WORDS = 4
_UNIT_WORDS = frozenset({("k", "u"), ("kat", "uz"), ("kat", "uzemi"), ("katastralni", "uzemi")})


def mark_before(found: Sequence[Token], index: int) -> tuple[Mark | None, int]:
    """The mark that ends just before the token, and where it begins; the longest one."""
    best: tuple[Mark | None, int] = (None, index)
    words = ""
    at = index
    for _ in range(MOST_WORDS):
        at = _word_before(found, at)
        if at < 0:
            break
        words = found[at].plain + words
        if mark := MARKS.get(words):
            best = (mark, at)
    return best


def unit_mark_at(found: Sequence[Token], index: int) -> int:
    """How many tokens at the index say "cadastral unit"; 0 when they do not."""
    words: list[str] = []
    at = index
    while at < len(found) and len(words) < 2 and found[at].kind == "word":
        words.append(found[at].plain)
        at += 1
        while at < len(found) and found[at].text == ".":
            at += 1
    return at - index if tuple(words) in _UNIT_WORDS else 0


def _word_before(found: Sequence[Token], index: int) -> int:
    """The word that stands before, over dots alone; -1 when there is none."""
    at = index - 1
    while at >= 0 and found[at].text == ".":
        at -= 1
    return at if at >= 0 and found[at].kind == "word" else -1
