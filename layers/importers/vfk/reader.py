"""The reader of VFK, the exchange format of the cadastre, versions 3.0 to 6.0."""

import weakref
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from zipfile import is_zipfile

from django.conf import settings

from layers.errors import UnreadableFile
from layers.importers.archive import checked_members
from layers.importers.private_folder import private_folder
from layers.importers.record import BadRecord, Header, Note, Record
from layers.importers.vfk.blocks import OWNERS, PERSONAL
from layers.importers.vfk.buildings import Buildings
from layers.importers.vfk.delivery import Delivery
from layers.importers.vfk.drawing import features
from layers.importers.vfk.file import VfkFile
from layers.importers.vfk.header import UNIT, header, is_known_version
from layers.importers.vfk.owners import Owners
from layers.importers.vfk.parcels import Parcels
from layers.importers.vfk.scan import scan
from layers.importers.vfk.survey import Survey
from layers.importers.vfk.title_deeds import title_deeds

_MAGIC = (b"&H", b"\xef\xbb\xbf&H")
_SUFFIX = ".vfk"


class VfkReader:
    """Reads `.vfk`, a ZIP of them, or a folder of either; the files of one delivery are joined.

    The files are gone through once, in `header`; what is needed of them waits in a temporary folder
    until the reader is gone. Columns go by their names in `&B`; persons' data are not looked at
    unless the operator has turned owners on (`VFK_PERSONAL_DATA`).
    """

    name = "vfk"

    def __init__(self) -> None:
        self._folders = ExitStack()
        self._read: tuple[Path, Delivery] | None = None
        weakref.finalize(self, self._folders.close)

    def accepts(self, path: Path) -> bool:
        """Whether it is VFK, or a ZIP of VFK; a damaged `.vfk` too, for `header` to tell why."""
        if path.is_dir():
            return any(self.accepts(file) for file in _content(path))
        with path.open("rb") as file:
            head = file.read(8)
        if head.startswith(_MAGIC):
            return True
        if head.startswith(b"PK") and is_zipfile(path):
            try:
                return bool(_members(path))
            except UnreadableFile:
                return False
        return path.suffix.lower() == _SUFFIX

    def header(self, path: Path) -> Header:
        """What the delivery says of itself; raises `UnreadableFile`."""
        return header(self._delivery(path), path.name)

    def read(self, path: Path) -> Iterator[Record | BadRecord | Note]:
        """Units, parcels, buildings, the rest of the map, then the notes."""
        delivery = self._delivery(path)
        yield from delivery.survey.bad
        yield from _units(delivery)
        yield from Parcels(delivery)
        yield from Buildings(delivery)
        yield from title_deeds(delivery)
        if delivery.survey.has_owners:
            yield from Owners(delivery)
        if delivery.survey.has_map:
            yield from features(delivery)
        yield from _notes(delivery)

    def _delivery(self, path: Path) -> Delivery:
        if self._read is None or self._read[0] != path:
            folder = self._folders.enter_context(private_folder(self.name))
            files = list(self._files(path))
            survey = Survey(folder, files=len(files), with_owners=settings.VFK_PERSONAL_DATA)
            for file in files:
                scan(file, survey, name=file.name if len(files) > 1 else "")
            self._read = path, Delivery(survey)
        return self._read[1]

    def _files(self, path: Path) -> Iterator[VfkFile]:
        for file in filter(self.accepts, _content(path)) if path.is_dir() else (path,):
            yield from _members(file) if is_zipfile(file) else (VfkFile(file),)


def _members(path: Path) -> list[VfkFile]:
    members = checked_members(path)
    return [VfkFile(path, one) for one in members if one.filename.lower().endswith(_SUFFIX)]


def _content(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _units(delivery: Delivery) -> Iterator[Record | BadRecord]:
    for code in sorted(delivery.held_units):
        yield BadRecord(
            UNIT, code, "&HKATUZE",
            "Mapová část bez popisných údajů (SPI): katastrální území nebylo zveřejněno.",
        )  # fmt: skip
    for code in sorted(delivery.units & delivery.survey.units.keys()):
        unit = delivery.survey.units[code]
        yield Record(
            UNIT, code, {"name": unit.name, "municipality_code": unit.municipality}, place="KATUZE"
        )


def _personal(survey: Survey) -> Iterator[str]:
    """Blocks with rows of persons that were passed over."""
    read = OWNERS if survey.with_owners else ()
    return (block for block in PERSONAL if survey.counts[block] and block not in read)


def _notes(delivery: Delivery) -> Iterator[Note]:
    survey = delivery.survey
    for version in survey.told("VERZE") or [""]:
        if not is_known_version(version):
            yield Note(
                f"Verze VFK „{version[:20]}“ není známá; čte se podle názvů bloků a sloupců."
            )
    if len(dates := survey.told("PLATNOST")) > 1:
        yield Note(f"Soubory mají různou platnost ({len(dates)}); jako stav dat platí nejstarší.")
    if personal := sorted(_personal(survey)):
        yield Note(
            f"Bloky s osobními údaji ({', '.join(personal)}) nebyly čteny, jen přeskočeny "
            f"(řádků: {sum(survey.counts[block] for block in personal)})."
        )
    for block in sorted(survey.unknown):
        yield Note(f"Neznámý blok {block[:40]} byl vynechán (řádků: {survey.counts[block]}).")
    for block, places in survey.unreadable.items():
        yield Note(
            f"Nečitelné řádky bloku {block} byly vynechány ({len(places)}), první: {places[0]}."
        )
    if not delivery.is_full and not delivery.is_change:
        yield Note(
            "Soubor neudává, že je úplný pro celé katastrální území: co v něm chybí, se neruší."
        )
