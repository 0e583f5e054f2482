"""VFR documents made for tests: a header, records, geometries, as short as the format allows."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from layers.importers.record import BadRecord, Note, Record
from layers.importers.vfr import VfrReader

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:cz:isvs:ruian:schemas:{name}:v1"'
    for prefix, name in (("vf", "VymennyFormatTypy"), ("x", "IntTypy"), ("com", "CommonTypy"))
)
MUNICIPALITY = (
    '<vf:Obce><vf:Obec gml:id="OB.1"><x:Kod>1</x:Kod><x:Nazev>Ves</x:Nazev><x:Geometrie>'
    "<x:OriginalniHranice>{}</x:OriginalniHranice></x:Geometrie></vf:Obec></vf:Obce>"
)
SQUARE = "-690100 -975100 -690000 -975100 -690000 -975000 -690100 -975000 -690100 -975100"
SRS = 'srsName="urn:ogc:def:crs:EPSG::5514"'


def polygon(*rings: str, srs: str = SRS) -> str:
    """A `Polygon` of rings given by their `posList`."""
    outer, *inner = (
        f"<gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing>" for ring in rings
    )
    holes = "".join(f"<gml:interior>{ring}</gml:interior>" for ring in inner)
    return f"<gml:Polygon {srs}><gml:exterior>{outer}</gml:exterior>{holes}</gml:Polygon>"


def parcel(code: int | str, border: str = "", *, extra: str = "", number: str = "1") -> str:
    """A parcel with an original border."""
    geometry = f"<x:Geometrie><x:OriginalniHranice>{border}</x:OriginalniHranice></x:Geometrie>"
    return (
        f'<vf:Parcela gml:id="PA.{code}"><x:Id>{code}</x:Id><x:KmenoveCislo>{number}'
        f"</x:KmenoveCislo><x:KatastralniUzemi><x:Kod>5</x:Kod></x:KatastralniUzemi>{extra}"
        f"{geometry if border else ''}</vf:Parcela>"
    )


def document(
    *parcels: str,
    collections: str | None = None,
    file_type: str = "OB_UKSH",
    batch: str = "Plna",
    version: str = "3.1",
    head: str = "",
) -> str:
    """A whole document of one municipality and its parcels, or of the given collections."""
    data = (
        f"{MUNICIPALITY.format(polygon(SQUARE))}<vf:Parcely>{''.join(parcels)}</vf:Parcely>"
        if collections is None
        else collections
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<vf:VymennyFormat {NAMESPACES} '
        f'xmlns:gml="http://www.opengis.net/gml/3.2"><vf:Hlavicka><vf:VerzeVFR>{version}'
        f"</vf:VerzeVFR><vf:TypDavky>{batch}</vf:TypDavky><vf:TypSouboru>{file_type}"
        "</vf:TypSouboru><vf:Datum>2026-01-31T00:00:00</vf:Datum></vf:Hlavicka>"
        f"<vf:Data>{data}</vf:Data></vf:VymennyFormat>"
    )


def read(path: Path, text: str | bytes) -> list[Record | BadRecord | Note]:
    """What the reader makes of the document."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(VfrReader().read(path))


def records(items: Sequence[object], layer: str = "cadastre_parcel") -> list[Record]:
    """The good records of a layer."""
    return [item for item in items if isinstance(item, Record) and item.layer == layer]


def bad(items: Sequence[object]) -> Iterator[BadRecord]:
    """The bad records."""
    return (item for item in items if isinstance(item, BadRecord))
