"""What an extract is asked of: parcels or an area, a day, a language."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import shapely
from django.http import HttpRequest
from django.utils import timezone

from gis.api.parameters import Parameters, day
from gis.api.problems import BadParameter
from gis.api.systems import System, by_code
from layers.crs import KROVAK, WGS84, parametric
from layers.extract.moment import Moment
from layers.extract.reader import Ask
from layers.extract.subject import MOST_PARCELS, Subject, codes_of, of_area, of_parcels

_OLDEST = date(2000, 1, 1)
_COMMON = ("date", "as_of", "purpose")
MOST_PURPOSE = 300


@dataclass(frozen=True, slots=True)
class ExtractQuery:
    """Which land, as of which day, why; `subject` reads the land in the extract's own version.

    The purpose is kept with what is issued, and changes no answer.
    """

    subject: Callable[[Ask], Subject]
    at: Moment
    purpose: str

    @classmethod
    def of_parcel(cls, request: HttpRequest, parcel: str) -> "ExtractQuery":
        """The parcel of the path."""
        codes = codes_of([parcel])
        values = Parameters(request, _COMMON)
        at = _moment(values)
        return cls(lambda ask: of_parcels(codes, ask, at.known_at), at, _purpose(values))

    @classmethod
    def of_parcels(cls, request: HttpRequest) -> "ExtractQuery":
        """`parcels`: RÚIAN codes with commas between."""
        values = Parameters(request, ("parcels", *_COMMON))
        texts = values.text("parcels").split(",")
        if len(texts) > MOST_PARCELS or texts == [""]:
            raise BadParameter(
                "parcels",
                f"Musí být 1 až {MOST_PARCELS} kódů parcel s čárkami.",
                f"Must be 1 to {MOST_PARCELS} codes of parcels with commas.",
            )
        codes = codes_of(texts)
        at = _moment(values)
        return cls(lambda ask: of_parcels(codes, ask, at.known_at), at, _purpose(values))

    @classmethod
    def of_area(cls, request: HttpRequest) -> "ExtractQuery":
        """`area`: a GeoJSON polygon in `crs` (EPSG:4326 with longitude first by default)."""
        values = Parameters(request, ("area", "crs", *_COMMON))
        system = by_code(values.text("crs", str(WGS84)), parameter="crs")
        shape = _area(values.text("area"), system)
        return cls(lambda _: of_area(shape), _moment(values), _purpose(values))


def _moment(values: Parameters) -> Moment:
    days = {name: values.text(name) for name in ("date", "as_of") if name in values}
    return checked_day({name: day(text, parameter=name) for name, text in days.items()})


def checked_day(days: Mapping[str, date]) -> Moment:
    """`as_of`: by what was known on that day; `date`: what was in force on another one."""
    today = timezone.localdate()
    for name, asked in days.items():
        if not _OLDEST <= asked <= today:
            raise BadParameter(
                name,
                f"Musí být od {_OLDEST} do dneška.",
                f"Must be from {_OLDEST} up to today.",
            )
    if "as_of" in days:
        return Moment.known_on(days["as_of"], days.get("date"))
    return Moment(days.get("date", today))


def _purpose(values: Parameters) -> str:
    return checked_purpose(values.text("purpose"))


def checked_purpose(given: str) -> str:
    """In one line; raises `BadParameter` for what cannot stand on paper."""
    text = " ".join(given.split())
    if len(text) > MOST_PURPOSE or not text.isprintable():
        raise BadParameter(
            "purpose",
            f"Účel může mít nejvýše {MOST_PURPOSE} tisknutelných znaků.",
            f"The purpose may have at most {MOST_PURPOSE} printable characters.",
        )
    return text


def _area(text: str, system: System) -> shapely.Geometry:
    """Raises `BadParameter`; what else is wrong with the area `of_area` says."""
    try:
        told = json.loads(text)
        if not isinstance(told, dict) or told.get("type") not in {"Polygon", "MultiPolygon"}:
            raise ValueError("not a polygon")
        if "crs" in told:
            raise ValueError("crs is a parameter")
        shape = shapely.from_geojson(json.dumps(told, allow_nan=False))
    except (ValueError, RecursionError, shapely.errors.GEOSException) as exc:
        raise BadParameter(
            "area",
            "Musí být GeoJSON typu Polygon nebo MultiPolygon bez členu crs.",
            "Must be GeoJSON of the type Polygon or MultiPolygon without a member crs.",
        ) from exc
    if system.srid == KROVAK:
        return shapely.force_2d(shape)
    move = parametric(system.srid, KROVAK)
    return shapely.transform(shapely.force_2d(shape), move.transform, interleaved=False)
