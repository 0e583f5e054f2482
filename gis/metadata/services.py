"""The services of the product, each with where it is and what it does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gis.metadata.subject import DataSet, Place, Service, ServiceKind
from layers.catalogue import LayerDef, Text, catalogue

CSW_RECORD = (
    "/csw?service=CSW&version=2.0.2&request=GetRecordById&elementSetName=full"
    "&outputSchema=http://www.isotc211.org/2005/gmd&id="
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as it is told in records; `path` follows the address of the product."""

    id: str
    kind: ServiceKind
    category: str
    title: Text
    version: str
    protocol: str
    path: str
    operations: tuple[str, ...]
    theme: str = ""
    """The only theme that the service has; empty where it has all."""

    def holds(self, layer: LayerDef) -> bool:
        """Whether the layer is had by the service."""
        if self.theme not in ("", layer.theme):
            return False
        if self.kind == "view":
            return layer.mapped
        return layer.has_rows and layer.geometry != "raster" and self.kind == "download"


OFFERS = (
    Offer(
        "wms", "view", "infoMapAccessService",
        Text("Prohlížecí služba WMS", "View service WMS"),
        "OGC:WMS 1.3.0", "OGC:WMS-1.3.0-http-get-capabilities",
        "/ows/wms?SERVICE=WMS&REQUEST=GetCapabilities&VERSION=1.3.0",
        ("GetMap", "GetFeatureInfo", "GetCapabilities"),
    ),
    Offer(
        "wmts", "view", "infoMapAccessService",
        Text("Prohlížecí služba WMTS", "View service WMTS"),
        "OGC:WMTS 1.0.0", "OGC:WMTS-1.0.0-http-get-capabilities",
        "/ows/wmts/1.0.0/WMTSCapabilities.xml",
        ("GetTile", "GetCapabilities"),
    ),
    Offer(
        "api", "download", "infoFeatureAccessService",
        Text("Stahovací služba OGC API – Features", "Download service OGC API – Features"),
        "OGC API - Features 1.0", "OGC API - Features",
        "/api/",
        ("Get Spatial Data Set", "Get Download Service Metadata"),
    ),
    Offer(
        "wfs", "download", "infoFeatureAccessService",
        Text("Stahovací služba WFS", "Download service WFS"),
        "OGC:WFS 2.0.0", "OGC:WFS-2.0.0-http-get-capabilities",
        "/ows/wfs?SERVICE=WFS&REQUEST=GetCapabilities&VERSION=2.0.0",
        ("GetFeature", "DescribeFeatureType", "GetCapabilities"),
    ),
    Offer(
        "atom", "download", "infoFeatureAccessService",
        Text("Stahovací služba ATOM", "Download service ATOM"),
        "INSPIRE ATOM 3.1", "WWW:LINK-1.0-http--atom",
        "/atom/",
        ("Get Spatial Data Set", "Get Download Service Metadata"),
    ),
    Offer(
        "csw", "discovery", "infoCatalogueService",
        Text("Vyhledávací služba CSW", "Discovery service CSW"),
        "OGC:CSW 2.0.2", "OGC:CSW-2.0.2-http-get-capabilities",
        "/csw?service=CSW&version=2.0.2&request=GetCapabilities",
        ("GetRecords", "GetRecordById", "GetCapabilities"),
    ),
)  # fmt: skip


def offers() -> Iterator[Offer]:
    """All services: those over the whole map, and a WMS for each theme."""
    yield from OFFERS
    whole = OFFERS[0]
    for theme in catalogue().themes:
        yield replace(
            whole,
            id=f"{whole.id}_{theme.id}",
            title=Text(
                f"{whole.title.cs} – {theme.title.cs}", f"{whole.title.en} – {theme.title.en}"
            ),
            path=whole.path.replace("/ows/", f"/ows/{theme.id}/"),
            theme=theme.id,
        )


def places(layer: LayerDef, root: str) -> Iterator[Place]:
    """The services that have the layer, each under the layer's name in it."""
    for offer in offers():
        if offer.holds(layer):
            yield _place(offer, root, layer.id)


def services(root: str, title: Text, data_sets: Sequence[DataSet]) -> Iterator[Service]:
    """The services with the data sets that they have, all for one asker; there is at least one.

    A theme of which he may see nothing has none.
    """
    first = data_sets[0]
    for offer in offers():
        held = tuple(each for each in data_sets if offer.holds(each.layer))
        if offer.theme and not held:
            continue
        yield Service(
            id=offer.id,
            kind=offer.kind,
            category=offer.category,
            title=Text(f"{offer.title.cs}: {title.cs}", f"{offer.title.en}: {title.en}"),
            abstract=Text(
                f"{offer.title.cs} nad {len(held)} vrstvami: {title.cs}.",
                f"{offer.title.en} over {len(held)} layers: {title.en}.",
            ),
            version=offer.version,
            place=replace(_place(offer, root, offer.id), downloads=False),
            operations=offer.operations,
            changed=max(each.changed for each in data_sets),
            box=first.box,
            operator=first.operator,
            data_sets=held,
            records=f"{root}{CSW_RECORD}",
        )


def _place(offer: Offer, root: str, name: str) -> Place:
    path = offer.path
    if name != offer.id:
        path = {
            "api": f"/api/collections/{name}",
            "atom": f"/atom/{name}.xml",
        }.get(offer.id, path)
    return Place(
        f"{root}{path}", offer.protocol, name, offer.title, downloads=offer.kind == "download"
    )
