"""A JVF file of any size: usual objects of a base situation in rows, with IDs of their own."""

from collections.abc import Iterator
from itertools import count, groupby, islice
from pathlib import Path

_EAST, _NORTH = -700_000, -1_000_000
_ACROSS = 1_000
"""Objects in a row; each has a square of 20 m."""
_STEP_M = 20
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<JVFDTM xmlns="objtyp" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:cmn="cmn" xmlns:atr="atr">
<DataJVFDTM><cmn:VerzeJVFDTM>1.4.3</cmn:VerzeJVFDTM>
<cmn:DatumZapisu>2026-01-01T00:00:00</cmn:DatumZapisu><cmn:TypZapisu>kompletní zápis</cmn:TypZapisu>
<Data>
"""
_TAIL = "</Data></DataJVFDTM></JVFDTM>\n"
_TYPES = {
    "pobzps": ("PodrobnyBodZPS", "0100000218", "01", "podrobný bod ZPS", "Podrobný bod"),
    "hradsp": (
        "HraniceDopravniStavbyPlochy", "0100000304", "02", "hranice dopravní stavby nebo plochy",
        "Základní konstrukční prvek",
    ),
    "budpol": ("BudovaPlocha", "0100000001", "03", "budova", "Objekt budovy"),
}  # fmt: skip
_RUN = (*("pobzps",) * 60, *("hradsp",) * 30, *("budpol",) * 10)
"""A hundred records as they follow each other."""
_COMMON = (
    "<atr:SpolecneAtributyVsechObjektu><atr:ID>{code}</atr:ID><atr:IDZmeny>CZ078-1</atr:IDZmeny>"
    "<atr:IDEditora>SUBJ-1</atr:IDEditora>"
    "<atr:DatumVkladu>2025-12-01T06:42:21</atr:DatumVkladu>"
    "<atr:DatumZmeny>0001-01-01T00:00:00</atr:DatumZmeny></atr:SpolecneAtributyVsechObjektu>"
)
_CLASSES = (
    "<atr:UrovenUmisteniObjektuZPS>0</atr:UrovenUmisteniObjektuZPS>"
    "<atr:TridaPresnostiPoloha>3</atr:TridaPresnostiPoloha>"
    "<atr:TridaPresnostiVyska>3</atr:TridaPresnostiVyska>"
)


def write(path: Path, *, records: int) -> Path:
    """The file with so many records; 60 % points, 30 % lines, 10 % areas with borders in 3D."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for prefix, run in groupby(islice(_kinds(), records), key=lambda one: one[1]):
            element, base, suffix, name, group = _TYPES[prefix]
            file.write(
                f'<{element} xmlns:p="{prefix}"><p:ObjektovyTypNazev code_base="{base}" '
                f'code_suffix="{suffix}">{name}</p:ObjektovyTypNazev>'
                f"<p:KategorieObjektu>DTM</p:KategorieObjektu>"
                f"<p:SkupinaObjektu>{group}</p:SkupinaObjektu>"
                "<p:ObsahovaCast>ZPS</p:ObsahovaCast><p:ZaznamyObjektu>\n"
            )
            file.writelines(_record(number, prefix) for number, _ in run)
            file.write(f"</p:ZaznamyObjektu></{element}>\n")
        file.write(_TAIL)
    return path


def _kinds() -> Iterator[tuple[int, str]]:
    return ((number, _RUN[number % len(_RUN)]) for number in count())


def _record(number: int, prefix: str) -> str:
    east = _EAST + number % _ACROSS * _STEP_M
    north = _NORTH + number // _ACROSS * _STEP_M
    geometry = {"pobzps": _point, "hradsp": _line, "budpol": _area}[prefix](number, east, north)
    return (
        "<p:ZaznamObjektu><cmn:ZapisObjektu>r</cmn:ZapisObjektu><p:AtributyObjektu>"
        f"{_COMMON.format(code=number + 1)}{_CLASSES}</p:AtributyObjektu>"
        f"<p:GeometrieObjektu>{geometry}</p:GeometrieObjektu></p:ZaznamObjektu>\n"
    )


def _point(number: int, east: int, north: int) -> str:
    return (
        f'<gml:pointProperty><gml:Point gml:id="ID{number}" srsDimension="3" srsName="EPSG:5514">'
        f"<gml:pos>{east}.25 {north}.50 301.20</gml:pos></gml:Point></gml:pointProperty>"
    )


def _line(number: int, east: int, north: int) -> str:
    points = " ".join(f"{east + step}.25 {north + step % 3}.50 30{step}.10" for step in range(8))
    return (
        f'<gml:curveProperty><gml:LineString gml:id="ID{number}" srsDimension="3" '
        f'srsName="EPSG:5514"><gml:posList>{points}</gml:posList></gml:LineString>'
        "</gml:curveProperty>"
    )


def _area(number: int, east: int, north: int) -> str:
    corners = ((0, 0), (12, 0), (12, 9), (5, 9), (5, 6), (0, 6), (0, 0))
    flat = " ".join(f"{east + x}.25 {north + y}.50" for x, y in corners)
    solid = " ".join(f"{east + x}.25 {north + y}.50 302.70" for x, y in corners)
    return (
        f'<gml:surfaceProperty><gml:Polygon gml:id="ID{number}" srsDimension="2" '
        f'srsName="EPSG:5514"><gml:exterior><gml:LinearRing><gml:posList>{flat}</gml:posList>'
        "</gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceProperty>"
        f'<gml:multiCurveProperty><gml:MultiCurve gml:id="ID{number}m" srsDimension="3" '
        f'srsName="EPSG:5514"><gml:curveMember><gml:LineString gml:id="ID{number}l"><gml:posList>'
        f"{solid}</gml:posList></gml:LineString></gml:curveMember></gml:MultiCurve>"
        "</gml:multiCurveProperty>"
    )
