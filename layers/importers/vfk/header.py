"""What a delivery says of itself: date, units, whether it is whole, which columns it carries."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from layers.errors import UnreadableFile
from layers.importers.record import Header
from layers.importers.vfk import buildings, drawing, owners, parcels, title_deeds
from layers.importers.vfk.delivery import Delivery
from layers.importers.vfk.survey import Part, Survey
from layers.importers.vfk.untold import ASIDES
from layers.importers.vfk.values import moment

SOURCE, READER = "iskn", "vfk"
UNIT = "admin_cadastral_unit"
OLDEST_KNOWN, NEWEST_KNOWN = (3, 0), (6, 0)
_ALWAYS = frozenset(
    {
        "number", "subdivision", "series", "area_m2", "land_kind", "land_use", "area_method",
        "cadastral_unit_code",
    }
)  # fmt: skip
_BY_BLOCK = {
    "BDP": "soil_units",
    "RZO": "protections",
    "TEL": "title_deed",
    "MAPLIS": "source_class",
}
_BUILDING = frozenset(
    {
        "cadastre_id", "building_type", "building_use", "house_numbers", "municipality_part_code",
        "parcel_code", "cadastral_unit_code",
    }
)  # fmt: skip


def header(delivery: Delivery, name: str) -> Header:
    """The header; raises `UnreadableFile` for a delivery that cannot be published as it is."""
    _check(delivery, name)
    survey = delivery.survey
    units = sorted(delivery.units)
    layers = _layers(delivery)
    own = {"cadastral_unit_code": units}
    scopes: dict[str, Mapping[str, Sequence[int]]] = dict.fromkeys(layers, own)
    scopes[UNIT] = {"code": units}
    return Header(
        source=SOURCE,
        reader=READER,
        is_full=delivery.is_full,
        layers=layers,
        provides=_provides(delivery),
        scope=_municipality(delivery),
        layer_scopes=scopes,
        data_date=_data_date(survey.parts, name),
        expected_records=sum(survey.texts[block].length for block in survey.texts)
        + survey.numbers["points"].length,
        facts={fact: "; ".join(survey.told(fact)) for fact in _facts(survey)}
        | {unit_fact(code): _unit_name(delivery, code) for code in units},
        keeps_outlines=True,
        known_by={buildings.LAYER: "cadastre_id"},
        asides={parcels.LAYER: ASIDES, buildings.LAYER: ASIDES} if delivery.is_change else {},
        ages_by={unit_fact(code): _data_date(delivery.parts_of(code), name) for code in units},
    )


def unit_fact(code: int) -> str:
    """The key of a cadastral unit among the facts of a run."""
    return f"k. ú. {code}"


def _facts(survey: Survey) -> list[str]:
    return sorted({fact for part in survey.parts for fact in part.facts})


def is_known_version(version: str) -> bool:
    parts = re.fullmatch(r"(\d{1,3})\.(\d{1,3})", version)
    return parts is not None and OLDEST_KNOWN <= (int(parts[1]), int(parts[2])) <= NEWEST_KNOWN


def _check(delivery: Delivery, name: str) -> None:
    survey = delivery.survey
    if survey.has_map and not survey.has_register:
        raise UnreadableFile(
            f"Soubor {name} má jen mapovou část (SGI), bez parcel (PAR): nelze poznat, které "
            "parcely hranice tvoří. Importujte jej spolu s popisnými údaji (SPI) téhož k. ú."
        )
    if not survey.has_register and not survey.bad:
        raise UnreadableFile(f"Soubor {name} nemá žádné parcely (blok PAR).")
    if len(survey.told("ZMENY")) > 1:
        raise UnreadableFile(
            f"{name} míchá úplné a změnové soubory (&HZMENY): importujte je zvlášť, nejdřív úplné."
        )
    if not delivery.units:
        raise UnreadableFile(
            f"Soubor {name}: není zřejmé, kterých katastrálních území se týká (&HKATUZE)."
        )


def _layers(delivery: Delivery) -> tuple[str, ...]:
    found = [parcels.LAYER]
    if "BUD" in delivery.survey.defined:
        found.append(buildings.LAYER)
    if delivery.units & delivery.survey.units.keys():
        found.insert(0, UNIT)
    if "TEL" in delivery.survey.defined:
        found.append(title_deeds.LAYER)
    if delivery.survey.has_owners:
        found.append(owners.LAYER)
    if delivery.survey.has_map:
        found += drawing.layers_of(delivery.survey.defined)
    return tuple(found)


def _provides(delivery: Delivery) -> dict[str, frozenset[str]]:
    """A change file may carry all of them: each record says what it leaves out (`ASIDES`)."""
    survey, any_of = delivery.survey, delivery.is_change
    geometry = {"outline", "accuracy_m"} if any_of or survey.has_map else set()
    points = {"point"} if any_of or "OBDEBO" in survey.defined else set()
    columns = {column for block, column in _BY_BLOCK.items() if any_of or block in survey.defined}
    of_building = (columns & {"protections", "title_deed"}) | (geometry - {"accuracy_m"})
    return {
        UNIT: frozenset({"name", "municipality_code"}),
        parcels.LAYER: _ALWAYS | columns | geometry | points,
        buildings.LAYER: _BUILDING | of_building | points,
    }


def _municipality(delivery: Delivery) -> dict[str, Sequence[int]]:
    """The municipality whose data get this date, when all units are in one."""
    known = delivery.survey.units
    codes = {known[code].municipality if code in known else None for code in delivery.units}
    code = codes.pop() if len(codes) == 1 else None
    return {"municipality_code": (code,)} if code else {}


def _unit_name(delivery: Delivery, code: int) -> str:
    known = delivery.survey.units.get(code)
    return known.name if known else ""


def _data_date(parts: Iterable[Part], name: str) -> datetime | None:
    """The end of the period of validity, else when the file was made; the oldest of the files'."""
    facts = [part.facts for part in parts]
    told = [each["PLATNOST"].split("; ")[-1] for each in facts if each.get("PLATNOST")]
    told = told or [each["VYTVORENO"] for each in facts if each.get("VYTVORENO")]
    try:
        return min(map(moment, told), default=None)
    except ValueError as exc:
        raise UnreadableFile(
            f"Soubor {name} uvádí platnost „{told[0][:40]}“ (&HPLATNOST), což není datum a čas."
        ) from exc
