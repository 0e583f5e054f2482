"""Small VFR files, made for a test."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MUNICIPALITY = 990001
UNIT = 990101
NAMESPACES = (
    'xmlns:vf="urn:cz:isvs:ruian:schemas:VymennyFormatTypy:v1" '
    'xmlns:com="urn:cz:isvs:ruian:schemas:CommonTypy:v1" '
    'xmlns:pai="urn:cz:isvs:ruian:schemas:ParcelaIntTypy:v1" '
    'xmlns:kui="urn:cz:isvs:ruian:schemas:KatUzIntTypy:v1" '
    'xmlns:obi="urn:cz:isvs:ruian:schemas:ObecIntTypy:v1" '
    'xmlns:gml="http://www.opengis.net/gml/3.2"'
)
SQUARE = "0 0 100 0 100 100 0 100 0 0"
BOW_TIE = "0 0 100 100 100 0 0 100 0 0"


@dataclass(frozen=True)
class MadeParcel:
    """A parcel whose outline is given in metres from a corner in the region; none without one."""

    id: int
    number: int = 1
    outline: str | None = SQUARE
    area_m2: int = 10_000

    def xml(self) -> str:
        geometry = f"<pai:Geometrie>{self._outline()}{self._point()}</pai:Geometrie>"
        return (
            f'<vf:Parcela gml:id="PA.{self.id}"><pai:Id>{self.id}</pai:Id>'
            f"<pai:KmenoveCislo>{self.number}</pai:KmenoveCislo>"
            f"<pai:VymeraParcely>{self.area_m2}</pai:VymeraParcely>"
            "<pai:DruhCislovaniKod>2</pai:DruhCislovaniKod>"
            "<pai:DruhPozemkuKod>7</pai:DruhPozemkuKod>"
            f"<pai:KatastralniUzemi><kui:Kod>{UNIT}</kui:Kod></pai:KatastralniUzemi>"
            f"<pai:PlatiOd>2026-01-01T00:00:00</pai:PlatiOd>{geometry}</vf:Parcela>"
        )

    def _outline(self) -> str:
        if self.outline is None:
            return ""
        return (
            f'<pai:OriginalniHranice><gml:Polygon gml:id="HPA.{self.id}" '
            'srsName="urn:ogc:def:crs:EPSG::5514" srsDimension="2"><gml:exterior><gml:LinearRing>'
            f"<gml:posList>{self._placed(self.outline)}</gml:posList></gml:LinearRing>"
            "</gml:exterior></gml:Polygon></pai:OriginalniHranice>"
        )

    def _point(self) -> str:
        return (
            f'<pai:DefinicniBod><gml:Point gml:id="DPA.{self.id}" '
            'srsName="urn:ogc:def:crs:EPSG::5514" srsDimension="2">'
            f"<gml:pos>{self._placed('50 50')}</gml:pos></gml:Point></pai:DefinicniBod>"
        )

    def _placed(self, metres: str) -> str:
        values = [float(value) for value in metres.split()]
        east, north = -690_000 + 100 * (self.id % 100), -970_000
        return " ".join(
            f"{value + (north if index % 2 else east):.2f}" for index, value in enumerate(values)
        )


def write_full(
    folder: Path, parcels: Sequence[MadeParcel], *, day: str = "20260131", more: str = ""
) -> Path:
    """A full file of the one municipality with its unit and the parcels."""
    return _write(
        folder / f"{day}_OB_{MUNICIPALITY}_UKSH.xml", parcels, day, "Plna", "OB_UKSH", more
    )


def write_change(
    folder: Path,
    parcels: Sequence[MadeParcel],
    *,
    day: str,
    predecessor: str,
    deleted: Sequence[int] = (),
) -> Path:
    """A change file of the whole state that follows the predecessor."""
    gone = "".join(
        "<vf:ZaniklyPrvek><vf:TypPrvkuKod>PA</vf:TypPrvkuKod>"
        f"<vf:PrvekId>{code}</vf:PrvekId><vf:IdTransakce>1</vf:IdTransakce></vf:ZaniklyPrvek>"
        for code in deleted
    )
    more = f"<vf:ZaniklePrvky>{gone}</vf:ZaniklePrvky>" if gone else ""
    return _write(
        folder / f"{day}_ST_ZKSH.xml", parcels, day, "Prirustek", "ST_ZKSH", more, predecessor
    )


def _write(
    path: Path,
    parcels: Sequence[MadeParcel],
    day: str,
    batch: str,
    kind: str,
    more: str,
    predecessor: str = "",
) -> Path:
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}T00:00:00"
    before = f"<vf:PredchoziSoubor>{predecessor}</vf:PredchoziSoubor>" if predecessor else ""
    units = (
        f'<vf:Obce><vf:Obec gml:id="OB.{MUNICIPALITY}"><obi:Kod>{MUNICIPALITY}</obi:Kod>'
        f"<obi:Nazev>Zkušební Lhota</obi:Nazev>{_border('obi')}</vf:Obec></vf:Obce>"
        f'<vf:KatastralniUzemi><vf:KatastralniUzemi gml:id="KU.{UNIT}"><kui:Kod>{UNIT}</kui:Kod>'
        "<kui:Nazev>Zkušební Lhota</kui:Nazev>"
        f"<kui:Obec><obi:Kod>{MUNICIPALITY}</obi:Kod></kui:Obec>{_border('kui')}"
        "</vf:KatastralniUzemi></vf:KatastralniUzemi>"
    )
    body = "".join(parcel.xml() for parcel in parcels)
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><vf:VymennyFormat {NAMESPACES}><vf:Hlavicka>'
        f"<vf:VerzeVFR>3.1</vf:VerzeVFR><vf:TypDavky>{batch}</vf:TypDavky>"
        f"<vf:TypSouboru>{kind}</vf:TypSouboru><vf:Datum>{date}</vf:Datum>{before}"
        f"</vf:Hlavicka><vf:Data>{units if batch == 'Plna' else ''}"
        f"<vf:Parcely>{body}</vf:Parcely>{more}</vf:Data></vf:VymennyFormat>",
        encoding="utf-8",
    )
    return path


def _border(prefix: str) -> str:
    west, south, east, north = -690_000, -970_000, -680_000, -969_000
    ring = f"{west} {south} {east} {south} {east} {north} {west} {north} {west} {south}"
    return (
        f"<{prefix}:Geometrie><{prefix}:OriginalniHranice>"
        f'<gml:MultiSurface gml:id="H{prefix}" srsName="urn:ogc:def:crs:EPSG::5514" '
        f'srsDimension="2"><gml:surfaceMember><gml:Polygon gml:id="P{prefix}"><gml:exterior>'
        f"<gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing></gml:exterior>"
        f"</gml:Polygon></gml:surfaceMember></gml:MultiSurface></{prefix}:OriginalniHranice>"
        f"</{prefix}:Geometrie>"
    )
