"""What INSPIRE asks of the capabilities of a view service (Technical Guidance 3.11)."""

from datetime import date
from xml.etree.ElementTree import Element

from tiles.capabilities.address import Address
from tiles.capabilities.offer import Branch
from tiles.capabilities.service_text import LANGUAGES, Language, ServiceText
from tiles.element import add

NAMESPACES = {
    "xmlns:inspire_common": "http://inspire.ec.europa.eu/schemas/common/1.0",
    "xmlns:inspire_vs": "http://inspire.ec.europa.eu/schemas/inspire_vs/1.0",
}
_REGULATION = (
    "Nařízení Komise (ES) č. 976/2009",
    "2009-10-19",
    "OJ:L:2009:274:0009:0018",
    "https://eur-lex.europa.eu/LexUriServ/LexUriServ.do?uri=OJ:L:2009:274:0009:0018:EN:PDF",
)


def add_inspire(
    capability: Element,
    tree: tuple[Branch, ...],
    text: ServiceText,
    address: Address,
    language: Language,
) -> None:
    """All metadata where the settings name the operator, else a link to them."""
    extended = add(capability, "inspire_vs:ExtendedCapabilities")
    if text.operator and text.email:
        _add_metadata(extended, tree, text, address)
        _add_languages(extended, language)
        _add_metadata_url(extended, address)
    else:
        _add_metadata_url(extended, address)
        _add_languages(extended, language)


def _add_metadata_url(extended: Element, address: Address) -> None:
    link = add(extended, "inspire_common:MetadataUrl")
    add(link, "inspire_common:URL", address.record("wms"))
    add(link, "inspire_common:MediaType", "application/vnd.ogc.csw.GetRecordByIdResponse_xml")


def _add_languages(extended: Element, language: Language) -> None:
    languages = add(extended, "inspire_common:SupportedLanguages")
    default, *others = LANGUAGES
    first = add(languages, "inspire_common:DefaultLanguage")
    add(first, "inspire_common:Language", default)
    for other in others:
        supported = add(languages, "inspire_common:SupportedLanguage")
        add(supported, "inspire_common:Language", other)
    add(add(extended, "inspire_common:ResponseLanguage"), "inspire_common:Language", language)


def _add_metadata(
    extended: Element, tree: tuple[Branch, ...], text: ServiceText, address: Address
) -> None:
    locator = add(extended, "inspire_common:ResourceLocator")
    add(
        locator,
        "inspire_common:URL",
        f"{address.service('wms')}?SERVICE=WMS&REQUEST=GetCapabilities",
    )
    add(locator, "inspire_common:MediaType", "application/vnd.ogc.wms_xml")
    add(extended, "inspire_common:ResourceType", "service")
    day = _newest(tree)
    time = add(extended, "inspire_common:TemporalReference")
    add(time, "inspire_common:DateOfLastRevision", day.isoformat())
    _add_conformity(extended)
    contact = add(extended, "inspire_common:MetadataPointOfContact")
    add(contact, "inspire_common:OrganisationName", text.operator)
    add(contact, "inspire_common:EmailAddress", text.email)
    add(extended, "inspire_common:MetadataDate", day.isoformat())
    add(extended, "inspire_common:SpatialDataServiceType", "view")
    keyword = add(extended, "inspire_common:MandatoryKeyword")
    add(keyword, "inspire_common:KeywordValue", "infoMapAccessService")
    for word in text.keywords:
        add(add(extended, "inspire_common:Keyword"), "inspire_common:KeywordValue", word)


def _add_conformity(extended: Element) -> None:
    """Not claimed: nobody has evaluated the data sets against the harmonised models."""
    title, published, citation, url = _REGULATION
    conformity = add(extended, "inspire_common:Conformity")
    specification = add(conformity, "inspire_common:Specification")
    add(specification, "inspire_common:Title", title)
    add(specification, "inspire_common:DateOfPublication", published)
    add(specification, "inspire_common:URI", citation)
    locator = add(specification, "inspire_common:ResourceLocator")
    add(locator, "inspire_common:URL", url)
    add(locator, "inspire_common:MediaType", "application/pdf")
    add(conformity, "inspire_common:Degree", "notEvaluated")


def _newest(tree: tuple[Branch, ...]) -> date:
    days = [offered.day for branch in tree for offered in branch.layers if offered.day]
    return max(days, default=date.today())
