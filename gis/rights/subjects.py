"""What a right may be for, by name: all, themes, layers, protected fields."""

from collections.abc import Iterable

from layers.catalogue import catalogue
from layers.grants import ALL

Choices = list[tuple[str, str | list[tuple[str, str]]]]


def subjects() -> Choices:
    """All, beginnings that several themes share, themes, and the layers of each."""
    themes = catalogue().themes
    beginnings = {theme.id.partition("_")[0] for theme in themes} - {theme.id for theme in themes}
    wide = [(each, f"všechna témata {each}") for each in sorted(beginnings)]
    wide += [(theme.id, theme.title.cs) for theme in themes]
    return [(ALL, "všechny vrstvy"), ("Témata", wide), *layers()]


def layers() -> Choices:
    """The layers by theme."""
    known = catalogue()
    return [
        (
            theme.title.cs,
            [(each, f"{known.layers[each].title.cs} ({each})") for each in theme.layers],
        )
        for theme in known.themes
    ]


def protected_fields() -> list[tuple[str, str]]:
    """Fields that some layer keeps from those who see it."""
    found = {
        field.name: field.title.cs
        for layer in catalogue().layers.values()
        for field in layer.fields
        if field.access
    }
    named = [(name, f"{title} ({name})") for name, title in sorted(found.items())]
    return [(ALL, "všechny údaje"), *named]


def with_kept(choices: Choices, kept: Iterable[str]) -> Choices:
    """The choices, and what stands in a row though the catalogue knows it no more."""
    known = {value for value, _ in _flat(choices)}
    gone = [(value, f"{value} (v katalogu není)") for value in kept if value and value not in known]
    return [*choices, *gone]


def _flat(choices: Choices) -> Iterable[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, str):
            yield value, label
        else:
            yield from label
