"""The landing page and the list of conformance classes."""

from django.http import HttpRequest, HttpResponse

from gis.api.answers import documents, html_answer, json_answer, language, wants_html
from gis.api.endpoint import endpoint
from gis.api.links import HTML, JSON, OPENAPI, Link, address, self_and_alternate
from gis.api.parameters import Parameters
from gis.api.words import words

CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
    "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
)


@endpoint
def landing(request: HttpRequest) -> HttpResponse:
    """`/api/`: where everything is."""
    Parameters(request, ())
    html = wants_html(request)
    text = words(language())
    links = [
        *self_and_alternate(request, kind=JSON, html=html),
        Link("service-desc", address(request, "/openapi.json"), OPENAPI, text["definition"]),
        Link("service-doc", address(request, "/openapi.html"), HTML, text["definition"]),
        Link("conformance", address(request, "/conformance"), JSON, text["conformance"]),
        Link("data", address(request, "/collections"), JSON, text["collections"]),
        Link(
            "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
            address(request, "/tileMatrixSets"),
            JSON,
        ),
    ]
    if html:
        return html_answer(request, "landing", {})
    return json_answer(
        {
            "title": text["product"],
            "description": text["landing"],
            "attribution": "© ČÚZK",
            "links": documents(links),
        }
    )


@endpoint
def conformance(request: HttpRequest) -> HttpResponse:
    """`/api/conformance`."""
    Parameters(request, ())
    if wants_html(request):
        trail = [("/api/", words(language())["api"])]
        return html_answer(request, "conformance", {"classes": CONFORMANCE}, trail=trail)
    return json_answer({"conformsTo": CONFORMANCE})
