"""Reads a package of planning materials: shapefiles by phenomenon and the table of passports."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from django.utils import timezone

from layers.errors import UnreadableFile
from layers.importers.ogr.drivers import opened
from layers.importers.ogr.table import UNKNOWN_TEXT, shown
from layers.importers.package import as_file, members_of, names_of
from layers.importers.record import NOWHERE, BadRecord, Covered, Header, Note, Record
from layers.importers.uap.delivery import Delivery, Promise, delivery
from layers.importers.uap.features import items
from layers.importers.uap.naming import is_zone
from layers.importers.uap.passport import is_passport_table
from layers.importers.words import folded

_PASSPORTS = "uap_passport"


class UapReader:
    """A ZIP with `A050_….shp` (or `uap_flood_area.shp`) and `pasporty.csv`.

    A shapefile without records says that its phenomenon does not occur; no file says nothing.
    """

    name = "uap"

    def accepts(self, path: Path) -> bool:
        """An archive of shapefiles with a table of passports, or named `UAP…`."""
        names = names_of(path)
        if not any(name.suffix.lower() == ".shp" for name in names):
            return False
        return any(map(is_passport_table, names)) or folded(path.stem).startswith("uap")

    def header(self, path: Path) -> Header:
        """Which layers of which territory the package speaks for."""
        with as_file(path) as package:
            return self._header(package)

    def _header(self, path: Path) -> Header:
        told = delivery(path, members_of(path))
        if not told.tables:
            raise UnreadableFile(
                f"Balíček ÚAP {shown(path.name)} nemá žádnou vrstvu, kterou zná číselník jevů. "
                + " ".join(told.notes[:10])
            )
        layers = [layer for each in told.promises for layer in each.phenomenon.layers]
        return Header(
            source=told.source,
            reader=self.name,
            is_full=True,
            layers=(*dict.fromkeys(layers), _PASSPORTS),
            provides={},
            layer_scopes={_PASSPORTS: {"code": [each.passport_code for each in told.promises]}},
            data_date=_morning(max(each.data_date for each in told.promises if each.data_date)),
            coverage=list(_coverage(told)),
            facts={"provider": told.promises[0].provider},
        )

    def read(self, path: Path) -> Iterator[Record | BadRecord | Note]:
        """Objects and zones table by table, the passports at the end."""
        with as_file(path) as package:
            yield from self._items(package)

    def _items(self, path: Path) -> Iterator[Record | BadRecord | Note]:
        told = delivery(path, members_of(path))
        yield from (Note(words) for words in told.notes)
        with_zones = {
            id_ for name, each in told.tables.items() if is_zone(name) for id_ in each.promises
        }
        objects: Counter[str] = Counter()
        with opened(path, only="Shapefile") as dataset:
            for table in dataset.tables(UNKNOWN_TEXT):
                delivered = told.tables.get(table.name)
                if delivered is None:
                    continue
                yield from (Note(words, table.name) for words in table.notes)
                for which, item in items(table, delivered, with_zones=with_zones):
                    objects[which.id] += isinstance(item, Record) and item.layer != which.zone_layer
                    yield item
        for promise in told.promises:
            yield _passport(promise, objects[promise.phenomenon.id])


def _coverage(told: Delivery) -> Iterator[Covered]:
    for promise in told.promises:
        if promise.data_date is None:
            continue
        for layer in promise.phenomenon.layers:
            yield from _places(layer, _morning(promise.data_date), promise)


def _places(layer: str, day: datetime, promise: Promise) -> Iterator[Covered]:
    """Where the provider's silence means absence: only in the territory that he names."""
    territory = promise.territory
    if territory.whole_region or not territory.told:
        code = None if territory.whole_region else NOWHERE
        yield Covered(layer, code, day, promise.months)
        return
    for code in territory.municipalities:
        yield Covered(layer, code, day, promise.months)
    for orp in territory.orp:
        yield Covered(layer, None, day, promise.months, orp=orp)


def _passport(promise: Promise, objects: int) -> Record:
    passport = promise.passport
    told = {
        "label": f"{promise.phenomenon.title.cs} – {promise.provider}",
        "phenomenon": promise.phenomenon.layer,
        "provider": promise.provider,
        "data_date": promise.data_date.isoformat() if promise.data_date else None,
        "interval_months": promise.months,
        "objects": objects,
        "occurs": objects > 0,
    }
    if passport:
        told |= {
            "passport": passport.id,
            "origin": passport.origin,
            "acquisition": passport.acquisition,
            "processing": passport.processing,
            "approval": passport.approval,
            "note": passport.note,
        }
    attributes = {key: value for key, value in told.items() if value not in (None, "")}
    return Record(_PASSPORTS, promise.passport_code, attributes)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
