"""The extract as a document: what JSON, HTML and PDF are all made of."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from psycopg2.sql import SQL, Literal

from layers.access import User
from layers.catalogue import Field, LayerDef, Text, catalogue
from layers.extract import beside
from layers.extract.find import find
from layers.extract.moment import Moment
from layers.extract.reader import Ask, one_version
from layers.extract.schema import ADDRESS
from layers.extract.subject import Parcel, Subject
from layers.extract.theme import STATES, Object, Theme

TITLE = Text("Výpis informací o území k pozemku", "Extract of land information")
NOTICE = Text(
    "Výpis má informativní povahu a nenahrazuje územně plánovací informaci, závazné stanovisko "
    "ani výpis z katastru nemovitostí.",
    "The extract is for information only; it replaces no statement of an authority and no extract "
    "of the cadastre.",
)
STATE_TITLES: Mapping[str, Text] = {
    "affected": Text("dotčeno", "affected"),
    "not_affected": Text("nedotčeno", "not affected"),
    "no_data": Text("bez dat", "no data"),
    "out_of_date": Text("data neaktuální", "data out of date"),
}
_PURPOSE_MAP = Text(
    "Hranice pocházejí z účelové katastrální mapy, která nemá právní závaznost.",
    "The outline comes from a purpose map of no legal force.",
)
_INACCURATE = Text(
    "Hranice má nízkou přesnost: nejhorší bod {} m.",
    "The outline is of low accuracy: its worst point {} m.",
)
_MENDED = Text(
    "Některý obrys v této vrstvě není platný; míry jsou spočteny z opraveného.",
    "An outline in this layer is not valid; it was mended to be measured.",
)
_PARTLY = Text(
    "Část území poskytovatelé dosud nepokryli.",
    "Providers have not covered a part of the land yet.",
)
_ACCURATE_M = 0.5
_VERSION = SQL("SELECT published_at FROM served.version")
_VERSION_THEN = SQL(
    "SELECT max(published_at) FROM served.version_then WHERE published_at < {}::timestamptz"
)

Document = dict[str, Any]
MakeSubject = Callable[[Ask], Subject]


@dataclass(frozen=True, slots=True)
class Extract:
    """The land, what was found, and the version of the data that it was found in."""

    subject: Subject
    at: Moment
    published_at: datetime | None
    themes: Sequence[Theme]
    regulations: Mapping[str, beside.Attributes]
    passports: Mapping[str, list[beside.Attributes]]


def extract(make_subject: MakeSubject, user: User, at: Moment) -> Extract:
    """Asks for all of it in one version of the data; `make_subject` is called with its reader.

    Raises `NotKnownYet` and what the subject raises.
    """
    with one_version() as ask:
        at.check(ask)
        subject = make_subject(ask)
        themes = find(subject, user, at, ask)
        return Extract(
            subject=subject,
            at=at,
            published_at=_published_at(at, ask),
            themes=themes,
            regulations=beside.regulations(themes, user, at, ask),
            passports=beside.passports(themes, subject, user, at, ask),
        )


def document(made: Extract) -> Document:
    """Values in m², m and EPSG:5514; texts in both languages; days as ISO 8601."""
    states = Counter(theme.state for theme in made.themes)
    return {
        "$schema": ADDRESS,
        "title": _text(TITLE),
        "notice": _text(NOTICE),
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "as_of": made.at.day.isoformat(),
        "known_at": made.at.known_at.isoformat() if made.at.known_at else None,
        "meaning": _text(made.at.meaning),
        "data_version": (
            timezone.localtime(made.published_at).isoformat() if made.published_at else None
        ),
        "catalogue_version": catalogue().version,
        "subject": _subject(made.subject),
        "summary": {state: states[state] for state in STATES},
        "themes": [_theme(made, theme) for theme in made.themes],
    }


def _published_at(at: Moment, ask: Ask) -> datetime | None:
    if at.known_at is None:
        found = ask(_VERSION)
    else:
        found = ask(_VERSION_THEN.format(Literal(at.known_at)))
    return found[0][0] if found else None


def _subject(subject: Subject) -> Document:
    west, south, east, north = subject.shape.bounds
    inside = subject.shape.representative_point()
    return {
        "kind": "parcels" if subject.parcels else "area",
        "label": subject.label,
        "crs": "EPSG:5514",
        "area_m2": round(subject.area_m2, 2),
        "bbox": [round(value, 2) for value in (west, south, east, north)],
        "point": [round(inside.x, 2), round(inside.y, 2)],
        "parcels": [_parcel(parcel) for parcel in subject.parcels],
    }


def _parcel(parcel: Parcel) -> Document:
    layer = catalogue().layers["cadastre_parcel"]
    return {
        "code": parcel.code,
        "label": parcel.label,
        "cadastral_unit_code": parcel.cadastral_unit_code,
        "cadastral_unit_name": parcel.cadastral_unit_name,
        "municipality_code": parcel.municipality_code,
        "municipality_name": parcel.municipality_name,
        "area_m2": parcel.area_m2,
        "land_kind": _value(layer, "land_kind", parcel.land_kind),
        "source_class": parcel.source_class,
        "accuracy_m": parcel.accuracy_m,
        "valid_from": parcel.valid_from.isoformat() if parcel.valid_from else None,
        "notes": [_text(note) for note in _parcel_notes(parcel)],
    }


def _parcel_notes(parcel: Parcel) -> list[Text]:
    notes = [_PURPOSE_MAP] if parcel.source_class == "UKM" else []
    if parcel.accuracy_m is not None and parcel.accuracy_m > _ACCURATE_M:
        worst = f"{parcel.accuracy_m:g}"
        notes.append(
            Text(_INACCURATE.cs.format(worst.replace(".", ",")), _INACCURATE.en.format(worst))
        )
    return notes


def _theme(made: Extract, theme: Theme) -> Document:
    layer, rule, known = theme.layer, theme.rule, theme.known
    return {
        "id": layer.id,
        "theme": layer.theme,
        "title": _text(layer.title),
        "state": theme.state,
        "data_date": known.data_day.isoformat() if known.data_day else None,
        "due_on": known.due_on.isoformat() if known.due_on else None,
        "provider": layer.provider,
        "attribution": layer.attribution,
        "licence": layer.licence,
        "law": layer.law or None,
        "office": _text(rule.office),
        "next_step": _text(rule.next_step),
        "thresholds": {
            "area_m2": rule.sliver_m2,
            "length_m": rule.sliver_m,
            "adjoining_m": rule.adjoining_m,
        },
        "left_out": theme.left_out,
        "notes": [_text(note) for note in _notes(theme)],
        "passports": made.passports.get(layer.id, []),
        "objects": [_object(made, theme, each) for each in theme.objects],
        "adjoining": [_object(made, theme, each) for each in theme.adjoining],
    }


def _notes(theme: Theme) -> list[Text]:
    notes = [] if theme.is_sound else [_MENDED]
    return [*notes, _PARTLY] if theme.objects and not theme.known.whole else notes


def _object(made: Extract, theme: Theme, found: Object) -> Document:
    code = found.properties.get("regulation_code")
    return {
        "id": found.fid,
        "label": found.label or found.fid,
        "valid_from": found.valid_from.isoformat() if found.valid_from else None,
        "source": found.source,
        "measure": _measure(found, made.subject),
        "distance_m": round(found.distance_m, 2),
        "properties": _properties(theme.layer, found.properties),
        "regulation": made.regulations.get(str(code)) if code else None,
    }


def _measure(found: Object, subject: Subject) -> Document:
    """m² with the share of the land, metres, or a number of points."""
    if found.dimension == 2:
        share = found.measure / subject.area_m2
        return {
            "kind": "area", "value": round(found.measure, 2), "unit": "m²",
            "share": round(min(share, 1.0), 6),
        }  # fmt: skip
    if found.dimension == 1:
        return {"kind": "length", "value": round(found.measure, 2), "unit": "m"}
    return {"kind": "count", "value": int(found.measure or 0), "unit": ""}


def _properties(layer: LayerDef, values: Mapping[str, Any]) -> list[Document]:
    """The fields that have a value, in the catalogue's order, with words for codes."""
    return [
        {
            "name": field.name,
            "title": _text(field.title),
            "value": values[field.name],
            "text": _words(field, values[field.name]),
            "unit": field.unit or None,
        }
        for field in layer.fields
        if values.get(field.name) is not None and field.name != "regulation_code"
    ]


def _words(field: Field, value: object) -> Document | None:
    word = (field.codes or {}).get(str(value))
    return _text(word) if word else None


def _value(layer: LayerDef, name: str, value: object) -> Document | None:
    field = layer.field(name)
    if value is None or field is None:
        return None
    return {"value": value, "text": _words(field, value)}


def _text(text: Text) -> Document:
    return {"cs": text.cs, "en": text.en}
