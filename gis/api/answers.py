"""The form of an answer: JSON or HTML, as `f` or Accept have it."""

import json
from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from gis.api.links import GEOJSON, HTML, JSON, Link, same_address
from gis.api.problems import BadParameter
from gis.api.words import words


def wants_html(request: HttpRequest) -> bool:
    """Whether the client asks for a page; `f` decides over Accept, JSON is the default."""
    if "f" in request.GET:
        if request.GET["f"] not in {"json", "html"}:
            raise BadParameter("f", "Musí být json nebo html.", "Must be json or html.")
        return request.GET["f"] == "html"
    return request.get_preferred_type([GEOJSON, JSON, HTML]) == HTML


def language() -> str:
    return "en" if get_language() == "en" else "cs"


def json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_answer(document: object, *, content_type: str = JSON) -> HttpResponse:
    return HttpResponse(json_text(document), content_type=content_type)


def html_answer(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    trail: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """A page of this package, or of another's folder; `trail` are (address, title) above it."""
    shown = language()
    other = "cs" if shown == "en" else "en"
    return render(
        request,
        f"{template if '/' in template else f'api/{template}'}.html",
        {
            "language": shown,
            "other_language": other,
            "other_address": same_address(request, lang=other),
            "json_address": same_address(request, f="json"),
            "words": words(shown),
            "trail": trail,
            "suffix": f"?f=html&lang={shown}",
            **context,
        },
    )


def documents(links: Sequence[Link]) -> list[dict[str, object]]:
    return [link.document() for link in links]
