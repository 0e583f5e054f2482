"""The words of a service as a whole, in the language that was asked."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import yaml
from django.conf import settings

from layers.catalogue import catalogue
from tiles.theme import in_theme

Language = Literal["cze", "eng"]
"""As INSPIRE names them (ISO 639-2/B)."""
LANGUAGES: tuple[Language, ...] = ("cze", "eng")
AUTHORITY = "DMVS"


def language_of(asked: str) -> Language:
    """The language of the answer: what is not spoken here is answered in Czech, as INSPIRE asks."""
    return "eng" if asked.lower() in {"eng", "en"} else "cze"


def short(language: Language) -> str:
    """As the catalogue names it."""
    return "en" if language == "eng" else "cs"


@dataclass(frozen=True, slots=True)
class ServiceText:
    """What `mapproxy.yaml` and the settings say of the services."""

    language: str
    title: str
    abstract: str
    fees: str
    constraints: str
    keywords: tuple[str, ...]
    operator: str
    email: str


def service_text(language: Language, theme: str) -> ServiceText:
    words = _words()
    ending = "_en" if language == "eng" else ""
    title, abstract = words[f"title{ending}"], words[f"abstract{ending}"]
    if theme:
        titles = [
            each.title.in_language(short(language))
            for each in catalogue().themes
            if any(in_theme(catalogue().layers[layer], theme) for layer in each.layers[:1])
        ]
        title, abstract = f"{title}: {', '.join(titles)[:200]}", ", ".join(titles)
    return ServiceText(
        language=short(language),
        title=title,
        abstract=abstract,
        fees=words[f"fees{ending}"],
        constraints=words[f"access_constraints{ending}"],
        keywords=tuple(words["keyword_list"][0]["keywords"]),
        operator=settings.OPERATOR_NAME,
        email=settings.OPERATOR_EMAIL,
    )


@cache
def _words() -> dict[str, Any]:
    content = yaml.safe_load((settings.ROOT / "mapproxy.yaml").read_text(encoding="utf-8"))
    found: dict[str, Any] = content["services"]["wms"]["md"]
    return found
