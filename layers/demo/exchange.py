"""The exchange format of RÚIAN (VFR) as text: frame, header, and one function for each object."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from layers.demo import gml
from layers.demo.rows import (
    AddressRow,
    AreaRow,
    BuildingRow,
    MunicipalityRows,
    ParcelRow,
    StreetRow,
    UnitRow,
)

_TYPES = "urn:cz:isvs:ruian:schemas:"
_NAMESPACES = {
    "gml": "http://www.opengis.net/gml/3.2",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ami": f"{_TYPES}AdrMistoIntTypy:v1",
    "base": f"{_TYPES}BaseTypy:v1",
    "coi": f"{_TYPES}CastObceIntTypy:v1",
    "com": f"{_TYPES}CommonTypy:v1",
    "kui": f"{_TYPES}KatUzIntTypy:v1",
    "kri": f"{_TYPES}KrajIntTypy:v1",
    "mci": f"{_TYPES}MomcIntTypy:v1",
    "mpi": f"{_TYPES}MopIntTypy:v1",
    "obi": f"{_TYPES}ObecIntTypy:v1",
    "oki": f"{_TYPES}OkresIntTypy:v1",
    "opi": f"{_TYPES}OrpIntTypy:v1",
    "pai": f"{_TYPES}ParcelaIntTypy:v1",
    "pui": f"{_TYPES}PouIntTypy:v1",
    "rsi": f"{_TYPES}RegSouIntiTypy:v1",
    "spi": f"{_TYPES}SpravObvIntTypy:v1",
    "sti": f"{_TYPES}StatIntTypy:v1",
    "soi": f"{_TYPES}StavObjIntTypy:v1",
    "uli": f"{_TYPES}UliceIntTypy:v1",
    "vci": f"{_TYPES}VuscIntTypy:v1",
    "vf": f"{_TYPES}VymennyFormatTypy:v1",
    "zji": f"{_TYPES}ZsjIntTypy:v1",
    "voi": f"{_TYPES}VOIntTypy:v1",
}
_SCHEMA = (
    f'xsi:schemaLocation="{_TYPES}VymennyFormatTypy:v1 '
    '../ruian/xsd/vymenny_format/VymennyFormatTypy.xsd"'
)
"""Word for word as in real files: GDAL knows the format by it."""
_SINCE = "<{0}:PlatiOd>{1}T00:00:00</{0}:PlatiOd>"
_FOUNDED = date(2012, 7, 1)
_SETTLEMENT_CHARACTER = 11


@dataclass(frozen=True)
class FileHeader:
    """What a file says of itself; `transactions` are the first and last it covers."""

    kind: str
    day: date
    transactions: tuple[int, int]
    predecessor: str = ""

    @property
    def is_change(self) -> bool:
        return bool(self.predecessor)


def document(header: FileHeader, collections: Iterable[str]) -> Iterator[str]:
    """The whole file, piece by piece."""
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<vf:VymennyFormat {_SCHEMA} {spaces}>'
    yield _header(header)
    yield "<vf:Data>"
    yield from collections
    yield "</vf:Data></vf:VymennyFormat>\n"


def _header(header: FileHeader) -> str:
    first, last = header.transactions
    before = (
        f"<vf:PredchoziSoubor>{header.predecessor}</vf:PredchoziSoubor>" if header.is_change else ""
    )
    return (
        "<vf:Hlavicka><vf:VerzeVFR>3.1</vf:VerzeVFR><vf:TypZaznamu>Platne</vf:TypZaznamu>"
        f"<vf:TypDavky>{'Prirustek' if header.is_change else 'Plna'}</vf:TypDavky>"
        f"<vf:TypSouboru>{header.kind}</vf:TypSouboru><vf:Datum>{header.day}T00:48:40</vf:Datum>"
        f"<vf:TransakceOd><com:Id>{first}</com:Id></vf:TransakceOd>"
        f"<vf:TransakceDo><com:Id>{last}</com:Id></vf:TransakceDo>{before}"
        f'<vf:Metadata xlink:type="simple" xlink:href="urn:dmvs:demo:{header.day:%Y%m%d}"/>'
        f"<vf:PlatnostDatK><com:ISUI>{header.day}T00:00:15</com:ISUI>"
        f"<com:ISKN>{header.day}T00:00:15</com:ISKN></vf:PlatnostDatK></vf:Hlavicka>"
    )


def collection(name: str, objects: Iterable[str]) -> Iterator[str]:
    """A collection, left out when there is nothing in it."""
    opened = False
    for text in objects:
        if not opened:
            yield f"<vf:{name}>"
            opened = True
        yield text
    if opened:
        yield f"</vf:{name}>"


def region(row: AreaRow) -> str:
    return _area(("Vusc", "vci", "VC"), row, tail="<vci:NutsLau>CZ0X0</vci:NutsLau>")


def district(row: AreaRow) -> str:
    parent = f"<oki:Vusc><vci:Kod>{row.parents[0]}</vci:Kod></oki:Vusc>"
    return _area(("Okres", "oki", "OK"), row, parent)


def orp(row: AreaRow) -> str:
    parents = (
        f"<opi:SpravniObecKod>{row.seat}</opi:SpravniObecKod>"
        f"<opi:Vusc><vci:Kod>{row.parents[0]}</vci:Kod></opi:Vusc>"
    )
    return _area(("Orp", "opi", "OP"), row, parents)


def pou(row: AreaRow) -> str:
    parents = (
        f"<pui:SpravniObecKod>{row.seat}</pui:SpravniObecKod>"
        f"<pui:Orp><opi:Kod>{row.parents[0]}</opi:Kod></pui:Orp>"
    )
    return _area(("Pou", "pui", "PU"), row, parents)


def _area(names: tuple[str, str, str], row: AreaRow, parents: str = "", tail: str = "") -> str:
    tag, space, mark = names
    inside = row.outline.representative_point()
    return (
        f'<vf:{tag} gml:id="{mark}.{row.code}"><{space}:Kod>{row.code}</{space}:Kod>'
        f"<{space}:Nazev>{escape(row.name)}</{space}:Nazev>{parents}"
        f"{_SINCE.format(space, _FOUNDED)}<{space}:IdTransakce>0</{space}:IdTransakce>{tail}"
        f"<{space}:Geometrie><{space}:DefinicniBod>{gml.multi_point(f'D{mark}.{row.code}', inside)}"
        f"</{space}:DefinicniBod><{space}:OriginalniHranice>"
        f"{gml.multi_surface(f'H{mark}.{row.code}', row.outline)}</{space}:OriginalniHranice>"
        f"</{space}:Geometrie></vf:{tag}>"
    )


def municipality(row: MunicipalityRows) -> str:
    return (
        f'<vf:Obec gml:id="OB.{row.code}"><obi:Kod>{row.code}</obi:Kod>'
        f"<obi:Nazev>{escape(row.name)}</obi:Nazev><obi:StatusKod>{row.status_code}</obi:StatusKod>"
        f"<obi:Okres><oki:Kod>{row.district}</oki:Kod></obi:Okres>"
        f"<obi:Pou><pui:Kod>{row.pou}</pui:Kod></obi:Pou>{_SINCE.format('obi', _FOUNDED)}"
        f"<obi:IdTransakce>0</obi:IdTransakce><obi:NutsLau>CZ0X00{row.code}</obi:NutsLau>"
        f"<obi:Geometrie><obi:DefinicniBod>{gml.multi_point(f'DOB.{row.code}', row.point)}"
        f"</obi:DefinicniBod><obi:OriginalniHranice>"
        f"{gml.multi_surface(f'HOB.{row.code}', row.outline)}</obi:OriginalniHranice>"
        "</obi:Geometrie></vf:Obec>"
    )


def municipality_part(row: UnitRow, of: int) -> str:
    return (
        f'<vf:CastObce gml:id="CO.{row.part_code}"><coi:Kod>{row.part_code}</coi:Kod>'
        f"<coi:Nazev>{escape(row.name)}</coi:Nazev><coi:Obec><obi:Kod>{of}</obi:Kod></coi:Obec>"
        f"{_SINCE.format('coi', _FOUNDED)}<coi:IdTransakce>0</coi:IdTransakce>"
        f"<coi:Geometrie><coi:DefinicniBod>{gml.point(f'DCO.{row.part_code}', row.point)}"
        "</coi:DefinicniBod></coi:Geometrie></vf:CastObce>"
    )


def cadastral_unit(row: UnitRow, of: int) -> str:
    digital = "true" if row.has_digital_map else "false"
    return (
        f'<vf:KatastralniUzemi gml:id="KU.{row.code}"><kui:Kod>{row.code}</kui:Kod>'
        f"<kui:Nazev>{escape(row.name)}</kui:Nazev>"
        f"<kui:ExistujeDigitalniMapa>{digital}</kui:ExistujeDigitalniMapa>"
        f"<kui:Obec><obi:Kod>{of}</obi:Kod></kui:Obec>{_SINCE.format('kui', _FOUNDED)}"
        f"<kui:IdTransakce>0</kui:IdTransakce>{_unit_geometry('kui', 'KU', row)}"
        "</vf:KatastralniUzemi>"
    )


def settlement_unit(row: UnitRow) -> str:
    return (
        f'<vf:Zsj gml:id="ZJ.{row.code}"><zji:Kod>{row.code}</zji:Kod>'
        f"<zji:Nazev>{escape(row.name)}</zji:Nazev>"
        f"<zji:KatastralniUzemi><kui:Kod>{row.code}</kui:Kod></zji:KatastralniUzemi>"
        f"{_SINCE.format('zji', _FOUNDED)}<zji:IdTransakce>0</zji:IdTransakce>"
        f"<zji:Vymera>{round(row.outline.area)}</zji:Vymera>"
        f"<zji:CharakterZsjKod>{_SETTLEMENT_CHARACTER}</zji:CharakterZsjKod>"
        f"{_unit_geometry('zji', 'ZJ', row)}</vf:Zsj>"
    )


def _unit_geometry(space: str, mark: str, row: UnitRow) -> str:
    inside = gml.multi_point(f"D{mark}.{row.code}", row.point)
    return (
        f"<{space}:Geometrie><{space}:DefinicniBod>{inside}"
        f"</{space}:DefinicniBod><{space}:OriginalniHranice>"
        f"{gml.multi_surface(f'H{mark}.{row.code}', row.outline)}</{space}:OriginalniHranice>"
        f"</{space}:Geometrie>"
    )


def street(row: StreetRow, of: int) -> str:
    return (
        f'<vf:Ulice gml:id="UL.{row.code}"><uli:Kod>{row.code}</uli:Kod>'
        f"<uli:Nazev>{escape(row.name)}</uli:Nazev><uli:Obec><obi:Kod>{of}</obi:Kod></uli:Obec>"
        f"{_SINCE.format('uli', _FOUNDED)}<uli:IdTransakce>0</uli:IdTransakce>"
        f"<uli:Geometrie><uli:DefinicniCara>{gml.multi_curve(f'DUL.{row.code}', row.line)}"
        "</uli:DefinicniCara></uli:Geometrie></vf:Ulice>"
    )


def parcels(rows: list[ParcelRow], *, transaction: int = 0) -> Iterator[str]:
    for row, rings in zip(rows, gml.ring_texts([r.shape for r in rows]), strict=True):
        yield _parcel(row, rings, transaction)


def _parcel(row: ParcelRow, rings: list[str], transaction: int) -> str:
    subdivision = (
        f"<pai:PododdeleniCisla>{row.subdivision}</pai:PododdeleniCisla>"
        if row.subdivision is not None
        else ""
    )
    use = (
        f"<pai:ZpusobyVyuzitiPozemku>{row.land_use}</pai:ZpusobyVyuzitiPozemku>"
        if row.land_use is not None
        else ""
    )
    return (
        f'<vf:Parcela gml:id="PA.{row.code}"><pai:Id>{row.code}</pai:Id>'
        f"<pai:KmenoveCislo>{row.number}</pai:KmenoveCislo>{subdivision}"
        f"<pai:VymeraParcely>{row.area_m2}</pai:VymeraParcely>{use}"
        f"<pai:DruhCislovaniKod>{row.series}</pai:DruhCislovaniKod>"
        f"<pai:DruhPozemkuKod>{row.land_kind}</pai:DruhPozemkuKod>"
        f"<pai:KatastralniUzemi><kui:Kod>{row.unit}</kui:Kod></pai:KatastralniUzemi>"
        f"<pai:PlatiOd>{row.valid_from}T00:00:00</pai:PlatiOd>"
        f"<pai:IdTransakce>{transaction}</pai:IdTransakce>{_soil(row)}"
        f"<pai:Geometrie><pai:DefinicniBod>{gml.point(f'DPA.{row.code}', row.point)}"
        f"</pai:DefinicniBod><pai:OriginalniHranice>{gml.polygon(f'HPA.{row.code}', rings)}"
        "</pai:OriginalniHranice></pai:Geometrie></vf:Parcela>"
    )


def _soil(row: ParcelRow) -> str:
    """Soil units, and with them the protection of farm land (kind 27 of type 6)."""
    if not row.soil:
        return ""
    parts = "".join(
        f"<com:BonitovanyDil><com:Vymera>{part.area_m2}</com:Vymera>"
        f"<com:BonitovanaJednotkaKod>{part.code}</com:BonitovanaJednotkaKod></com:BonitovanyDil>"
        for part in row.soil
    )
    return (
        f"<pai:BonitovaneDily>{parts}</pai:BonitovaneDily><pai:ZpusobyOchranyPozemku>"
        "<com:ZpusobOchrany><com:Kod>27</com:Kod><com:TypOchranyKod>6</com:TypOchranyKod>"
        "</com:ZpusobOchrany></pai:ZpusobyOchranyPozemku>"
    )


def buildings(rows: list[BuildingRow], *, transaction: int = 0) -> Iterator[str]:
    drawn = gml.ring_texts([r.outline for r in rows if r.outline is not None])
    outlines = iter(drawn)
    for row in rows:
        yield _building(row, None if row.outline is None else next(outlines), transaction)


def _building(row: BuildingRow, rings: list[str] | None, transaction: int) -> str:
    number = (
        f"<soi:CislaDomovni><com:CisloDomovni>{row.house_number}</com:CisloDomovni>"
        "</soi:CislaDomovni>"
        if row.house_number is not None
        else ""
    )
    return (
        f'<vf:StavebniObjekt gml:id="SO.{row.code}"><soi:Kod>{row.code}</soi:Kod>{number}'
        "<soi:IdentifikacniParcela>"
        f"<pai:Id>{row.parcel}</pai:Id></soi:IdentifikacniParcela>"
        f"<soi:TypStavebnihoObjektuKod>{row.kind}</soi:TypStavebnihoObjektuKod>"
        f"<soi:ZpusobVyuzitiKod>{row.use}</soi:ZpusobVyuzitiKod>"
        f"<soi:CastObce><coi:Kod>{row.part}</coi:Kod></soi:CastObce>"
        f"<soi:PlatiOd>{row.valid_from}T00:00:00</soi:PlatiOd>"
        f"<soi:IdTransakce>{transaction}</soi:IdTransakce>"
        f"<soi:Dokonceni>{row.valid_from}T00:00:00</soi:Dokonceni>"
        f"<soi:PocetBytu>{row.flats}</soi:PocetBytu><soi:PocetPodlazi>{row.floors}</soi:PocetPodlazi>"
        f"<soi:ZastavenaPlocha>{row.built_up_m2}</soi:ZastavenaPlocha>"
        f"{_building_geometry(row, rings)}</vf:StavebniObjekt>"
    )


def _building_geometry(row: BuildingRow, rings: list[str] | None) -> str:
    if row.point is None:
        return ""
    outline = (
        f"<soi:OriginalniHranice>{gml.surfaces(f'HSO.{row.code}', [rings])}</soi:OriginalniHranice>"
        if rings
        else ""
    )
    return (
        f"<soi:Geometrie><soi:DefinicniBod>{gml.point(f'DSO.{row.code}', row.point)}"
        f"</soi:DefinicniBod>{outline}</soi:Geometrie>"
    )


def address(row: AddressRow, *, transaction: int = 0) -> str:
    orientation = (
        f"<ami:CisloOrientacni>{row.orientation_number}</ami:CisloOrientacni>"
        if row.orientation_number is not None
        else ""
    )
    in_street = (
        f"<ami:Ulice><uli:Kod>{row.street}</uli:Kod></ami:Ulice>" if row.street is not None else ""
    )
    where = (
        "<ami:Geometrie><ami:DefinicniBod><ami:AdresniBod>"
        f"{gml.point(f'DAM.{row.code}', row.point)}</ami:AdresniBod>"
        "</ami:DefinicniBod></ami:Geometrie>"
        if row.point is not None
        else ""
    )
    return (
        f'<vf:AdresniMisto gml:id="AD.{row.code}"><ami:Kod>{row.code}</ami:Kod>'
        f"<ami:CisloDomovni>{row.house_number}</ami:CisloDomovni>{orientation}"
        f"<ami:Psc>{row.postcode}</ami:Psc>"
        f"<ami:StavebniObjekt><soi:Kod>{row.building}</soi:Kod></ami:StavebniObjekt>{in_street}"
        f"<ami:PlatiOd>{row.valid_from}T00:00:00</ami:PlatiOd>"
        f"<ami:IdTransakce>{transaction}</ami:IdTransakce>{where}</vf:AdresniMisto>"
    )


def extinct(kind: str, code: int, *, transaction: int) -> str:
    """A deletion; `kind` is the mark of the register: PA, SO, AD …"""
    return (
        f"<vf:ZaniklyPrvek><vf:TypPrvkuKod>{kind}</vf:TypPrvkuKod><vf:PrvekId>{code}</vf:PrvekId>"
        f"<vf:IdTransakce>{transaction}</vf:IdTransakce></vf:ZaniklyPrvek>"
    )
