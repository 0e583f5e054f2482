"""What all addresses of the API have in common: methods, errors, caching, CORS, language."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from gis.api.problems import MethodNotAllowed, UriTooLong, problem
from layers.catalogue import Text

MAX_URI = 8192
"""Bytes of path and query; more is answered by 414."""
METHODS = "GET, HEAD, OPTIONS"

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def endpoint(view: View[P]) -> View[P]:
    """A view read by GET or HEAD, from any origin; its exceptions become problems."""
    return _endpoint(view, METHODS)


def endpoint_taking_posts(view: View[P]) -> View[P]:
    """A view that takes POST too, but of no page of another origin: OPTIONS does not offer it."""
    return _endpoint(view, f"{METHODS}, POST")


def _endpoint(view: View[P], methods: str) -> View[P]:

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
        else:
            try:
                _check(request, methods)
                with translation.override(_language(request)):
                    try:
                        response = view(request, *args, **kwargs)
                    except Exception as exc:
                        response = problem(exc)
            except (MethodNotAllowed, UriTooLong) as exc:
                response = problem(exc)
        return _with_headers(request, response, methods)

    return answer


def _check(request: HttpRequest, methods: str) -> None:
    if request.method not in methods.split(", "):
        raise MethodNotAllowed(Text(f"Zde lze jen {methods}.", f"Only {methods} is possible here."))
    if len(request.META.get("QUERY_STRING", "")) + len(request.path) > MAX_URI:
        raise UriTooLong(
            Text(
                f"Adresa může mít nejvýše {MAX_URI} znaků.",
                f"An address may have at most {MAX_URI} characters.",
            )
        )


def _language(request: HttpRequest) -> str:
    """`lang` decides, then what the browser asks for."""
    asked = request.GET.get("lang", "")
    return asked if asked in {"cs", "en"} else (translation.get_language() or "cs")[:2]


def _with_headers(
    request: HttpRequest, response: HttpResponseBase, methods: str
) -> HttpResponseBase:
    if response.status_code in {204, 405}:
        response.headers.setdefault("Allow", methods)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Content-Crs, ETag, Link, Retry-After"
    response.headers.setdefault("Cache-Control", "no-cache")
    if request.user.is_authenticated:
        patch_cache_control(response, private=True)
    if request.method == "OPTIONS":
        response["Access-Control-Allow-Methods"] = METHODS
        response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    patch_vary_headers(response, ["Accept", "Accept-Language", "Authorization", "Cookie"])
    return response
