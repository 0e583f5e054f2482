"""The feed of the service and the feed of a data set, as INSPIRE has download services by Atom.

Source: Technical Guidance for the implementation of INSPIRE Download Services 3.1, chapter 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from gis.api.systems import BY_SRID, System
from gis.atom.element import Element, add, root
from gis.metadata.services import CSW_RECORD
from gis.metadata.subject import DataSet, Party
from layers.catalogue import Text
from layers.crs import ETRS89, ETRS89_UTM33, KROVAK, WGS84
from layers.export.formats import FORMATS, Format

SYSTEMS = tuple(BY_SRID[srid] for srid in (KROVAK, ETRS89, ETRS89_UTM33, WGS84))
FILES = (FORMATS["gpkg"], FORMATS["gml"])
ATOM = "application/atom+xml"
_RECORD = "application/xml"
_TITLES = {
    KROVAK: Text("S-JTSK", "S-JTSK"),
    ETRS89: Text("ETRS89", "ETRS89"),
    ETRS89_UTM33: Text("ETRS89 / UTM 33N", "ETRS89 / UTM 33N"),
    WGS84: Text("WGS 84", "WGS 84"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """In which language, below which address and in whose name feeds speak."""

    language: str
    product: str
    operator: Party

    def address(self, path: str, **query: str) -> str:
        return f"{self.product}{path}" + (f"?{urlencode(query)}" if query else "")

    def file(self, layer: str, form: Format, system: System) -> str:
        """Where all features of the layer are in the format and the system."""
        return self.address(f"/api/collections/{quote(layer)}/items", f=form.id, crs=system.uri)


def service_feed(voice: Voice, title: Text, found: Sequence[DataSet], changed: date) -> Element:
    """What can be downloaded, an entry for each data set."""
    own = voice.address("/atom/")
    feed = root("feed", voice.language)
    told = Text(f"Stahovací služba ATOM: {title.cs}", f"Download service ATOM: {title.en}")
    subtitle = Text(
        "Vrstvy ke stažení jako GeoPackage a GML v S-JTSK a dalších systémech.",
        "Layers to download as GeoPackage and GML in S-JTSK and other systems.",
    )
    add(feed, "title", told.in_language(voice.language))
    add(feed, "subtitle", subtitle.in_language(voice.language))
    add(feed, "link", href=f"{voice.product}{CSW_RECORD}atom", rel="describedby", type=_RECORD)
    add(feed, "link", href=own, rel="self", type=ATOM, hreflang=voice.language)
    _add_other_language(feed, voice, "/atom/")
    search = "application/opensearchdescription+xml"
    add(feed, "link", href=voice.address("/atom/search.xml"), rel="search", type=search)
    _add_head(feed, own, voice, changed)
    for each in found:
        _add_data_set(feed, voice, each)
    return feed


def data_set_feed(voice: Voice, found: DataSet) -> Element:
    """The files of a data set, an entry for each system and format."""
    layer, path = found.layer, f"/atom/{found.id}.xml"
    feed = root("feed", voice.language)
    add(feed, "title", layer.title.in_language(voice.language))
    add(feed, "subtitle", layer.abstract.in_language(voice.language))
    own = voice.address(path)
    add(feed, "link", href=own, rel="self", type=ATOM, hreflang=voice.language)
    _add_other_language(feed, voice, path)
    add(feed, "link", href=voice.address("/atom/"), rel="up", type=ATOM)
    record = f"{voice.product}{CSW_RECORD}{found.id}"
    add(feed, "link", href=record, rel="describedby", type=_RECORD)
    _add_head(feed, own, voice, found.changed, rights=layer.licence)
    for system in SYSTEMS:
        for form in FILES:
            _add_file(feed, voice, found, form, system)
    return feed


def _add_head(feed: Element, id_: str, voice: Voice, changed: date, *, rights: str = "") -> None:
    each = Text("podmínky jednotlivých vrstev", "conditions of each layer")
    add(feed, "id", id_)
    add(feed, "rights", rights or each.in_language(voice.language))
    add(feed, "updated", _moment(changed))
    author = add(feed, "author")
    add(author, "name", voice.operator.name)
    if voice.operator.email:
        add(author, "email", voice.operator.email)


def _add_other_language(feed: Element, voice: Voice, path: str) -> None:
    other = "cs" if voice.language == "en" else "en"
    address = voice.address(path, lang=other)
    add(feed, "link", href=address, rel="alternate", type=ATOM, hreflang=other)


def _add_data_set(feed: Element, voice: Voice, found: DataSet) -> None:
    layer = found.layer
    entry = add(feed, "entry")
    add(entry, "inspire_dls:spatial_dataset_identifier_code", found.id)
    add(entry, "inspire_dls:spatial_dataset_identifier_namespace", voice.product)
    for system in SYSTEMS:
        add(entry, "category", term=system.uri, label=_title(system, voice))
    add(entry, "title", layer.title.in_language(voice.language))
    address = voice.address(f"/atom/{found.id}.xml")
    add(entry, "link", href=address, rel="alternate", type=ATOM, hreflang=voice.language)
    record = f"{voice.product}{CSW_RECORD}{found.id}"
    add(entry, "link", href=record, rel="describedby", type=_RECORD)
    add(entry, "id", address)
    add(entry, "rights", layer.licence)
    add(entry, "summary", layer.abstract.in_language(voice.language))
    add(entry, "updated", _moment(found.changed))
    _add_outline(entry, found)


def _add_file(feed: Element, voice: Voice, found: DataSet, form: Format, system: System) -> None:
    address = voice.file(found.id, form, system)
    title = found.layer.title.in_language(voice.language)
    told = f"{title} – {form.title.in_language(voice.language)}, {_title(system, voice)}"
    entry = add(feed, "entry")
    add(entry, "category", term=system.uri, label=_title(system, voice))
    add(entry, "title", told)
    media = form.media_type.partition(";")[0]
    add(entry, "link", href=address, rel="alternate", type=media, hreflang="cs", title=told)
    add(entry, "id", address)
    add(entry, "rights", found.layer.licence)
    add(entry, "updated", _moment(found.changed))
    _add_outline(entry, found)


def _add_outline(entry: Element, found: DataSet) -> None:
    """Latitude before longitude, as GeoRSS has it."""
    box = found.box
    corners = (
        (box.south, box.west), (box.north, box.west), (box.north, box.east),
        (box.south, box.east), (box.south, box.west),
    )  # fmt: skip
    add(entry, "georss:polygon", " ".join(f"{lat} {lon}" for lat, lon in corners))


def _title(system: System, voice: Voice) -> str:
    return f"{_TITLES[system.srid].in_language(voice.language)} (EPSG:{system.srid})"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
