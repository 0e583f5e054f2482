"""Texts of people on paper: what the fonts can show, and nothing that turns a line around."""

from functools import cache

from fontTools.ttLib import TTFont

from layers.fonts import FOLDER
from layers.print.errors import RefusedPrint

_FACES = ("Roboto-Regular.ttf", "Roboto-Medium.ttf")


def line(text: str, parameter: str, most: int) -> str:
    """One line; raises `RefusedPrint` for what cannot be printed."""
    return _checked(" ".join(text.split()), parameter, most)


def paragraphs(text: str, parameter: str, most: int) -> str:
    """Lines stay apart."""
    lines = (" ".join(each.split()) for each in text.strip().splitlines())
    return "\n".join(_checked(each, parameter, most) for each in lines)


def shown(text: str) -> str:
    """A text of the data, with a sign for each letter that the fonts lack."""
    known = _letters()
    return "".join(each if ord(each) in known or each in "\n" else "?" for each in text)


def _checked(text: str, parameter: str, most: int) -> str:
    if len(text) > most:
        raise RefusedPrint(parameter, f"Nejvýše {most} znaků.", f"{most} characters at most.")
    for letter in text:
        if ord(letter) not in _letters() or not letter.isprintable():
            raise RefusedPrint(
                parameter,
                f"Znak U+{ord(letter):04X} nelze vytisknout.",
                f"The character U+{ord(letter):04X} cannot be printed.",
            )
    return text


@cache
def _letters() -> frozenset[int]:
    """What all faces of the print have."""
    return frozenset.intersection(*map(_letters_of, _FACES))


def _letters_of(face: str) -> frozenset[int]:
    with TTFont(FOLDER / face) as font:
        return frozenset(font.getBestCmap())
