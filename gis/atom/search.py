"""The description of how data sets are searched for, by OpenSearch as INSPIRE has it."""

from collections.abc import Sequence

from lxml import etree

from gis.atom.element import NAMESPACES, OPENSEARCH, Element
from gis.atom.feeds import ATOM, SYSTEMS, Voice
from gis.metadata.subject import DataSet
from layers.catalogue import Text

_CODE = "spatial_dataset_identifier_code"
_SPACE = "spatial_dataset_identifier_namespace"


def description(voice: Voice, title: Text, found: Sequence[DataSet]) -> Element:
    namespaces = {None: OPENSEARCH, "inspire_dls": NAMESPACES["inspire_dls"]}
    root = etree.Element(f"{{{OPENSEARCH}}}OpenSearchDescription", nsmap=namespaces)  # type: ignore[arg-type]
    told = title.in_language(voice.language)
    _add(root, "ShortName", "DMVS")
    _add(root, "Description", told[:1024])
    own = voice.address("/atom/search.xml")
    kind = "application/opensearchdescription+xml"
    _add(root, "Url", type=kind, rel="self", template=own)
    search = voice.address("/atom/search")
    _add(root, "Url", type=ATOM, rel="results", template=f"{search}?q={{searchTerms}}")
    data_set = f"{_CODE}={{inspire_dls:{_CODE}?}}&{_SPACE}={{inspire_dls:{_SPACE}?}}"
    spoken = "language={language?}"
    template = f"{search}?{data_set}&{spoken}"
    _add(root, "Url", type=ATOM, rel="describedby", template=template)
    file = f"{search}?{data_set}&crs={{inspire_dls:crs?}}&{spoken}"
    for media in ("application/geopackage+sqlite3", "application/gml+xml"):
        _add(root, "Url", type=media, rel="results", template=file)
    _add(root, "LongName", told[:48])
    for each in found:
        query = _add(root, "Query", role="example", title=each.layer.title.cs)
        query.set(f"{{{NAMESPACES['inspire_dls']}}}{_CODE}", each.id)
        query.set(f"{{{NAMESPACES['inspire_dls']}}}{_SPACE}", voice.product)
        query.set(f"{{{NAMESPACES['inspire_dls']}}}crs", SYSTEMS[0].uri)
    for language in ("cs", "en"):
        _add(root, "Language", language)
    return root


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    child = etree.SubElement(parent, f"{{{OPENSEARCH}}}{tag}", attributes)
    child.text = text or None
    return child
