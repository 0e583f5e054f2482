"""Ownerships of a change file completed by what earlier files told, and persons renewed in all.

A buyer who owns something already, and a title deed that stays, are not in the file again; a person
who has moved is in it without the ownerships.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from psycopg2 import sql

from layers.importers.record import Record
from layers.importers.staging import Stage
from layers.importers.statement import stage_name
from layers.importers.vfk import title_deeds
from layers.importers.vfk.owners import LAYER, NO_DEED, NO_PERSON, PARTIAL, PERSON
from layers.importers.vfk.persons import composed
from layers.models import ImportRun, Quarantine

Attributes = dict[str, Any]

_STAGE = sql.Identifier(stage_name(LAYER))
_OF_PERSON = ("person_ids", "partners", "label", "address", "kind", "company_id")
_TAKE = sql.SQL(
    "DELETE FROM {} WHERE {} RETURNING place, code, valid_from, attributes::text"
)  # what is taken out is staged again when it is whole
_KNOWN = """
    SELECT code, attributes::text FROM layers_feature
    WHERE layer = 'cadastre_owner' AND upper_inf(recorded)
      AND attributes -> 'person_ids' ?| %s
"""
_DEEDS = """
    SELECT code, attributes::text FROM layers_feature
    WHERE layer = %s AND code = ANY(%s) AND upper_inf(recorded)
"""


def settle_owners(cursor: Any, run: ImportRun, stage: Stage) -> None:
    """Completes, renews, and sets aside what nobody can complete, with nothing of a person."""
    changed = _taken(cursor, stage, f"code LIKE '{PERSON}%'")
    partial = _taken(cursor, stage, f"attributes ? '{PARTIAL}'")
    known = _known(cursor, _ids(each.attributes for each in changed + partial))
    staged = _staged(cursor, known)
    told = {each.attributes["person_ids"][0]: dict(each.attributes) for each in changed}
    persons = _Persons(known.values(), told)
    for record in _completed(cursor, run, stage, partial, persons):
        stage.add(record)
    for code, attributes in known.items():
        if code not in staged and told.keys() & set(attributes["person_ids"]):
            stage.add(Record(LAYER, code, persons.renewed(attributes), place="OPSUB"))
    stage.finish()
    if unknown := told.keys() - _ids(known.values()):
        _tell_unknown(cursor, run, unknown)


class OwnerRecord(NamedTuple):
    """A staged ownership, or a staged person."""

    place: str
    code: str
    valid_from: date | None
    attributes: Attributes


class _Persons:
    """What is known of persons after the file: as it tells them, else as earlier files did."""

    def __init__(self, known: Iterable[Attributes], told: Mapping[str, Attributes]) -> None:
        self._told = told
        self._alone: dict[str, Attributes] = {}
        self._partners: dict[str, Attributes] = {}
        for attributes in known:
            self._alone[attributes["person_ids"][0]] = attributes
            for partner in attributes.get("partners", ()):
                self._partners[partner["id"]] = partner

    def find(self, own: str) -> Attributes | None:
        """All that an ownership keeps of the person."""
        found = self._told.get(own) or self._alone.get(own)
        if found is None:
            return None
        return self._joined({name: found[name] for name in _OF_PERSON if name in found})

    def renewed(self, attributes: Attributes) -> Attributes:
        """An ownership with its person as he is now."""
        person = self.find(attributes["person_ids"][0]) or {}
        rest = {name: value for name, value in attributes.items() if name not in _OF_PERSON}
        return {**rest, **person}

    def _joined(self, person: Attributes) -> Attributes:
        """A couple with its partners as they are now."""
        if "partners" in person:
            person["partners"] = [self._partner(one) for one in person["partners"]]
        return composed(person)

    def _partner(self, partner: Mapping[str, str]) -> dict[str, str]:
        own = partner["id"]
        before = self._partners.get(own, {}) | self._alone.get(own, {})
        now = self._told.get(own, {})
        return {
            name: value if name == "id" else now.get(name) or value or before.get(name, "")
            for name, value in partner.items()
        }


def _taken(cursor: Any, stage: Stage, condition: str) -> list[OwnerRecord]:
    cursor.execute(_TAKE.format(_STAGE, sql.SQL(condition)))
    rows = cursor.fetchall()
    stage.layers[LAYER] -= len(rows)
    return [
        OwnerRecord(place, code, valid_from, json.loads(attributes))
        for place, code, valid_from, attributes in rows
    ]


def _ids(owners: Iterable[Attributes]) -> set[str]:
    return {one for attributes in owners for one in attributes["person_ids"]}


def _known(cursor: Any, persons: Collection[str]) -> dict[str, Attributes]:
    cursor.execute(_KNOWN, [list(persons)])
    return _attributes_by_code(cursor)


def _attributes_by_code(cursor: Any) -> dict[str, Attributes]:
    return {code: json.loads(attributes) for code, attributes in cursor.fetchall()}


def _staged(cursor: Any, known: Collection[str]) -> set[str]:
    """Ownerships that the file itself tells or ends."""
    cursor.execute(
        sql.SQL("SELECT code FROM {} WHERE code = ANY(%s)").format(_STAGE), [list(known)]
    )
    return {code for (code,) in cursor.fetchall()}


def _completed(
    cursor: Any, run: ImportRun, stage: Stage, partial: list[OwnerRecord], persons: _Persons
) -> Iterator[Record]:
    ids = [each.attributes["deed_id"] for each in partial if "deed_id" in each.attributes]
    cursor.execute(_DEEDS, [title_deeds.LAYER, ids])
    deeds = _attributes_by_code(cursor)
    units = stage.header.scope_of(LAYER)["cadastral_unit_code"]
    for record in partial:
        told = dict(record.attributes)
        del told[PARTIAL]
        person = persons.find(told["person_ids"][0])
        deed = deeds.get(told.pop("deed_id"), {}) if "deed_id" in told else told
        if not deed or person is None:
            _set_aside(run, record, NO_PERSON if deed else NO_DEED)
        elif deed["cadastral_unit_code"] in units:
            place = {name: deed[name] for name in ("title_deed", "cadastral_unit_code")}
            yield Record(LAYER, record.code, {**told, **place, **person}, {}, record.valid_from,
                         None, record.place)  # fmt: skip


def _set_aside(run: ImportRun, record: OwnerRecord, reason: str) -> None:
    Quarantine.objects.create(
        run=run, layer=LAYER, code=record.code, place=record.place, reason=reason
    )


def _tell_unknown(cursor: Any, run: ImportRun, unknown: Collection[str]) -> None:
    """Whoever owns nothing is nobody's concern; but owners read long ago have no ids of persons."""
    cursor.execute(
        "SELECT EXISTS (SELECT FROM layers_feature WHERE layer = 'cadastre_owner'"
        " AND upper_inf(recorded) AND NOT attributes ? 'person_ids')"
    )
    if cursor.fetchone()[0]:
        run.messages.append(
            f"Změněných osob, které se u dříve nahraných vlastníků nepoznají: {len(unknown)}. "
            "Jejich jméno a adresa zůstávají dřívější; nahrajte jednou úplný soubor."
        )
