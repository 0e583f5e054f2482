"""XML from clients, read without types, entities, inclusions or the network, and within limits."""

from lxml import etree

from gis.wfs.problem import WfsError

MAX_BYTES = 1_000_000
MAX_DEPTH = 60
MAX_ELEMENTS = 30_000
FES = "http://www.opengis.net/fes/2.0"


def read(content: bytes, *, locator: str) -> etree._Element:
    """The root; raises `WfsError` for what is malformed, too large or declares a type."""
    if len(content) > MAX_BYTES:
        raise _refused(locator, "je příliš velké", "is too large")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise _refused(locator, "není správně utvořené", "is not well formed") from exc
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(locator, "nesmí mít DOCTYPE", "must not have a DOCTYPE")
    _check_size(root, locator)
    return root


def name_of(element: etree._Element) -> str:
    """The name without its namespace."""
    return str(etree.QName(element).localname)


def _check_size(root: etree._Element, locator: str) -> None:
    level, count = [root], 0
    for _ in range(MAX_DEPTH):
        count += len(level)
        if count > MAX_ELEMENTS:
            break
        level = [child for element in level for child in element]
        if not level:
            return
    raise _refused(locator, "je příliš hluboké nebo velké", "is too deep or too large")


def _refused(locator: str, cs: str, en: str) -> WfsError:
    return WfsError("OperationParsingFailed", locator, f"XML {cs}.", f"The XML {en}.")
