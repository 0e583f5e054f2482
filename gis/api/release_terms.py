"""The terms of a release from a JSON document, for the API."""

from typing import Any

from layers.crs import KROVAK
from layers.models import StandingOrder
from layers.models.release import ReleaseTerms
from layers.releases.area import MAX_PARCELS, polygon_from_geojson
from layers.releases.asking import MAX_LAYERS
from layers.releases.errors import RefusedRelease

NAMES = ("layers", "formats", "area", "srid", "only_changes", "purpose", "every_days")
_AREA_NAMES = ("kind", "codes", "geojson", "srid")
_INT64 = 2**63


def from_document(document: Any) -> ReleaseTerms:
    """The terms, not yet saved; raises `RefusedRelease` with the name of what is wrong."""
    if not isinstance(document, dict):
        raise RefusedRelease("Tělo musí být objekt JSON.")
    _known(document, NAMES, "")
    area = document.get("area", {"kind": "region"})
    if not isinstance(area, dict):
        raise RefusedRelease("Území musí být objekt.", parameter="area")
    _known(area, _AREA_NAMES, "area.")
    kind, drawn = area.get("kind"), area.get("geojson")
    return StandingOrder(
        layers=_texts(document, "layers", MAX_LAYERS),
        formats=_texts(document, "formats", 20),
        area_kind=kind if isinstance(kind, str) else "",
        area_codes=_codes(area.get("codes", [])),
        drawn=None if drawn is None else _polygon(drawn, area.get("srid", 4326)),
        srid=_integer(document.get("srid", KROVAK), "srid"),
        only_changes=_truth(document.get("only_changes", False)),
        purpose=document["purpose"] if isinstance(document.get("purpose"), str) else "",
    )


def every_days(document: Any) -> int | None:
    """How often it is to come again; None for once."""
    days = document.get("every_days")
    if days is None:
        return None
    if _integer(days, "every_days") not in range(1, 367):
        raise RefusedRelease("Počet dní je 1 až 366.", parameter="every_days")
    return int(days)


def as_document(terms: ReleaseTerms) -> dict[str, object]:
    """The same, as the API tells it."""
    return {
        "layers": terms.layers,
        "formats": terms.formats,
        "area": {"kind": terms.area_kind, "codes": terms.area_codes},
        "srid": terms.srid,
        "only_changes": terms.only_changes,
        "purpose": terms.purpose,
    }


def _known(document: dict[str, Any], names: tuple[str, ...], prefix: str) -> None:
    for name in document:
        if name not in names:
            raise RefusedRelease(
                f"{prefix}{name[:80]!r} zde není známo.", parameter=f"{prefix}{name[:80]}"
            )


def _texts(document: dict[str, Any], name: str, most: int) -> list[str]:
    values = document.get(name)
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise RefusedRelease("Musí být seznam textů.", parameter=name)
    if len(values) > most or any("\0" in each for each in values):
        raise RefusedRelease(f"Nejvýše {most} položek.", parameter=name)
    return list(dict.fromkeys(values))


def _codes(values: Any) -> list[int]:
    if not isinstance(values, list) or len(values) > MAX_PARCELS:
        raise RefusedRelease(f"Musí být seznam nejvýše {MAX_PARCELS} kódů.", parameter="area_codes")
    return [_integer(each, "area_codes") for each in values]


def _integer(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= _INT64:
        raise RefusedRelease("Musí být celé číslo.", parameter=name)
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise RefusedRelease("Musí být true nebo false.", parameter="only_changes")
    return value


def _polygon(drawn: Any, srid: Any) -> Any:
    if not isinstance(drawn, str):
        raise RefusedRelease("GeoJSON polygonu je zde text.", parameter="area")
    return polygon_from_geojson(drawn, srid=_integer(srid, "area"))
