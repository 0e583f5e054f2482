"""Owners of a delivery (VLA with its person): read only when the operator has turned it on.

An owner belongs to a title deed; parcels and buildings are found by the deed's number and unit.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from layers.importers.bad_value import BadValue
from layers.importers.record import BadRecord, Note, Record
from layers.importers.vfk.delivery import Delivery
from layers.importers.vfk.persons import Person, Persons
from layers.importers.vfk.survey import OWNER_COLUMNS
from layers.importers.vfk.text_index import TextIndex
from layers.importers.vfk.values import BIG, day, whole

LAYER = "cadastre_owner"
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
        self._named: set[str] = set()

    def __iter__(self) -> Iterator[Record | BadRecord | Note]:
        rows = self._delivery.survey.rows("VLA")
        while batch := list(islice(rows, _BATCH)):
            deeds = self._deeds_of(batch)
            for texts, deed in zip(batch, deeds, strict=True):
                found = self._owner(texts, deed)
                if found is not None:
                    yield found
        for own in sorted(self._delivery.gone("VLA") - self._seen):
            yield Record(LAYER, _key(own), place="VLA zaniklé", deleted=True)
        yield from self._notes()

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
        self._named.add(row["OPSUB_ID"])
        if deed is None:
            return BadRecord(LAYER, _key(own), place, "List vlastnictví není v souboru (TEL).")
        if deed[1] not in self._delivery.units:
            return None
        known = {"title_deed": deed[0], "cadastral_unit_code": deed[1]}
        person = self._persons.find(row["OPSUB_ID"])
        if person is None:
            reason = "Oprávněná osoba vlastnictví není v souboru (OPSUB)."
            return BadRecord(LAYER, _key(own), place, reason, attributes=known)
        told = {**known, **self._told(row, person)}
        attributes = {name: value for name, value in told.items() if value != ""}
        return Record(LAYER, _key(own), attributes, {}, valid_from, None, place)

    def _told(self, row: dict[str, str], person: Person) -> dict[str, object]:
        parts = row["PODIL_CITATEL"], row["PODIL_JMENOVATEL"]
        right = row["TYPRAV_KOD"]
        return {
            "label": person.name,
            "share": "/".join(parts) if all(parts) else "",
            "right": self._delivery.survey.rights.get(right, right),
            "address": person.address,
            "kind": person.kind,
            "company_id": person.company_id,
        }

    def _notes(self) -> Iterator[Note]:
        if not self._delivery.is_change:
            return
        changed = {texts[1] for texts in self._delivery.survey.texts["OPSUB"]}
        if alone := changed - self._named - self._partners():
            yield Note(
                f"Osob změněných bez řádku vlastnictví je {len(alone)}: u dosavadních vlastnictví "
                "zůstává jejich dřívější jméno a adresa do příštího úplného souboru."
            )

    def _partners(self) -> set[str]:
        """Persons who stand in the file as one of a couple."""
        columns = [1 + OWNER_COLUMNS["OPSUB"].index(f"ID_JE_{n}_PARTNER_BSM") for n in (1, 2)]
        return {
            texts[column] for texts in self._delivery.survey.texts["OPSUB"] for column in columns
        }


def _key(own: int) -> str:
    return f"VLA.{own}"


def _digits(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
