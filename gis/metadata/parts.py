"""The parts that records of data sets and of services have in common."""

from collections.abc import Sequence
from datetime import date

from lxml import etree

from gis.metadata.element import (
    NAMESPACES,
    Element,
    add,
    add_anchor,
    add_both,
    add_code,
    add_text,
    name,
)
from gis.metadata.subject import Box, Party, Place
from gis.metadata.vocabulary import CODELISTS, LICENCES, NO_LIMITATIONS, PUBLIC_SECURITY
from layers.catalogue import Text


def code(parent: Element, tag: str, code_list: str, value: str) -> None:
    add_code(parent, tag, code_list, value, lists=CODELISTS)


def record(id_: str, scope: str, scope_name: str, operator: Party, changed: date) -> Element:
    """The head of a record, up to its reference systems."""
    root = etree.Element(name("gmd:MD_Metadata"), nsmap=NAMESPACES)
    add_text(root, "gmd:fileIdentifier", id_)
    code(root, "gmd:language", "LanguageCode", "cze")
    code(root, "gmd:characterSet", "MD_CharacterSetCode", "utf8")
    code(root, "gmd:hierarchyLevel", "MD_ScopeCode", scope)
    add_text(root, "gmd:hierarchyLevelName", scope_name)
    add_party(root, "gmd:contact", operator, "pointOfContact")
    add(add(root, "gmd:dateStamp"), "gco:Date", changed.isoformat())
    add_text(root, "gmd:metadataStandardName", "ISO 19115/19119/19139, INSPIRE TG 2.0")
    add_text(root, "gmd:metadataStandardVersion", "2003/Cor.1:2006, 2005, 2007")
    locale = add(add(root, "gmd:locale"), "gmd:PT_Locale", id="locale-eng")
    code(locale, "gmd:languageCode", "LanguageCode", "eng")
    code(locale, "gmd:characterEncoding", "MD_CharacterSetCode", "utf8")
    return root


def add_systems(root: Element, srids: Sequence[int]) -> None:
    for srid in srids:
        held = add(add(root, "gmd:referenceSystemInfo"), "gmd:MD_ReferenceSystem")
        identifier = add(add(held, "gmd:referenceSystemIdentifier"), "gmd:RS_Identifier")
        uri = f"http://www.opengis.net/def/crs/EPSG/0/{srid}"
        add_anchor(identifier, "gmd:code", uri, uri)
        add_text(identifier, "gmd:codeSpace", "EPSG")


def add_party(parent: Element, tag: str, party: Party, role: str) -> None:
    held = add(add(parent, tag), "gmd:CI_ResponsibleParty")
    add_text(held, "gmd:organisationName", party.name)
    if party.email:
        contact = add(add(held, "gmd:contactInfo"), "gmd:CI_Contact")
        address = add(add(contact, "gmd:address"), "gmd:CI_Address")
        add_text(address, "gmd:electronicMailAddress", party.email)
    code(held, "gmd:role", "CI_RoleCode", role)


def add_citation(parent: Element, title: Text, days: dict[str, date], id_: str) -> None:
    citation = add(add(parent, "gmd:citation"), "gmd:CI_Citation")
    add_both(citation, "gmd:title", title.cs, title.en)
    for kind, day in days.items():
        _add_day(citation, day.isoformat(), kind)
    identifier = add(add(citation, "gmd:identifier"), "gmd:MD_Identifier")
    add_text(identifier, "gmd:code", id_)


def add_keywords(parent: Element, words: Sequence[str], source: tuple[str, str] | None) -> None:
    """Keywords of a vocabulary, told by its title and day of publication, or free ones."""
    held = add(add(parent, "gmd:descriptiveKeywords"), "gmd:MD_Keywords")
    for word in words:
        add_text(held, "gmd:keyword", word)
    code(held, "gmd:type", "MD_KeywordTypeCode", "theme")
    if source:
        citation = add(add(held, "gmd:thesaurusName"), "gmd:CI_Citation")
        add_text(citation, "gmd:title", source[0])
        _add_day(citation, source[1], "publication")


def add_constraints(parent: Element, licence: str, *, public: bool) -> None:
    """What the use is bound to, and whether the public may have it, by the lists of INSPIRE."""
    use = add(add(parent, "gmd:resourceConstraints"), "gmd:MD_LegalConstraints")
    code(use, "gmd:useConstraints", "MD_RestrictionCode", "otherRestrictions")
    if licence in LICENCES:
        add_anchor(use, "gmd:otherConstraints", licence, LICENCES[licence])
    else:
        add_text(use, "gmd:otherConstraints", licence)
    access = add(add(parent, "gmd:resourceConstraints"), "gmd:MD_LegalConstraints")
    code(access, "gmd:accessConstraints", "MD_RestrictionCode", "otherRestrictions")
    if public:
        add_anchor(access, "gmd:otherConstraints", "Bez omezení přístupu", NO_LIMITATIONS)
    else:
        why = "Přístup jen pro oprávněné: veřejná bezpečnost a obrana"
        add_anchor(access, "gmd:otherConstraints", why, PUBLIC_SECURITY)


def add_extent(parent: Element, tag: str, box: Box, days: tuple[date, date] | None = None) -> None:
    extent = add(add(parent, tag), "gmd:EX_Extent")
    bounds = add(add(extent, "gmd:geographicElement"), "gmd:EX_GeographicBoundingBox")
    sides = ("westBoundLongitude", "eastBoundLongitude", "southBoundLatitude", "northBoundLatitude")
    for side, value in zip(sides, (box.west, box.east, box.south, box.north), strict=True):
        add(add(bounds, f"gmd:{side}"), "gco:Decimal", f"{value:.6f}")
    if days:
        held = add(add(extent, "gmd:temporalElement"), "gmd:EX_TemporalExtent")
        period = add(add(held, "gmd:extent"), "gml:TimePeriod", gml_id="period")
        add(period, "gml:beginPosition", days[0].isoformat())
        add(period, "gml:endPosition", days[1].isoformat())


def add_distribution(root: Element, formats: Sequence[str], places: Sequence[Place]) -> None:
    held = add(add(root, "gmd:distributionInfo"), "gmd:MD_Distribution")
    for each in formats:
        form = add(add(held, "gmd:distributionFormat"), "gmd:MD_Format")
        add_text(form, "gmd:name", each)
        add(form, "gmd:version", gco_nilReason="unknown")
    options = add(add(held, "gmd:transferOptions"), "gmd:MD_DigitalTransferOptions")
    for place in places:
        online = add(add(options, "gmd:onLine"), "gmd:CI_OnlineResource")
        add(add(online, "gmd:linkage"), "gmd:URL", place.url)
        add_text(online, "gmd:protocol", place.protocol)
        add_text(online, "gmd:name", place.name)
        add_text(online, "gmd:description", place.title.cs)
        function = "download" if place.downloads else "information"
        code(online, "gmd:function", "CI_OnLineFunctionCode", function)


def add_quality(root: Element, scope: str, rule: tuple[str, str], lineage: Text | None) -> None:
    """Conformity is not claimed: nobody has evaluated it."""
    held = add(add(root, "gmd:dataQualityInfo"), "gmd:DQ_DataQuality")
    code(add(add(held, "gmd:scope"), "gmd:DQ_Scope"), "gmd:level", "MD_ScopeCode", scope)
    if scope == "service":
        level = held[0][0]
        words = add(add(level, "gmd:levelDescription"), "gmd:MD_ScopeDescription")
        add_text(words, "gmd:other", "služba")
    report = add(add(held, "gmd:report"), "gmd:DQ_DomainConsistency")
    result = add(add(report, "gmd:result"), "gmd:DQ_ConformanceResult")
    citation = add(add(result, "gmd:specification"), "gmd:CI_Citation")
    add_text(citation, "gmd:title", rule[0])
    _add_day(citation, rule[1], "publication")
    add_text(result, "gmd:explanation", "Soulad nebyl vyhodnocen.")
    add(result, "gmd:pass", gco_nilReason="unknown")
    if lineage:
        told = add(add(held, "gmd:lineage"), "gmd:LI_Lineage")
        add_both(told, "gmd:statement", lineage.cs, lineage.en)


def _add_day(citation: Element, day: str, kind: str) -> None:
    held = add(add(citation, "gmd:date"), "gmd:CI_Date")
    add(add(held, "gmd:date"), "gco:Date", day)
    code(held, "gmd:dateType", "CI_DateTypeCode", kind)
