"""Rows of PAR with their values checked, before they get a polygon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from layers.importers.bad_value import BadValue
from layers.importers.vfk.survey import TEXT_COLUMNS
from layers.importers.vfk.values import BIG, SMALL, day, whole

_OF_CADASTRE = ("PKN", "")
"""PAR_TYPE of parcels of the cadastre; others are of former registers and are on no map."""

_SOURCE_CLASSES = {"DKM": "DKM", "KMD": "KMD", "KM-D": "KMD", "UKM": "UKM", "ÚKM": "UKM"}
_RASTER = "RASTER"


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """One row of PAR; `attributes` are columns of the register that follow from it alone."""

    place: str
    code: int
    unit: int
    is_of_cadastre: bool
    label: str
    registered_m2: int | None
    source_class: str | None
    area_method: int | None
    deed: int | None
    attributes: Mapping[str, object]
    valid_from: date | None


def parcel_row(row: list[str], sheets: Mapping[int, str]) -> ParcelRow:
    """Of the place and texts of PAR; `sheets` are the names of map sheets. Raises `BadValue`."""
    place, *texts = row
    text = dict(zip(TEXT_COLUMNS["PAR"], texts, strict=True))

    def number(column: str, limit: int) -> int | None:
        return whole(text[column], column, limit)

    def needed(column: str, limit: int) -> int:
        value = number(column, limit)
        if value is None:
            raise BadValue(f"Parcele chybí {column}.")
        return value

    series = number("DRUH_CISLOVANI_PAR", SMALL) or 2
    kept: dict[str, object] = {
        "number": needed("KMENOVE_CISLO_PAR", BIG >> 32),
        "subdivision": number("PODDELENI_CISLA_PAR", BIG >> 32),
        "series": series,
        "area_m2": number("VYMERA_PARCELY", BIG),
        "land_kind": number("DRUPOZ_KOD", SMALL),
        "land_use": number("ZPVYPA_KOD", SMALL),
        "cadastral_unit_code": needed("KATUZE_KOD", BIG),
        "area_method": number("ZPURVY_KOD", SMALL),
        "source_class": source_class(sheets.get(number("MAPLIS_KOD", BIG) or 0)),
    }
    return ParcelRow(
        place=place,
        code=needed("ID", BIG),
        unit=needed("KATUZE_KOD", BIG),
        is_of_cadastre=text["PAR_TYPE"] in _OF_CADASTRE,
        label=_label(series, text["KMENOVE_CISLO_PAR"], text["PODDELENI_CISLA_PAR"]),
        registered_m2=number("VYMERA_PARCELY", BIG),
        source_class=source_class(sheets.get(number("MAPLIS_KOD", BIG) or 0)),
        area_method=number("ZPURVY_KOD", SMALL),
        deed=number("TEL_ID", BIG),
        attributes=kept,
        valid_from=day(text["DATUM_VZNIKU"], "DATUM_VZNIKU"),
    )


def source_class(sheet: str | None) -> str | None:
    """The kind of map by the name of its sheet: `DKM`, `KMD`, or a sheet of a map on paper."""
    return None if not sheet else _SOURCE_CLASSES.get(sheet.upper(), _RASTER)


def _label(series: int, number: str, subdivision: str) -> str:
    return f"{'st. ' if series == 1 else ''}{number}{f'/{subdivision}' if subdivision else ''}"
