"""What an extract is of: parcels, or an area that somebody drew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import shapely
from psycopg2.sql import SQL, Composable, Literal

from layers.crs import COUNTRY_5514, KROVAK
from layers.extract.errors import BadArea, NoSubject
from layers.extract.reader import Ask
from layers.rows import held

MOST_PARCELS = 100
LARGEST_M2 = 50_000_000.0
_PARCELS = SQL(
    "SELECT r.fid, r.label, r.cadastral_unit_code, r.cadastral_unit_name, r.municipality_code, "
    "r.municipality_name, r.area_m2, r.land_kind, r.source_class, r.accuracy_m, r.valid_from, "
    "r.geom_kind, ST_AsEWKB(r.geom) FROM {} r WHERE r.fid = ANY({}::bigint[])"
)
_WITH_OUTLINE = SQL(
    "SELECT r.fid FROM {} r WHERE r.fid = ANY({}::bigint[]) AND ST_Dimension(r.geom) = 2"
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel as the registers have it; `area_m2` is the registered one."""

    code: int
    label: str
    cadastral_unit_code: int | None
    cadastral_unit_name: str | None
    municipality_code: int | None
    municipality_name: str | None
    area_m2: int | None
    land_kind: int | None
    source_class: str | None
    accuracy_m: float | None
    valid_from: date | None
    geom_kind: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The land: its outline in EPSG:5514, and the parcels when it is made of them."""

    shape: shapely.Geometry
    parcels: tuple[Parcel, ...] = ()

    @property
    def area_m2(self) -> float:
        """By the outline."""
        return float(self.shape.area)

    @property
    def sql(self) -> Composable:
        """The outline for a statement."""
        whole = shapely.set_srid(self.shape, KROVAK)
        return SQL("{}::geometry").format(
            Literal(str(shapely.to_wkb(whole, hex=True, include_srid=True)))
        )

    @property
    def label(self) -> str:
        if not self.parcels:
            return f"území {self.area_m2:,.0f} m²".replace(",", "\u202f")
        first = self.parcels[0]
        more = f" a další {len(self.parcels) - 1}" if len(self.parcels) > 1 else ""
        return f"{first.label}, k. ú. {first.cadastral_unit_name or ''}{more}"


def of_parcels(codes: Sequence[int], ask: Ask, known_at: datetime | None = None) -> Subject:
    """The parcels by RÚIAN code, in the order asked, as they are or were known at the moment.

    Raises `NoSubject`, `BadArea`.
    """
    wanted = list(dict.fromkeys(codes))
    if len(wanted) > MOST_PARCELS:
        raise BadArea(f"Výpis může mít nejvýše {MOST_PARCELS} parcel.")
    statement = _PARCELS.format(held("cadastre_parcel", known_at), Literal(wanted))
    found = {row[0]: row for row in ask(statement)}
    if missing := [code for code in wanted if code not in found]:
        lacks = "neexistuje" if known_at is None else "v datech toho dne nebyla"
        raise NoSubject(f"Parcela {missing[0]} {lacks}.")
    parcels = tuple(Parcel(*found[code][:-1]) for code in wanted)
    shapes = [_outline(parcel, found[parcel.code][-1]) for parcel in parcels]
    return Subject(shapely.union_all(shapes) if len(shapes) > 1 else shapes[0], parcels)


def without_outline(codes: Sequence[int], ask: Ask, known_at: datetime | None = None) -> list[int]:
    """Those of the codes of which no extract can be made: unknown, or known by a point alone."""
    statement = _WITH_OUTLINE.format(held("cadastre_parcel", known_at), Literal(list(codes)))
    known = {row[0] for row in ask(statement)}
    return [code for code in codes if code not in known]


def of_area(shape: shapely.Geometry) -> Subject:
    """An area in EPSG:5514; raises `BadArea` with the reason."""
    if shape.geom_type not in {"Polygon", "MultiPolygon"} or shape.is_empty:
        raise BadArea("Území musí být plocha.")
    if not shape.is_valid:
        raise BadArea(f"Obrys území není platný: {shapely.is_valid_reason(shape)}.")
    if not 0 < shape.area <= LARGEST_M2:
        raise BadArea(f"Území smí mít nejvýše {LARGEST_M2 / 1e6:g} km².")
    if not shapely.box(*COUNTRY_5514).contains(shape):
        raise BadArea("Území leží mimo Českou republiku.")
    return Subject(shape)


def _outline(parcel: Parcel, geometry: memoryview | None) -> shapely.Geometry:
    shape = shapely.from_wkb(bytes(geometry)) if geometry is not None else None
    if shape is None or shape.geom_type not in {"Polygon", "MultiPolygon"}:
        raise NoSubject(
            f"Parcela {parcel.label} v k. ú. {parcel.cadastral_unit_name} nemá v datech hranice, "
            "jen definiční bod; výpis z ní nelze udělat."
        )
    return shape if shape.is_valid else shapely.make_valid(shape)


def codes_of(texts: Iterable[str]) -> list[int]:
    """RÚIAN codes from texts; raises `NoSubject`."""
    codes = []
    for text in texts:
        digits = text.strip().removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
            raise NoSubject(f"{text[:40]!r} není kód parcely.")
        codes.append(int(text))
    return codes
