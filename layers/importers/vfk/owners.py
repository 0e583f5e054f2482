"""Owners of a delivery (VLA with its person): read only when the operator has turned it on.

An owner belongs to a title deed; parcels and buildings are found by the deed's number and unit.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from layers.importers.bad_value import BadValue
from layers.importers.record import BadRecord, Record
from layers.importers.vfk.delivery import Delivery
from layers.importers.vfk.persons import Person, Persons
from layers.importers.vfk.survey import OWNER_COLUMNS
from layers.importers.vfk.text_index import TextIndex
from layers.importers.vfk.values import BIG, day, whole

LAYER = "cadastre_owner"
PERSON = "OPSUB."
"""Begins the code of a staged person, whose ownerships the settling looks up."""
PARTIAL = "partial"
"""Attribute of a staged ownership whose person or deed an earlier file has."""
NO_DEED = "List vlastnictví není v souboru (TEL)."
NO_PERSON = "Oprávněná osoba vlastnictví není v souboru (OPSUB)."
_BATCH = 4_000


class Owners:
    """All ownerships as records, then their deletions. To be gone through once.

    What goes to quarantine has a reason and a key, and nothing of a person.
    """

    def __init__(self, delivery: Delivery) -> None:
        survey = delivery.survey
        self._delivery = delivery
        self._deeds = delivery.relation("deeds", "id")
        self._persons = Persons(TextIndex(survey.texts["OPSUB"]), survey.person_kinds)
        self._seen: set[int] = set()

    def __iter__(self) -> Iterator[Record | BadRecord]:
        rows = self._delivery.survey.rows("VLA")
        while batch := list(islice(rows, _BATCH)):
            deeds = self._deeds_of(batch)
            for texts, deed in zip(batch, deeds, strict=True):
                found = self._owner(texts, deed)
                if found is not None:
                    yield found
        for own in sorted(self._delivery.gone("VLA") - self._seen):
            yield Record(LAYER, _key(own), place="VLA zaniklé", deleted=True)
        if self._delivery.is_change:
            yield from self._changed_persons()

    def _deeds_of(self, batch: list[list[str]]) -> list[tuple[int, int] | None]:
        """Number and unit of the title deed of each row, None where the file does not have it."""
        column = 1 + OWNER_COLUMNS["VLA"].index("TEL_ID")
        ids = np.array([_digits(texts[column]) for texts in batch], dtype=np.int64)
        rows = self._deeds.last(ids)
        at = np.maximum(rows, 0)
        if not len(self._deeds.keys):
            return [None] * len(batch)
        numbers = self._deeds.values("number", at).tolist()
        units = self._deeds.values("unit", at).tolist()
        sole = self._delivery.sole_unit or 0
        return [
            (number, unit or sole) if row >= 0 else None
            for row, number, unit in zip(rows.tolist(), numbers, units, strict=True)
        ]

    def _owner(self, texts: list[str], deed: tuple[int, int] | None) -> Record | BadRecord | None:
        place, *values = texts
        row = dict(zip(OWNER_COLUMNS["VLA"], values, strict=True))
        try:
            own = whole(row["ID"], "ID", BIG)
            if own is None:
                raise BadValue("Vlastnictví chybí ID.")
            valid_from = day(row["DATUM_VZNIKU"], "DATUM_VZNIKU")
        except BadValue:
            return BadRecord(LAYER, "", place, "Vlastnictví má nečitelné ID nebo datum vzniku.")
        if self._delivery.is_change:
            self._seen.add(own)
        known = dict(zip(("title_deed", "cadastral_unit_code"), deed or (), strict=False))
        if deed is None and not self._is_elsewhere(row["TEL_ID"]):
            return BadRecord(LAYER, _key(own), place, NO_DEED)
        if deed is not None and deed[1] not in self._delivery.units:
            return None
        person = self._persons.find(row["OPSUB_ID"])
        if person is None and not self._is_elsewhere(row["OPSUB_ID"]):
            return BadRecord(LAYER, _key(own), place, NO_PERSON, attributes=known)
        attributes = {**known, **self._told(row), **_of_person(row, person)}
        if deed is None:
            attributes |= {"deed_id": row["TEL_ID"], PARTIAL: True}
        return Record(LAYER, _key(own), attributes, {}, valid_from, None, place)

    def _is_elsewhere(self, own: str) -> bool:
        """Whether an earlier file may have what this one names: only where it brings changes."""
        return bool(own) and self._delivery.is_change

    def _told(self, row: dict[str, str]) -> dict[str, object]:
        parts = row["PODIL_CITATEL"], row["PODIL_JMENOVATEL"]
        right = row["TYPRAV_KOD"]
        told = {
            "share": "/".join(parts) if all(parts) else "",
            "right": self._delivery.survey.rights.get(right, right),
        }
        return {name: value for name, value in told.items() if value}

    def _changed_persons(self) -> Iterator[Record]:
        """All persons of the file: their ownerships may be in earlier files alone."""
        for place, own, *_ in self._delivery.survey.texts["OPSUB"]:
            person = self._persons.find(own)
            if person is not None:
                yield Record(LAYER, f"{PERSON}{own}", person.attributes, place=place)


def _of_person(row: dict[str, str], person: Person | None) -> dict[str, object]:
    if person is None:
        return {"person_ids": [row["OPSUB_ID"]], PARTIAL: True}
    return person.attributes | ({PARTIAL: True} if person.is_partial else {})


def _key(own: int) -> str:
    return f"VLA.{own}"


def _digits(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
