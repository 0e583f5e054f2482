"""Small JVF documents made for tests, in both ways of writing: 1.4.3 and 1.5."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

OLD, NEW = "1.4.3", "1.5.0.beta3"
CHANGES, COMPLETE = "změnové věty", "kompletní zápis"
EAST, NORTH = -688_000, -974_000
_SUFFIXES = {"i": "Ins", "u": "Upd", "d": "Del", "r": "RefV"}


@dataclass(frozen=True)
class MadeType:
    """A type of object; `attributes` are its XML: `@` stands for the prefix of shared ones."""

    element: str
    prefix: str
    code: str
    name: str
    category: str
    group: str
    part: str
    attributes: str

    def written(self, records: str) -> str:
        base, _, suffix = self.code.partition("-")
        p = self.prefix
        return (
            f'<{self.element} xmlns:{p}="{p}">'
            f'<{p}:ObjektovyTypNazev code_base="{base}" code_suffix="{suffix}">{self.name}'
            f"</{p}:ObjektovyTypNazev>"
            f"<{p}:KategorieObjektu>{self.category}</{p}:KategorieObjektu>"
            f"<{p}:SkupinaObjektu>{self.group}</{p}:SkupinaObjektu>"
            f"<{p}:ObsahovaCast>{self.part}</{p}:ObsahovaCast>"
            f"<{p}:ZaznamyObjektu>\n{records}</{p}:ZaznamyObjektu></{self.element}>\n"
        )


_ACCURACY = (
    "<atr:TridaPresnostiPoloha>3</atr:TridaPresnostiPoloha>"
    "<atr:TridaPresnostiVyska>3</atr:TridaPresnostiVyska>"
)
_ZPS = (
    "<@:SpolecneAtributyObjektuZPS><atr:UrovenUmisteniObjektuZPS>0</atr:UrovenUmisteniObjektuZPS>"
    f"{_ACCURACY}<atr:ZpusobPorizeniZPS>1</atr:ZpusobPorizeniZPS>?</@:SpolecneAtributyObjektuZPS>"
)
"""The question mark stands for what a reference of 1.5 must also have."""
SURVEY_POINT = MadeType(
    "PodrobnyBodZPS", "pobzps", "0100000218-01", "podrobný bod ZPS",
    "Geodetické prvky", "Podrobný bod", "ZPS",
    "<atr:UrovenUmisteniObjektuZPS>0</atr:UrovenUmisteniObjektuZPS>"
    f"{_ACCURACY}<atr:ZpusobPorizeniPB_ZPS>1</atr:ZpusobPorizeniPB_ZPS>"
    "<atr:CisloBodu>7</atr:CisloBodu>",
)  # fmt: skip
FENCE = MadeType(
    "Plot", "plotli", "0100000162-02", "plot",
    "Součásti a příslušenství staveb", "Stavba společná pro více skupin", "ZPS",
    f"{_ZPS}<atr:DruhPlotu>1</atr:DruhPlotu>"
    "<atr:HraniceJinehoObjektu>false</atr:HraniceJinehoObjektu>",
)  # fmt: skip
BUILDING = MadeType(
    "BudovaPlocha", "budpol", "0100000001-03", "budova", "Budovy", "Objekt budovy", "ZPS", _ZPS,
)  # fmt: skip
CABLE = MadeType(
    "TrasaElektrickeSite", "trelsi", "0100000098-02", "trasa elektrické sítě",
    "Stavby technické infrastruktury", "Elektrické vedení", "TI",
    "<@:SpolecneAtributyObjektuTI><atr:IDVlastnika>SUBJ-7</atr:IDVlastnika>"
    "<atr:NeuplnaData>0</atr:NeuplnaData>"
    "<atr:UrovenUmisteniObjektuTI>-1</atr:UrovenUmisteniObjektuTI>"
    f"{_ACCURACY}<atr:ZpusobPorizeniTI>1</atr:ZpusobPorizeniTI>"
    "<atr:KritickaTI>!</atr:KritickaTI></@:SpolecneAtributyObjektuTI>"
    "<atr:StavTrasySiteTI>1</atr:StavTrasySiteTI>",
)  # fmt: skip
"""The exclamation mark stands for whether it is critical."""
NOVELTY = MadeType(
    "Teleport", "telepo", "0999999999-01", "teleport", "Dopravní stavby", "Silniční doprava", "DI",
    "<atr:DosahTeleportu>9</atr:DosahTeleportu>",
)  # fmt: skip


@dataclass(frozen=True)
class MadeRecord:
    """One record; without `code` it is one that the technical map has not named yet."""

    kind: MadeType
    code: str = ""
    operation: str = "r"
    geometry: str = ""
    attributes: str | None = None
    changed: str = "2026-01-05T10:00:00"
    critical: bool = False

    def written(self, version: str) -> str:
        p, old = self.kind.prefix, version == OLD
        name = f"{p}:ZaznamObjektu" + ("" if old else _SUFFIXES[self.operation])
        operation = f"<cmn:ZapisObjektu>{self.operation}</cmn:ZapisObjektu>" if old else ""
        shared = "atr" if old else p
        own = self.kind.attributes if self.attributes is None else self.attributes
        more = "<atr:ICS/>" if not old and self.operation == "r" else ""
        own = own.replace("@", shared).replace("?", more).replace("!", str(int(self.critical)))
        geometry = self.geometry and f"<{p}:GeometrieObjektu>{self.geometry}</{p}:GeometrieObjektu>"
        return (
            f"<{name}>{operation}<{p}:AtributyObjektu>"
            f"<{shared}:SpolecneAtributyVsechObjektu>{self._common()}"
            f"</{shared}:SpolecneAtributyVsechObjektu>{own}</{p}:AtributyObjektu>"
            f"{geometry}</{name}>\n"
        )

    def _common(self) -> str:
        code = f"<atr:ID>{self.code}</atr:ID>" if self.code else ""
        if self.operation != "r":
            return code
        return (
            f"{code}<atr:IDZmeny>1</atr:IDZmeny><atr:PopisObjektu/>"
            "<atr:IDEditora>SUBJ-1</atr:IDEditora>"
            "<atr:DatumVkladu>2026-01-01T08:00:00</atr:DatumVkladu>"
            "<atr:VkladOsoba>Tajný</atr:VkladOsoba>"
            f"<atr:DatumZmeny>{self.changed}</atr:DatumZmeny><atr:ZmenaOsoba/>"
        )


def document(
    records: Sequence[MadeRecord],
    *,
    version: str = OLD,
    kind: str = CHANGES,
    date: str = "2026-02-01T00:00:00",
    accompanying: str = "",
) -> str:
    """A whole document; neighbouring records of one type stand under one element."""
    body, index = "", 0
    while index < len(records):
        made = records[index].kind
        end = index
        while end < len(records) and records[end].kind is made:
            end += 1
        body += made.written("".join(record.written(version) for record in records[index:end]))
        index = end
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<JVFDTM xmlns="objtyp" xmlns:cmn="cmn" xmlns:atr="atr" '
        'xmlns:gml="http://www.opengis.net/gml/3.2">\n'
        f"<DataJVFDTM><cmn:VerzeJVFDTM>{version}</cmn:VerzeJVFDTM>"
        f"<cmn:DatumZapisu>{date}</cmn:DatumZapisu><cmn:TypZapisu>{kind}</cmn:TypZapisu>\n"
        f"<Data>{body}</Data>{accompanying}</DataJVFDTM></JVFDTM>\n"
    )


def write(folder: Path, records: Sequence[MadeRecord], *, name: str = "dtm", **more: str) -> Path:
    """The document in a file."""
    path = folder / f"{name}.xml"
    path.write_text(document(records, **more), encoding="utf-8")
    return path


def point(east: float, north: float, height: float | None = 300.0, *, gml_id: str = "P1") -> str:
    """`pointProperty`, with a height or flat."""
    third, dimension = ("", 2) if height is None else (f" {height}", 3)
    return (
        f'<gml:pointProperty><gml:Point gml:id="{gml_id}" srsDimension="{dimension}" '
        f'srsName="EPSG:5514"><gml:pos>{east} {north}{third}</gml:pos></gml:Point>'
        "</gml:pointProperty>"
    )


def line(*points: tuple[float, ...], gml_id: str = "L1") -> str:
    """`curveProperty` of points with two or three ordinates."""
    return (
        f'<gml:curveProperty><gml:LineString gml:id="{gml_id}" srsDimension="{len(points[0])}" '
        f'srsName="EPSG:5514"><gml:posList>{_numbers(points)}</gml:posList></gml:LineString>'
        "</gml:curveProperty>"
    )


def area(*points: tuple[float, float], height: float = 300.0, gml_id: str = "A1") -> str:
    """`surfaceProperty` flat, and `multiCurveProperty` of its border with the height."""
    border = tuple((*one, height) for one in points)
    return (
        f"{surface(*points, gml_id=gml_id)}<gml:multiCurveProperty>"
        f'<gml:MultiCurve gml:id="{gml_id}b" srsDimension="3" srsName="EPSG:5514">'
        f"<gml:curveMember><gml:LineString gml:id='{gml_id}c'><gml:posList>{_numbers(border)}"
        "</gml:posList></gml:LineString></gml:curveMember></gml:MultiCurve>"
        "</gml:multiCurveProperty>"
    )


def surface(*points: tuple[float, float], gml_id: str = "S1") -> str:
    """`surfaceProperty` of a flat polygon without holes."""
    return (
        f'<gml:surfaceProperty><gml:Polygon gml:id="{gml_id}" srsDimension="2" '
        f'srsName="EPSG:5514"><gml:exterior><gml:LinearRing><gml:posList>{_numbers(points)}'
        "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceProperty>"
    )


def square(east: float, north: float, side: float) -> tuple[tuple[float, float], ...]:
    """The closed ring of a square by its south-western corner."""
    return (
        (east, north), (east + side, north), (east + side, north + side),
        (east, north + side), (east, north),
    )  # fmt: skip


def delivery(data_set: int, *ring: tuple[float, float]) -> str:
    """Accompanying information of a delivery of 1.4.3, with the border of the data set."""
    return (
        '<dop:DoprovodneInformace xmlns:dop="dopinf"><dop:UdajeOVydeji>'
        "<dop:DatumPlatnosti>2026-02-01T00:00:00</dop:DatumPlatnosti>"
        f"<dop:TypDatoveSady>{data_set}</dop:TypDatoveSady>"
        "<dop:PopisDatoveSady>Zkušební obec</dop:PopisDatoveSady><dop:ObvodDatoveSady>"
        f"{surface(*ring, gml_id='D1')[21:-22]}</dop:ObvodDatoveSady></dop:UdajeOVydeji>"
        "</dop:DoprovodneInformace>"
    )


def change_record(*ring: tuple[float, float]) -> str:
    """Accompanying information of a survey of 1.4.3, with the area of the change."""
    return (
        '<dop:DoprovodneInformace xmlns:dop="dopinf"><dop:UdajeOZmenach><dop:ZaznamZmeny>'
        "<dop:NazevZakazky>Zakázka</dop:NazevZakazky><dop:Zpracovatel>Tajný</dop:Zpracovatel>"
        "<dop:OrganizaceZpracovatele>Měřiči</dop:OrganizaceZpracovatele>"
        "<dop:DatumMereni>2026-01-02</dop:DatumMereni>"
        "<dop:DatumZpracovani>2026-01-03</dop:DatumZpracovani>"
        f"<dop:OblastZmeny>{surface(*ring, gml_id='Z1')}</dop:OblastZmeny>"
        "</dop:ZaznamZmeny></dop:UdajeOZmenach></dop:DoprovodneInformace>"
    )


def _numbers(points: Sequence[tuple[float, ...]]) -> str:
    return " ".join(str(value) for one in points for value in one)
