"""Persons of the cadastre (OPSUB) as title deeds name them; birth numbers are never looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layers.importers.vfk.survey import OWNER_COLUMNS
from layers.importers.vfk.text_index import TextIndex

_HOME = {"", "česká republika", "česko", "čr"}
_REGISTRATION = "2"
"""CP_CE of a registration number (číslo evidenční); otherwise the number is descriptive."""


@dataclass(frozen=True, slots=True)
class Person:
    """An entitled person; of a couple, both partners together.

    `ids` are its own and the partners'; a partner has `label` and `address` as far as the couple
    has none of its own.
    """

    ids: Sequence[str]
    name: str
    address: str
    kind: str
    company_id: str
    partners: Sequence[Mapping[str, str]] = ()

    @property
    def attributes(self) -> dict[str, object]:
        """As an owner keeps them."""
        told = {
            "person_ids": list(self.ids),
            "partners": [dict(partner) for partner in self.partners],
            "label": self.name,
            "address": self.address,
            "kind": self.kind,
            "company_id": self.company_id,
        }
        return {name: value for name, value in composed(told).items() if value}

    @property
    def is_partial(self) -> bool:
        """Whether the file lacks a partner by whom the couple is named."""
        return any(partner.get("label") == "" for partner in self.partners)


class Persons:
    """Looks persons up by their id. `kinds` are the words of CHAROS_KOD."""

    def __init__(self, index: TextIndex, kinds: Mapping[str, str]) -> None:
        self._index = index
        self._kinds = kinds

    def find(self, own: str) -> Person | None:
        """The person, None when the file does not have him."""
        row = self._row(own)
        if row is None:
            return None
        name, address = _name(row), _address(row)
        partners = [
            one for one in (row[f"ID_JE_{n}_PARTNER_BSM"] for n in (1, 2)) if one and one != own
        ]
        return Person(
            ids=[own, *partners],
            name=name,
            address=address,
            kind=self._kinds.get(row["CHAROS_KOD"], ""),
            company_id=row["ICO"],
            partners=[self._partner(one, name=name, address=address) for one in partners],
        )

    def _partner(self, own: str, *, name: str, address: str) -> dict[str, str]:
        row = self._row(own)
        told = {"id": own}
        if not name:
            told["label"] = _name(row) if row else ""
        if not address:
            told["address"] = _address(row) if row else ""
        return told

    def _row(self, own: str) -> dict[str, str] | None:
        texts = self._index.last(own) if own else None
        return None if texts is None else dict(zip(OWNER_COLUMNS["OPSUB"], texts, strict=True))


def composed(attributes: dict[str, object]) -> dict[str, object]:
    """The same with what a couple takes from its partners."""
    partners = attributes.get("partners")
    assert partners is None or isinstance(partners, list)
    for name, mark in (("label", " a "), ("address", "; ")):
        texts = [partner[name] for partner in partners or () if name in partner]
        if texts:
            attributes[name] = mark.join(dict.fromkeys(filter(None, texts)))
    return attributes


def _name(row: Mapping[str, str]) -> str:
    parts = ("PRIJMENI", "JMENO", "TITUL_PRED_JMENEM", "TITUL_ZA_JMENEM")
    return row["NAZEV"].strip() or " ".join(filter(None, (row[part].strip() for part in parts)))


def _address(row: Mapping[str, str]) -> str:
    """`Dlouhá 12/3, Vrchlabí, 543 01 Vrchlabí`; a house without a street by `č. p.`."""
    street, part, town = row["NAZEV_ULICE"], row["CAST_OBCE"], row["OBEC"]
    number = "/".join(filter(None, (row["CISLO_DOMOVNI"], row["CISLO_ORIENTACNI"])))
    if number and not street:
        number = f"č. {'ev' if row['CP_CE'] == _REGISTRATION else 'p'}. {number}"
    code = row["PSC"]
    lines = (
        " ".join(filter(None, (street or part or town, number))) if number or street else "",
        part if street and part != town else "",
        row["MESTSKA_CAST"],
        f"{code[:3]} {code[3:]} {town}".strip(),
        "" if row["STAT"].lower() in _HOME else row["STAT"],
    )
    return ", ".join(filter(None, map(str.strip, lines)))
