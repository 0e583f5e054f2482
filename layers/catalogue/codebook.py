"""Codebooks: kinds of objects that decrees list and renumber; each becomes a layer with a style.

A codebook (`codebooks/*.yaml`) is expanded into themes, layers and styles of the very shape that
stands in theme and style files, so that nothing else knows whether a layer was written by hand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from layers.catalogue.definition import Text
from layers.catalogue.numbering import Decree, Number, Numbering, numbers_of

Content = dict[str, Any]
Part = Literal["", "zone", "closed"]

_PARTS: Mapping[Part, Text] = {
    "": Text("{}", "{}"),
    "zone": Text("Ochranné pásmo: {}", "Protection zone: {}"),
    "closed": Text("{} – neveřejná část", "{} – closed part"),
}


@dataclass(frozen=True, slots=True)
class Zone:
    """A protection zone; `width_m` where one follows from law, else each object brings its own."""

    width_m: float | None
    law: str


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """A monitored phenomenon; its numbers are in the codebook's numbering.

    `months` is the update interval where the provider's passport promises none. Features of a
    partly closed phenomenon go to the layer `<layer>_closed` unless they are said to be public.
    """

    id: str
    layer: str
    title: Text
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
class Known:
    """What a phenomenon is called in a decree: no number where that is not known."""

    decree: Decree | None
    numbers: tuple[Number, ...]

    def document(self) -> dict[str, object]:
        """The same as a program reads it."""
        return {
            "decree": self.decree.id if self.decree else None,
            "numbers": [each.number for each in self.numbers],
            "confirmed": bool(self.numbers) and all(each.confirmed for each in self.numbers),
        }


@dataclass(frozen=True, slots=True)
class Codebook:
    """The phenomena in their order, and how decrees number them."""

    id: str
    phenomena: tuple[Phenomenon, ...]
    numbering: Numbering

    def by_id(self, id_: str) -> Phenomenon | None:
        return next((each for each in self.phenomena if each.id == id_), None)

    def known_by(self, phenomenon: Phenomenon, day: date) -> Known:
        """What the decree in force on the day calls the phenomenon."""
        decree = self.numbering.in_force_on(day)
        return Known(decree, self.numbering.of(phenomenon.id, decree.id) if decree else ())


def codebook(content: Content, number_files: Sequence[tuple[str, Content]] = ()) -> Codebook:
    """The codebook from a checked file and the files that number it."""
    base = {entry["code"]: entry["id"] for _, entry in _entries(content)}
    decrees = tuple(
        Decree(
            each["id"], Text(**each["title"]), each["valid_from"], each.get("valid_to"),
            each.get("amends", ""),
        )
        for each in content["decrees"]
    )  # fmt: skip
    own = {
        "decree": content["code_decree"],
        "confirmed": content["code_confirmed"],
        "source": content["code_source"],
        "same": list(base),
    }
    numbers = numbers_of([(content["codebook"], own), *number_files], base)
    return Codebook(
        id=content["codebook"],
        phenomena=tuple(_phenomenon(content, group, entry) for group, entry in _entries(content)),
        numbering=Numbering(decrees, tuple(numbers)),
    )


SUBJECT = ("topic", "inspire", "source_scale")
"""What a theme may tell for all its layers."""


def themes(content: Content, book: Codebook) -> Iterator[Content]:
    """A theme for each group, as a theme file has it."""
    for group in content["groups"]:
        yield {
            "theme": group["theme"],
            "order": group["order"],
            "title": group["title"],
            **{key: group[key] for key in SUBJECT if key in group},
            "layers": [
                layer
                for entry in group["phenomena"]
                for layer in _layers(content, group, entry, book.numbering)
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
        law=entry.get("law", ""),
        months={**group, **entry}["months"],
        zone=Zone(zone.get("m"), zone["law"]) if zone else None,
        partly_closed=entry.get("partly_closed", False),
    )


def _layers(
    content: Content, group: Content, entry: Content, numbering: Numbering
) -> Iterator[Content]:
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
            "abstract": _abstract(entry["id"], title, law, numbering),
            "geometry": "polygon" if part == "zone" else entry["geometry"],
            "law": law,
            **{key: shared[key] for key in ("provider", "attribution", "licence", "scale")},
            "access": {"see": seen, "query": seen, "download": download},
            "fields": shared["fields"] + (shared["zone_fields"] if part == "zone" else []),
        }


def _title(entry: Content, part: Part) -> dict[str, str]:
    form = _PARTS[part]
    return {"cs": form.cs.format(entry["cs"]), "en": form.en.format(entry["en"])}


def _abstract(id_: str, title: dict[str, str], law: str, numbering: Numbering) -> dict[str, str]:
    """The title, the number in each decree that is known, and the law."""
    cs, en = [title["cs"]], [title["en"]]
    for decree in numbering.decrees:
        found = numbering.of(id_, decree.id)
        if not found:
            continue
        listed = ", ".join(each.number for each in found)
        sure = all(each.confirmed for each in found)
        cs.append(f"Jev č. {listed} podle: {decree.title.cs}{'' if sure else ' (neověřeno)'}")
        en.append(f"Phenomenon {listed} of {decree.title.en}{'' if sure else ' (not confirmed)'}")
    if law:
        cs.append(f"Právní základ: {law}")
        en.append(f"Legal basis: {law}")
    return {"cs": f"{'. '.join(cs)}.", "en": f"{'. '.join(en)}."}


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
