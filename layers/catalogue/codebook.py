"""Codebooks: kinds of objects that decrees list and renumber; each becomes a layer with a style.

A codebook (`codebooks/*.yaml`) is expanded into themes, layers and styles of the very shape that
stands in theme and style files, so that nothing else knows whether a layer was written by hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from layers.catalogue.definition import Text

Content = dict[str, Any]
Part = Literal["", "zone", "closed"]

_PARTS: Mapping[Part, Text] = {
    "": Text("{}", "{}"),
    "zone": Text("Ochranné pásmo: {}", "Protection zone: {}"),
    "closed": Text("{} – neveřejná část", "{} – closed part"),
}


@dataclass(frozen=True, slots=True)
class Decree:
    """A decree that numbers the phenomena, and when it does."""

    id: str
    title: Text
    valid_from: date
    valid_to: date | None

    def in_force_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Zone:
    """A protection zone; `width_m` where one follows from law, else each object brings its own."""

    width_m: float | None
    law: str


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """A monitored phenomenon: `codes` are its numbers by decree id.

    `months` is the update interval where the provider's passport promises none. Features of a
    partly closed phenomenon go to the layer `<layer>_closed` unless they are said to be public.
    """

    id: str
    layer: str
    title: Text
    codes: Mapping[str, str]
    law: str
    months: int
    zone: Zone | None
    partly_closed: bool

    @property
    def zone_layer(self) -> str:
        return f"{self.layer}_zone"

    @property
    def closed_layer(self) -> str:
        return f"{self.layer}_closed"

    @property
    def layers(self) -> tuple[str, ...]:
        """All layers that a delivery of the phenomenon speaks for."""
        zone = [self.zone_layer] if self.zone else []
        return (self.layer, *zone, *([self.closed_layer] if self.partly_closed else []))


@dataclass(frozen=True, slots=True)
class Codebook:
    """The phenomena in their order, and the decrees that number them."""

    id: str
    decrees: tuple[Decree, ...]
    phenomena: tuple[Phenomenon, ...]

    def by_code(self, code: str, decree: str) -> Phenomenon | None:
        """The phenomenon with the number in the decree; None where the number is not known."""
        return next((each for each in self.phenomena if each.codes.get(decree) == code), None)


def codebook(content: Content) -> Codebook:
    """The codebook from a checked file."""
    return Codebook(
        id=content["codebook"],
        decrees=tuple(
            Decree(each["id"], Text(**each["title"]), each["valid_from"], each.get("valid_to"))
            for each in content["decrees"]
        ),
        phenomena=tuple(_phenomenon(content, group, entry) for group, entry in _entries(content)),
    )


def themes(content: Content) -> Iterator[Content]:
    """A theme for each group, as a theme file has it."""
    for group in content["groups"]:
        yield {
            "theme": group["theme"],
            "order": group["order"],
            "title": group["title"],
            "layers": [
                layer for entry in group["phenomena"] for layer in _layers(content, group, entry)
            ],
        }


def styles(content: Content) -> Iterator[tuple[str, Content]]:
    """(layer, style as a style file has it): the look with the phenomenon's colour and title."""
    for group, entry in _entries(content):
        color: str = {**group, **entry}["color"]
        for part in _parts(entry):
            look = "zone" if part == "zone" else entry.get("look") or _LOOKS[entry["geometry"]]
            title = _title(entry, part)
            yield (
                _layer_id(content, entry, part),
                {"rules": [_rule(rule, color, title) for rule in content["looks"][look]]},
            )


_LOOKS = {"polygon": "area", "line": "line", "point": "point"}


def _entries(content: Content) -> Iterator[tuple[Content, Content]]:
    for group in content["groups"]:
        for entry in group["phenomena"]:
            yield group, entry


def _parts(entry: Content) -> list[Part]:
    parts: list[Part] = [""]
    if "zone" in entry:
        parts.append("zone")
    if entry.get("partly_closed"):
        parts.append("closed")
    return parts


def _layer_id(content: Content, entry: Content, part: Part = "") -> str:
    return "_".join(filter(None, (content["prefix"], entry["id"], part)))


def _phenomenon(content: Content, group: Content, entry: Content) -> Phenomenon:
    zone = entry.get("zone")
    return Phenomenon(
        id=entry["id"],
        layer=_layer_id(content, entry),
        title=Text(entry["cs"], entry["en"]),
        codes={content["code_decree"]: entry["code"], **entry.get("codes", {})},
        law=entry.get("law", ""),
        months={**group, **entry}["months"],
        zone=Zone(zone.get("m"), zone["law"]) if zone else None,
        partly_closed=entry.get("partly_closed", False),
    )


def _layers(content: Content, group: Content, entry: Content) -> Iterator[Content]:
    shared = content["layer"]
    level = entry.get("access", group.get("access", "staff"))
    for part in _parts(entry):
        title = _title(entry, part)
        seen = "closed" if part == "closed" or level == "closed" else level
        download = "closed" if seen == "closed" else shared["download"]
        law = entry["zone"]["law"] if part == "zone" else entry.get("law", "")
        yield {
            "id": _layer_id(content, entry, part),
            "title": title,
            "abstract": _abstract(content, entry, title, law),
            "geometry": "polygon" if part == "zone" else entry["geometry"],
            "law": law,
            **{key: shared[key] for key in ("provider", "attribution", "licence", "scale")},
            "access": {"see": seen, "query": seen, "download": download},
            "fields": shared["fields"] + (shared["zone_fields"] if part == "zone" else []),
        }


def _title(entry: Content, part: Part) -> dict[str, str]:
    form = _PARTS[part]
    return {"cs": form.cs.format(entry["cs"]), "en": form.en.format(entry["en"])}


def _abstract(content: Content, entry: Content, title: dict[str, str], law: str) -> dict[str, str]:
    number, decree = entry["code"], content["code_decree"]
    cs = f"{title['cs']}. Jev č. {number} podle vyhlášky č. {decree} Sb."
    en = f"{title['en']}. Phenomenon {number} of decree {decree}."
    if law:
        return {"cs": f"{cs} Právní základ: {law}.", "en": f"{en} Legal basis: {law}."}
    return {"cs": cs, "en": en}


def _rule(look: Content, color: str, title: dict[str, str]) -> Content:
    """One rule of a look, in the colour; what the look says of its class follows the title."""
    more = look.get("title")
    rule = {
        key: {"color": color, **look[key]} for key in ("fill", "line", "point") if key in look
    } | {
        "id": look["id"],
        "title": {
            language: f"{text} – {more[language]}" if more else text
            for language, text in title.items()
        },
    }
    if "horizon" in look:
        rule["when"] = {"field": "horizon", "in": look["horizon"]}
    return rule
