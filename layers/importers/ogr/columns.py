"""Which columns a catalogue layer has, and how a strange value becomes one of them."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Field

from layers.catalogue import LayerDef
from layers.importers.ogr import values
from layers.importers.ogr.values import Converter
from layers.importers.target import model_of
from layers.models import Version

VALIDITY: Mapping[str, Converter] = {"valid_from": values.day, "valid_to": values.day}
"""When the object is in force: columns of every layer."""

_BY_FIELD: tuple[tuple[type[Field[Any, Any]], Converter], ...] = (
    (models.SmallIntegerField, values.integer(values.SMALL)),
    (models.BigIntegerField, values.integer(values.BIG)),
    (models.IntegerField, values.integer(values.INTEGER)),
    (models.BooleanField, values.boolean),
    (models.DateField, values.day),
    (models.FloatField, values.number),
    (models.TextField, values.text),
)
_BY_CATALOGUE: Mapping[str, Converter] = {
    "string": values.text,
    "integer": values.integer(values.BIG),
    "number": values.number,
    "boolean": values.boolean,
    "date": lambda value: values.plain(values.day(value)),
    "json": values.plain,
}
_OWN = {field.name for field in Version._meta.get_fields()} | {"id", "code", "point", "generalized"}


def columns(layer: LayerDef) -> Mapping[str, Converter]:
    """Column → converter: the register's columns, or the fields of a thematic layer."""
    if layer.register is None:
        return {field.name: _BY_CATALOGUE[field.type] for field in layer.fields} | dict(VALIDITY)
    found = dict(VALIDITY)
    for field in model_of(layer.register)._meta.concrete_fields:
        converter = next((c for kind, c in _BY_FIELD if isinstance(field, kind)), None)
        if converter and field.name not in _OWN and not field.generated:
            found[field.name] = converter
    return found


def code_converter(layer: LayerDef) -> Converter:
    """Codes of registers are numbers, of thematic layers text."""
    if layer.register is None:
        return values.text
    model: type[models.Model] = model_of(layer.register)
    field = model._meta.get_field("code")
    return next(c for kind, c in _BY_FIELD if isinstance(field, kind))
