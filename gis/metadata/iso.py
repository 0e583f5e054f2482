"""ISO 19139 records by the profile of INSPIRE, of a data set and of a service."""

from lxml import etree

from gis.metadata import parts
from gis.metadata.element import Element, add, add_both, add_text
from gis.metadata.subject import DataSet, Service
from gis.metadata.vocabulary import (
    CODELISTS,
    GEMET,
    INTEROPERABILITY,
    NETWORK_SERVICES,
    SERVICE_CLASSES,
    THEMES,
)
from layers.crs import KROVAK, SUPPORTED

_FORMATS = ("GeoPackage", "GML", "GeoJSON", "CSV", "FlatGeobuf")


def data_set_record(found: DataSet) -> Element:
    layer = found.layer
    root = parts.record(found.id, "dataset", "datová sada", found.operator, found.changed)
    parts.add_systems(root, SUPPORTED)
    held = add(add(root, "gmd:identificationInfo"), "gmd:MD_DataIdentification")
    days = {"revision": found.data} if found.data else {"publication": found.changed}
    parts.add_citation(held, layer.title, days, found.id)
    add_both(held, "gmd:abstract", layer.abstract.cs, layer.abstract.en)
    parts.add_party(held, "gmd:pointOfContact", found.provider, "owner")
    parts.add_party(held, "gmd:pointOfContact", found.operator, "distributor")
    if layer.inspire:
        parts.add_keywords(held, [THEMES[layer.inspire].cs], GEMET)
    parts.add_keywords(held, [found.theme.cs, found.theme.en], None)
    parts.add_constraints(held, layer.licence, public=layer.access.see == "public")
    kind = "grid" if layer.geometry == "raster" or not layer.has_rows else "vector"
    if layer.geometry == "none" and layer.has_rows:
        kind = "textTable"
    parts.code(held, "gmd:spatialRepresentationType", "MD_SpatialRepresentationTypeCode", kind)
    if layer.source_scale:
        resolution = add(add(held, "gmd:spatialResolution"), "gmd:MD_Resolution")
        fraction = add(add(resolution, "gmd:equivalentScale"), "gmd:MD_RepresentativeFraction")
        add(add(fraction, "gmd:denominator"), "gco:Integer", str(layer.source_scale))
    parts.code(held, "gmd:language", "LanguageCode", "cze")
    parts.code(held, "gmd:characterSet", "MD_CharacterSetCode", "utf8")
    add(add(held, "gmd:topicCategory"), "gmd:MD_TopicCategoryCode", layer.topic)
    spoken = (found.oldest, found.data) if found.oldest and found.data else None
    parts.add_extent(held, "gmd:extent", found.box, spoken)
    parts.add_distribution(root, _FORMATS if layer.has_rows else ("image/png",), found.places)
    parts.add_quality(root, "dataset", INTEROPERABILITY, found.lineage)
    return root


def service_record(found: Service) -> Element:
    root = parts.record(found.id, "service", "služba", found.operator, found.changed)
    parts.add_systems(root, (KROVAK,))
    held = add(add(root, "gmd:identificationInfo"), "srv:SV_ServiceIdentification")
    parts.add_citation(held, found.title, {"revision": found.changed}, found.id)
    add_both(held, "gmd:abstract", found.abstract.cs, found.abstract.en)
    parts.add_party(held, "gmd:pointOfContact", found.operator, "custodian")
    parts.add_keywords(held, [found.category], SERVICE_CLASSES)
    parts.add_constraints(held, "podmínky jednotlivých vrstev", public=True)
    add(add(held, "srv:serviceType"), "gco:LocalName", found.kind)
    add_text(held, "srv:serviceTypeVersion", found.version)
    parts.add_extent(held, "srv:extent", found.box)
    for each in found.data_sets:
        coupled = add(add(held, "srv:coupledResource"), "srv:SV_CoupledResource")
        add_text(coupled, "srv:operationName", found.operations[-1])
        add_text(coupled, "srv:identifier", each.id)
        add(coupled, "gco:ScopedName", each.id)
    _add_coupling(held)
    for operation in found.operations:
        told = add(add(held, "srv:containsOperations"), "srv:SV_OperationMetadata")
        add_text(told, "srv:operationName", operation)
        dcp = add(add(told, "srv:DCP"), "srv:DCPList", "WebServices")
        dcp.set("codeList", f"{CODELISTS}#DCPList")
        dcp.set("codeListValue", "WebServices")
        point = add(add(told, "srv:connectPoint"), "gmd:CI_OnlineResource")
        add(add(point, "gmd:linkage"), "gmd:URL", found.place.url)
    for each in found.data_sets:
        add(held, "srv:operatesOn", uuidref=each.id, xlink_href=f"{found.records}{each.id}")
    parts.add_distribution(root, (found.place.protocol,), (found.place,))
    parts.add_quality(root, "service", NETWORK_SERVICES, None)
    return root


def _add_coupling(held: Element) -> None:
    coupling = add(add(held, "srv:couplingType"), "srv:SV_CouplingType", "tight")
    coupling.set("codeList", f"{CODELISTS}#SV_CouplingType")
    coupling.set("codeListValue", "tight")


def text(root: Element) -> str:
    """The record as text, without a declaration: it is laid into answers."""
    return etree.tostring(root, encoding="unicode")
