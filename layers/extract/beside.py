"""What stands beside the objects: regulation texts of plan zones, passports of planning data."""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg2.sql import SQL, Literal

from layers import rows
from layers.access import User, layer_as
from layers.catalogue import LayerDef, catalogue
from layers.extract.moment import Moment
from layers.extract.reader import Ask
from layers.extract.subject import Subject
from layers.extract.theme import Object, Theme

_TEXTS = "plan_regulation"
_PASSPORTS = "uap_passport"
_BY_CODE = SQL(
    "SELECT r.fid, r.attributes FROM {} r WHERE r.layer = {} AND r.fid = ANY({}::text[])"
)
_BY_LAYER = SQL(
    "SELECT r.fid, r.attributes FROM {} r WHERE r.layer = {} "
    "AND r.attributes ->> 'phenomenon' = ANY({}::text[]) "
    "AND (r.municipality_code IS NULL OR r.municipality_code = ANY({}::bigint[])) ORDER BY r.fid"
)

Attributes = dict[str, Any]


def regulations(themes: Sequence[Theme], user: User, at: Moment, ask: Ask) -> dict[str, Attributes]:
    """By the code that a zone carries, the text; none for whom the texts are closed."""
    layer = _open(_TEXTS, user)
    codes = {
        str(each.properties["regulation_code"])
        for each in _objects(themes)
        if each.properties.get("regulation_code")
    }
    if layer is None or not codes:
        return {}
    texts = rows.held("feature", at.known_at)
    found = ask(_BY_CODE.format(texts, Literal(layer.id), Literal(sorted(codes))))
    return {code: _told(layer, attributes) for code, attributes in found}


def passports(
    themes: Sequence[Theme], subject: Subject, user: User, at: Moment, ask: Ask
) -> dict[str, list[Attributes]]:
    """By layer, the passports that speak for the land's municipalities or name none."""
    layer = _open(_PASSPORTS, user)
    asked = [theme.layer.id for theme in themes if theme.layer.id.startswith("uap_")]
    if layer is None or not asked:
        return {}
    places = [each.municipality_code for each in subject.parcels if each.municipality_code]
    by_layer: dict[str, list[Attributes]] = {}
    told = rows.held("feature", at.known_at)
    for _, attributes in ask(
        _BY_LAYER.format(told, Literal(layer.id), Literal(asked), Literal(places))
    ):
        by_layer.setdefault(str(attributes["phenomenon"]), []).append(_told(layer, attributes))
    return by_layer


def _open(layer_id: str, user: User) -> LayerDef | None:
    """The layer for whom it is open everywhere."""
    known = catalogue().layers.get(layer_id)
    layer = layer_as(user, "query", known) if known else None
    return layer if layer and layer.within is None else None


def _told(layer: LayerDef, attributes: Attributes) -> Attributes:
    names = {field.name for field in layer.fields if field.within is None}
    return {name: value for name, value in attributes.items() if name in names}


def _objects(themes: Iterable[Theme]) -> Iterable[Object]:
    return (each for theme in themes for each in (*theme.objects, *theme.adjoining))
