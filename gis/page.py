"""What pages have around their content: the language, the way to the other one, common words."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from layers.catalogue import Text

_WORDS = {
    "product": Text("Digitální mapa veřejné správy", "Digital Map of Public Administration"),
    "skip": Text("Přejít na obsah", "Skip to the content"),
    "other": Text("English", "Česky"),
}


def language_of(request: HttpRequest) -> str:
    """The one that the address names, else the browser's."""
    asked = request.GET.get("lang", "")
    found = asked if asked in {"cs", "en"} else (get_language() or "cs")[:2]
    return "en" if found == "en" else "cs"


def page(
    request: HttpRequest,
    template: str,
    words: Mapping[str, str],
    context: Mapping[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """A template that extends `page.html`; `words` are its own, in the asker's language."""
    language = language_of(request)
    other = "cs" if language == "en" else "en"
    query = request.GET.copy()
    query["lang"] = other
    common = {key: text.in_language(language) for key, text in _WORDS.items()}
    frame = {
        "words": common | dict(words),
        "language": language,
        "other_language": other,
        "other_address": f"?{query.urlencode()}",
    }
    return render(request, template, frame | dict(context), status=status)
