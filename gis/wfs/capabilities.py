"""GetCapabilities: what the service offers to the one who asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gis.api.answers import language
from gis.api.collections import geographic_bounds
from gis.api.data_state import data_version, ground
from gis.wfs.addresses import wfs_address
from gis.wfs.feature_types import types_for
from gis.wfs.features import FORMATS
from gis.wfs.problem import XML
from gis.wfs.query import MAX_COUNT
from gis.wfs.systems import DEFAULT, OTHERS, urn
from layers.export.gml_schema import NAMESPACE, PREFIX

_NO_LESS = {
    "ImplementsQuery": True,
    "ImplementsAdHocQuery": True,
    "ImplementsFunctions": False,
    "ImplementsResourceId": True,
    "ImplementsMinStandardFilter": True,
    "ImplementsStandardFilter": True,
    "ImplementsMinSpatialFilter": True,
    "ImplementsSpatialFilter": True,
    "ImplementsMinTemporalFilter": True,
    "ImplementsTemporalFilter": True,
    "ImplementsVersionNav": False,
    "ImplementsSorting": True,
    "ImplementsExtendedOperators": False,
    "ImplementsMinimumXPath": True,
    "ImplementsSchemaElementFunc": False,
}
_CONSTRAINTS = {
    "ImplementsBasicWFS": False,
    "ImplementsTransactionalWFS": False,
    "ImplementsLockingWFS": False,
    "KVPEncoding": True,
    "XMLEncoding": True,
    "SOAPEncoding": False,
    "ImplementsInheritance": False,
    "ImplementsRemoteResolve": False,
    "ImplementsResultPaging": True,
    "ImplementsStandardJoins": False,
    "ImplementsSpatialJoins": False,
    "ImplementsTemporalJoins": False,
    "ImplementsFeatureVersioning": False,
    "ManageStoredQueries": False,
}
_OPERATORS = {
    "operations": "GetCapabilities DescribeFeatureType ListStoredQueries DescribeStoredQueries "
    "GetFeature",
    "comparisons": "PropertyIsEqualTo PropertyIsNotEqualTo PropertyIsLessThan "
    "PropertyIsGreaterThan PropertyIsLessThanOrEqualTo PropertyIsGreaterThanOrEqualTo "
    "PropertyIsLike PropertyIsNull PropertyIsNil PropertyIsBetween",
    "geometries": "Envelope Point MultiPoint LineString MultiCurve Polygon MultiSurface",
    "relations": "BBOX Equals Disjoint Intersects Touches Crosses Within Contains Overlaps DWithin "
    "Beyond",
    "times": "After Before Begins BegunBy TContains During EndedBy Ends TEquals Meets MetBy "
    "TOverlaps OverlappedBy",
}


def capabilities(request: HttpRequest) -> HttpResponse:
    """The document, with the types that the user may take away."""
    shown = language()
    west, south, east, north = geographic_bounds(ground(data_version()))
    context = {
        "address": wfs_address(request),
        "types": [
            (layer, layer.title.in_language(shown), layer.abstract.in_language(shown))
            for layer in types_for(request.user)
        ],
        "prefix": PREFIX,
        "namespace": NAMESPACE,
        "formats": list(FORMATS),
        "default_system": urn(DEFAULT.srid),
        "other_systems": OTHERS,
        "lower": f"{west} {south}",
        "upper": f"{east} {north}",
        "language": shown,
        "conformance": _told(_NO_LESS),
        "constraints": [*_told(_CONSTRAINTS), ("CountDefault", str(MAX_COUNT))],
        **{name: words.split() for name, words in _OPERATORS.items()},
    }
    return render(request, "wfs/capabilities.xml", context, content_type=XML)


def _told(constraints: dict[str, bool]) -> list[tuple[str, str]]:
    return [(name, str(value).upper()) for name, value in constraints.items()]
