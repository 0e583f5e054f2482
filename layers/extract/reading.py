"""The extract as people read it: one language, numbers as they are written, states in words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from layers.catalogue import Text
from layers.extract.document import STATE_TITLES
from layers.extract.theme import STATES

Document = Mapping[str, Any]

_NARROW = "\u202f"
_WORDS: Mapping[str, Text] = {
    "parcel": Text("Parcela", "Parcel"),
    "unit": Text("Katastrální území", "Cadastral unit"),
    "municipality": Text("Obec", "Municipality"),
    "registered_area": Text("Výměra v katastru", "Registered area"),
    "outline_area": Text("Výměra podle obrysu", "Area by the outline"),
    "land_kind": Text("Druh pozemku", "Land kind"),
    "as_of": Text("Stav ke dni", "As of"),
    "made_at": Text("Vyhotoveno", "Made on"),
    "data_version": Text("Verze dat", "Version of the data"),
    "summary": Text("Přehled", "Summary"),
    "state": Text("Stav", "State"),
    "themes": Text("Témata", "Themes"),
    "object": Text("Objekt", "Object"),
    "measure": Text("Rozsah", "Extent"),
    "facts": Text("Údaje", "Data"),
    "adjoining": Text("V sousedství", "Adjoining"),
    "regulation": Text("Podmínky využití", "Regulation"),
    "provider": Text("Poskytovatel", "Provider"),
    "data_date": Text("Stav dat k", "Data as of"),
    "due_on": Text("Aktualizace slíbena do", "Update promised by"),
    "law": Text("Právní základ", "Legal basis"),
    "office": Text("Příslušný úřad", "Responsible office"),
    "next_step": Text("Co dál", "What next"),
    "left_out": Text(
        "Nezapočteno průniků pod mezí {} m² a {} m: {}.",
        "Common areas below {} m² and lengths below {} m left out: {}.",
    ),
    "distance": Text("ve vzdálenosti {} m", "{} m away"),
    "of_land": Text("{} % pozemku", "{} % of the land"),
    "count": Text("počet: {}", "count: {}"),
    "passports": Text("Pasport", "Passport"),
    "json": Text("Výpis jako JSON", "The extract as JSON"),
    "none": Text("Žádné téma.", "No theme."),
}


def words(language: str) -> dict[str, str]:
    return {name: text.in_language(language) for name, text in _WORDS.items()}


def shown(made: Document, language: str) -> dict[str, Any]:
    """What a template needs and no more; texts are plain, never markup."""
    subject = made["subject"]
    return {
        "title": made["title"][language],
        "notice": made["notice"][language],
        "words": words(language),
        "label": subject["label"],
        "area": number(subject["area_m2"], language) + " m²",
        "as_of": day(made["as_of"], language),
        "meaning": (made.get("meaning") or {}).get(language, ""),  # older ones tell none
        "made_at": moment(made["made_at"], language),
        "data_version": moment(made["data_version"], language),
        "parcels": [_parcel(each, language) for each in subject["parcels"]],
        "summary": [
            (state, STATE_TITLES[state].in_language(language), made["summary"][state])
            for state in STATES
        ],
        "groups": _groups(made["themes"], language),
    }


def _groups(themes: Sequence[Document], language: str) -> list[dict[str, Any]]:
    """Themes by state, those that concern the land first."""
    return [
        {
            "state": state,
            "title": STATE_TITLES[state].in_language(language),
            "themes": [_theme(each, language) for each in themes if each["state"] == state],
        }
        for state in STATES
    ]


def _parcel(parcel: Document, language: str) -> dict[str, Any]:
    kind = parcel["land_kind"]
    return {
        "label": parcel["label"],
        "unit": f"{parcel['cadastral_unit_name'] or ''} [{parcel['cadastral_unit_code'] or ''}]",
        "municipality": parcel["municipality_name"] or "",
        "area": f"{number(parcel['area_m2'], language)} m²" if parcel["area_m2"] else "–",
        "land_kind": (kind["text"] or {}).get(language, str(kind["value"])) if kind else "–",
        "notes": [note[language] for note in parcel["notes"]],
    }


def _theme(theme: Document, language: str) -> dict[str, Any]:
    told, limits = words(language), theme["thresholds"]
    left_out = told["left_out"].format(
        number(limits["area_m2"], language), number(limits["length_m"], language), theme["left_out"]
    )
    return {
        "id": theme["id"],
        "title": theme["title"][language],
        "state": theme["state"],
        "provider": theme["provider"],
        "data_date": day(theme["data_date"], language),
        "due_on": day(theme["due_on"], language),
        "law": theme["law"] or "",
        "office": theme["office"][language],
        "next_step": theme["next_step"][language],
        "notes": [note[language] for note in theme["notes"]],
        "left_out": left_out if theme["left_out"] else "",
        "passports": [each.get("label") or "" for each in theme["passports"]],
        "objects": [_object(each, language) for each in theme["objects"]],
        "adjoining": [_object(each, language) for each in theme["adjoining"]],
    }


def _object(found: Document, language: str) -> dict[str, Any]:
    regulation = found["regulation"] or {}
    return {
        "label": found["label"],
        "measure": _measure(found, language),
        "facts": [
            (each["title"][language], _value(each, language))
            for each in found["properties"]
            if each["name"] not in {"label", "code", "regulation"}
        ],
        "regulation": str(regulation.get("text") or _property(found, "regulation")),
    }


def _property(found: Document, name: str) -> str:
    return next((str(each["value"]) for each in found["properties"] if each["name"] == name), "")


def _measure(found: Document, language: str) -> str:
    told = words(language)
    if found["distance_m"]:
        return told["distance"].format(number(found["distance_m"], language))
    measure = found["measure"]
    if measure["kind"] == "count":
        return told["count"].format(measure["value"])
    text = f"{number(measure['value'], language)} {measure['unit']}"
    if measure["kind"] == "area":
        share = number(round(100 * measure["share"], 2), language)
        text += f" ({told['of_land'].format(share)})"
    return text


def _value(each: Document, language: str) -> str:
    if each["text"]:
        return str(each["text"][language])
    value = each["value"]
    if isinstance(value, bool):
        return {"cs": ("ne", "ano"), "en": ("no", "yes")}[language][value]
    text = number(value, language) if isinstance(value, float) else str(value)
    return f"{text} {each['unit']}" if each["unit"] else text


def number(value: float, language: str) -> str:
    """As people write it: spaces between thousands, a decimal comma in Czech."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    whole, point, rest = text.partition(".")
    if language == "en":
        return text
    return whole.replace(",", _NARROW) + (f",{rest}" if point else "")


def day(text: str | None, language: str) -> str:
    if not text:
        return ""
    value = date.fromisoformat(text)
    return f"{value.day}. {value.month}. {value.year}" if language == "cs" else text


def moment(text: str | None, language: str) -> str:
    if not text:
        return ""
    value = datetime.fromisoformat(text)
    return f"{day(value.date().isoformat(), language)} {value:%H:%M}"
