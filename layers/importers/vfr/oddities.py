"""What reading a VFR file found odd, and how it is told in the report."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from layers.errors import UnreadableFile
from layers.importers.record import Note
from layers.importers.vfr.elements import BY_RECORD


@dataclass(slots=True)
class Oddities:
    """Names that nobody knows or expects: of collections, and by records of their elements.

    `placed` is whether any geometry was in EPSG:5514, `foreign_systems` how many were not.
    """

    collections: set[str] = field(default_factory=set)
    unknown: dict[str, set[str]] = field(default_factory=dict)
    surplus: dict[str, set[str]] = field(default_factory=dict)
    unknown_deletions: int = 0
    foreign_systems: int = 0
    placed: bool = False

    def add(self, other: "Oddities") -> None:
        """Joins what another share of the file has found."""
        self.collections |= other.collections
        for mine, theirs in ((self.unknown, other.unknown), (self.surplus, other.surplus)):
            for record, names in theirs.items():
                mine.setdefault(record, set()).update(names)
        self.unknown_deletions += other.unknown_deletions
        self.foreign_systems += other.foreign_systems
        self.placed |= other.placed

    def check_system(self, name: str) -> None:
        """A file wholly in another system is not a file with many bad records."""
        if self.foreign_systems and not self.placed:
            raise UnreadableFile(
                f"Soubor {name} není v S-JTSK (EPSG:5514): v jiném systému jsou všechny jeho "
                f"geometrie ({self.foreign_systems}). Nic z něj nebylo zveřejněno."
            )

    def notes(self) -> Iterator[Note]:
        """Each name once, in the order of the format."""
        for name in sorted(self.collections):
            yield Note(f"Neznámá kolekce {name[:100]} byla vynechána.", place=name[:100])
        for record in BY_RECORD:
            for name in sorted(self.unknown.get(record, ())):
                yield Note(
                    f"Neznámý prvek {name[:100]} byl vynechán.", place=f"{record}/{name[:100]}"
                )
            for name in sorted(self.surplus.get(record, ())):
                yield Note(
                    f"Geometrie {name[:100]} do souboru tohoto typu nepatří a byla vynechána.",
                    place=f"{record}/{name[:100]}",
                )
        if self.unknown_deletions:
            yield Note(f"Zaniklé prvky neznámého typu byly vynechány: {self.unknown_deletions}.")
