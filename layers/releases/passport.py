"""The passport of a layer in a package: what it is, whose, how old, how it came, what it says."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connections
from django.utils import timezone
from psycopg2.sql import SQL, Literal

from layers.catalogue import Field, LayerDef
from layers.crs import accuracy
from layers.layer_state import LayerState, has_state, layer_states, layer_states_anywhere
from layers.models import ImportRun
from layers.territory import Territory

Passport = dict[str, Any]

_RUNS = 20
_PROVIDERS = 200
_STATES = {
    "occurs": "vyskytuje se",
    "not_occurs": "prověřeno, nevyskytuje se",
    "no_data": "nejsou data",
    "out_of_date": "data jsou zastaralá",
}


def passport(layer: LayerDef, area: Territory | None, as_of: datetime) -> Passport:
    """All that is known of the layer, as a document."""
    runs = _runs(layer)
    state = _state(layer, area)
    return {
        "layer": layer.id,
        "title": {"cs": layer.title.cs, "en": layer.title.en},
        "abstract": {"cs": layer.abstract.cs, "en": layer.abstract.en},
        "provider": layer.provider,
        "attribution": layer.attribution,
        "licence": layer.licence,
        "law": layer.law,
        "as_of": as_of.isoformat(),
        "data_date": max((run["data_date"] for run in runs if run["data_date"]), default=None),
        "state": state.state if state else None,
        "due_on": state.due_on.isoformat() if state and state.due_on else None,
        "lineage": runs,
        "delivered_passports": _delivered(layer),
        "transformation": accuracy().method,
        "fields": [_field(field) for field in layer.fields],
    }


def as_text(document: Passport) -> str:
    """The same for people."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Passport) -> Iterator[str]:
    yield f"{document['title']['cs']} ({document['layer']})"
    yield document["abstract"]["cs"]
    yield ""
    date = document["data_date"]
    yield f"Stav dat k: {_day(date) if date else 'neuvedeno'}"
    if document["state"]:
        yield f"Výskyt v území: {_STATES[document['state']]}"
    yield f"Poskytovatel: {document['provider']}"
    yield f"Uvedení zdroje: {document['attribution']}"
    yield f"Licence: {document['licence']}"
    if document["law"]:
        yield f"Právní předpis: {document['law']}"
    yield ""
    yield "Původ:"
    for run in document["lineage"]:
        yield f"- {run['file']} ({run['source']}), SHA-256 {run['sha256']}"
    for each in document["delivered_passports"]:
        told = "; ".join(f"{name}: {value}" for name, value in sorted(each.items()) if value)
        yield f"- pasport: {told}"
    yield ""
    yield "Pole:"
    for field in document["fields"]:
        unit = f" [{field['unit']}]" if field["unit"] else ""
        yield f"- {field['name']}: {field['title']['cs']}{unit}"
        for code, words in field["codes"].items():
            yield f"    {code} = {words['cs']}"


def _day(text: str) -> str:
    return f"{datetime.fromisoformat(text):%d.%m.%Y}"


def _state(layer: LayerDef, area: Territory | None) -> LayerState | None:
    if not has_state(layer):
        return None
    today = timezone.localdate()
    if area is None:
        return layer_states_anywhere([layer.id], day=today).get(layer.id)
    shape = SQL("{}::geometry").format(Literal(area.ewkb))
    return layer_states([layer.id], shape, day=today).get(layer.id)


def _runs(layer: LayerDef) -> list[dict[str, str | None]]:
    known = ImportRun.objects.filter(coverage__layer=layer.id, state=ImportRun.State.PUBLISHED)
    return [
        {
            "source": run.source,
            "file": run.file_name,
            "sha256": run.file_sha256,
            "data_date": run.data_date.isoformat() if run.data_date else None,
            "published_at": run.published_at.isoformat() if run.published_at else None,
        }
        for run in known.distinct().order_by("-pk")[:_RUNS]
    ]


def _delivered(layer: LayerDef) -> list[dict[str, Any]]:
    """The passports that providers gave with a phenomenon."""
    with connections["reader"].cursor() as cursor:
        cursor.execute(
            "SELECT attributes FROM served.feature WHERE layer = 'uap_passport' "
            "AND attributes ->> 'phenomenon' = %s ORDER BY fid LIMIT %s",
            [layer.id, _PROVIDERS],
        )
        return [_as_object(row[0]) for row in cursor.fetchall()]


def _as_object(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": field.type,
        "title": {"cs": field.title.cs, "en": field.title.en},
        "unit": field.unit,
        "codes": {
            code: {"cs": word.cs, "en": word.en} for code, word in (field.codes or {}).items()
        },
    }
