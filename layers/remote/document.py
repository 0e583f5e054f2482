"""XML of strangers before OWSLib sees it: no entities, nothing loaded from elsewhere."""

from typing import Any, cast

from lxml import etree

from layers.remote.errors import RemoteFailure


def plain_xml(body: bytes) -> bytes:
    """The document without its DTD, which may declare nothing; raises `RemoteFailure`.

    Capabilities of WMS 1.1.1 name a DTD by right, which is dropped unread.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as exc:
        raise RemoteFailure("Odpověď služby není XML.") from exc
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in cast(Any, dtd).iterentities()):
        raise RemoteFailure("Odpověď služby obsahuje vlastní entity XML, které se nepřijímají.")
    name = etree.QName(root).localname
    if name in {"ServiceExceptionReport", "ExceptionReport"}:
        words = " ".join(" ".join(map(str, root.itertext())).split())[:300]
        raise RemoteFailure(f"Služba odpověděla chybou: {words}")
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
