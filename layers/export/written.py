"""What came of an export, and what its format could not hold."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from layers.catalogue import Field, Text
from layers.export.values import Value, typed


@dataclass
class Losses:
    """What a format cannot hold, counted while rows pass by."""

    unreadable: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)
    said: dict[str, Text] = field(default_factory=dict)

    def value(self, wanted: Field, raw: object) -> Value:
        """The value by its type; nothing, and a count, where it is of another type."""
        try:
            return typed(wanted, raw)
        except (ValueError, TypeError):
            self.unreadable[wanted.name] += 1
            return None

    def cut_text(self, name: str, text: str, size: int) -> str:
        """The beginning of a text that is longer than the format can hold."""
        if len(text) <= size:
            return text
        self.cut[name] += 1
        return text[:size]

    def say(self, key: str, cs: str, en: str) -> None:
        """A note, once."""
        self.said.setdefault(key, Text(cs, en))

    def notes(self) -> tuple[Text, ...]:
        """All of it in words."""
        unreadable = [
            Text(
                f"Pole {name}: {count} hodnot jiného typu, než má katalog, je prázdných.",
                f"Field {name}: {count} values not of the catalogue's type are left empty.",
            )
            for name, count in self.unreadable.items()
        ]
        cut = [
            Text(
                f"Pole {name}: {count} textů je zkráceno, formát delší nepojme.",
                f"Field {name}: {count} texts are cut, the format holds no longer ones.",
            )
            for name, count in self.cut.items()
        ]
        return (*unreadable, *cut, *self.said.values())


@dataclass(frozen=True, slots=True)
class Written:
    """The files of one layer, how many rows they hold, and what was lost."""

    files: tuple[Path, ...]
    count: int
    notes: tuple[Text, ...] = ()
