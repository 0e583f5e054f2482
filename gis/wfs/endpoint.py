"""`/ows/wfs`: which operation answers, and what every answer has."""

from collections.abc import Callable, Mapping

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from gis.api.answers import language
from gis.api.filter.problem import BadFilter
from gis.wfs import asked as parameters
from gis.wfs.asked import Asked
from gis.wfs.capabilities import capabilities
from gis.wfs.feature_types import type_for, types_for
from gis.wfs.features import BY_ID, get_feature
from gis.wfs.problem import XML, WfsError, report
from layers.export.gml_schema import NAMESPACE, PREFIX, schema

METHODS = "GET, HEAD, POST, OPTIONS"
Operation = Callable[[HttpRequest, Asked], HttpResponseBase]


@csrf_exempt
def wfs(request: HttpRequest) -> HttpResponseBase:
    """One request; whatever is wrong with it becomes an exception report."""
    asked_language = request.GET.get("lang", "")
    shown = asked_language if asked_language in {"cs", "en"} else translation.get_language()
    with translation.override((shown or "cs")[:2]):
        return _with_headers(request, _answer(request))


def _answer(request: HttpRequest) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponse(status=405)
    try:
        asked = parameters.parse(request)
        name = asked.needed("REQUEST")
        if name not in _OPERATIONS:
            raise WfsError(
                "OperationNotSupported",
                name[:80],
                f"Operace {name[:80]!r} není podporována.",
                f"The operation {name[:80]!r} is not supported.",
            )
        return _OPERATIONS[name](request, asked)
    except DataError:
        return report(BadFilter("Filtr nelze vypočítat.", "The filter cannot be computed."))
    except Exception as exc:
        return report(exc)


def _with_headers(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code in {204, 405}:
        response["Allow"] = METHODS
    response["Access-Control-Allow-Origin"] = "*"
    response.headers.setdefault("Cache-Control", "no-cache")
    if request.user.is_authenticated:
        patch_cache_control(response, private=True)
    patch_vary_headers(response, ["Accept-Language", "Authorization", "Cookie"])
    return response


def _capabilities(request: HttpRequest, asked: Asked) -> HttpResponse:
    return capabilities(request)


def _describe(request: HttpRequest, asked: Asked) -> HttpResponse:
    names = asked.text("TYPENAMES") or asked.text("TYPENAME")
    layers = (
        [type_for(request.user, name) for name in names.split(",")]
        if names
        else types_for(request.user)
    )
    return HttpResponse(schema((layer, layer.fields) for layer in layers), content_type=XML)


def _stored_queries(request: HttpRequest, asked: Asked) -> HttpResponse:
    context = {"id": BY_ID, "types": types_for(request.user), "prefix": PREFIX,
               "namespace": NAMESPACE, "language": language()}  # fmt: skip
    name = "described" if asked.text("REQUEST").startswith("Describe") else "listed"
    for wanted in filter(None, asked.text("STOREDQUERY_ID").split(",")):
        if wanted != BY_ID:
            raise WfsError("InvalidParameterValue", "STOREDQUERY_ID", f"Jen {BY_ID}.", "Unknown.")
    return render(request, f"wfs/stored_queries_{name}.xml", context, content_type=XML)


_OPERATIONS: Mapping[str, Operation] = {
    "GetCapabilities": _capabilities,
    "DescribeFeatureType": _describe,
    "GetFeature": get_feature,
    "ListStoredQueries": _stored_queries,
    "DescribeStoredQueries": _stored_queries,
}
