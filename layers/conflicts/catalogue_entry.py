"""Each rule as a layer of the catalogue, which only those see who may ask about both its layers."""

from collections.abc import Iterable, Mapping
from typing import Any

from layers.catalogue import catalogue
from layers.conflicts.dimension import GEOMETRIES, common_dimension
from layers.conflicts.validation import THEME
from layers.models import ConflictRule

FILE = "conflicts.yaml"
_TITLE = {"cs": "Střety a závady", "en": "Conflicts and defects"}
_ORDER = 52
UNITS = ("", "m", "m²")
"""Of the measure, by the dimension of the common part."""
_COLORS = {1: "#b58900", 2: "#d9480f", 3: "#c2002f"}
_CLOSED = "#6b7280"
_PUBLIC = dict.fromkeys(("see", "query", "download"), "public")


def theme_of(rules: Iterable[ConflictRule]) -> dict[str, Any]:
    """The theme as a theme file has it; a rule over layers that are no more is left out."""
    layers = catalogue().layers
    known = [rule for rule in rules if rule.layer_a in layers and rule.layer_b in layers]
    return {
        "theme": THEME,
        "order": _ORDER,
        "title": _TITLE,
        "layers": [_layer(rule) for rule in known],
    }


def _layer(rule: ConflictRule) -> dict[str, Any]:
    layers = catalogue().layers
    a, b = layers[rule.layer_a], layers[rule.layer_b]
    dimension = common_dimension(rule, a, b)
    return {
        "id": rule.layer_id,
        "title": {"cs": f"{rule.code}: {rule.text_cs}", "en": f"{rule.code}: {rule.text_en}"},
        "abstract": {
            "cs": f"Spočteno z vrstev „{a.title.cs}“ a „{b.title.cs}“.",
            "en": f"Computed from the layers “{a.title.en}” and “{b.title.en}”.",
        },
        "geometry": GEOMETRIES[dimension],
        "provider": "pořizovatel územně analytických podkladů",
        "attribution": "; ".join(dict.fromkeys((a.attribution, b.attribution))),
        "licence": "; ".join(dict.fromkeys((a.licence, b.licence))),
        "access": _PUBLIC,
        "sources": [rule.layer_a, rule.layer_b],
        "fields": _fields(UNITS[dimension]),
        "style": {"rules": _style(rule, dimension)},
    }


def _fields(unit: str) -> list[dict[str, Any]]:
    def field(name: str, kind: str, cs: str, en: str, **more: str) -> dict[str, Any]:
        return {"name": name, "type": kind, "title": {"cs": cs, "en": en}, **more}

    measured = {"unit": unit} if unit else {}
    return [
        field("label", "string", "Střet", "Conflict"),
        field("state", "string", "Stav", "State", codes="conflict_state"),
        field("kind", "string", "Druh", "Kind", codes="conflict_kind"),
        field("severity", "integer", "Závažnost", "Severity", codes="conflict_severity"),
        field("text_cs", "string", "Popis", "Description in Czech"),
        field("text_en", "string", "Popis anglicky", "Description"),
        field("rule", "string", "Pravidlo", "Rule"),
        field("a_code", "string", "Objekt A", "Object A"),
        field("a_label", "string", "Název A", "Name of A"),
        field("b_code", "string", "Objekt B", "Object B"),
        field("b_label", "string", "Název B", "Name of B"),
        field("measure", "number", "Rozsah", "Extent", **measured),
        field("share", "number", "Podíl z A", "Share of A", unit="%"),
        field("municipality", "integer", "Kód obce", "Municipality code"),
    ]


def _style(rule: ConflictRule, dimension: int) -> list[Mapping[str, Any]]:
    """What waits for a solution in the colour of its severity, the rest in grey."""
    opened = {"cs": f"{rule.code}: otevřený", "en": f"{rule.code}: open"}
    closed = {"cs": f"{rule.code}: vyřešený, přijatý", "en": f"{rule.code}: solved, accepted"}
    return [
        _look("open", opened, ["open"], _COLORS[rule.severity], dimension),
        _look("closed", closed, ["solved", "accepted"], _CLOSED, dimension),
    ]


def _look(
    id_: str, title: Mapping[str, str], states: list[str], color: str, dimension: int
) -> Mapping[str, Any]:
    drawn: dict[str, Any]
    match dimension:
        case 2:
            drawn = {"fill": {"color": color, "opacity": 0.35},
                     "line": {"color": color, "width_px": 1.6}}  # fmt: skip
        case 1:
            drawn = {"line": {"color": color, "width_px": 4}}
        case _:
            drawn = {"point": {"color": color, "shape": "square", "size_px": 12,
                               "stroke_width_px": 1.4}}  # fmt: skip
    return {"id": id_, "title": title, "when": {"field": "state", "in": states}, **drawn}
