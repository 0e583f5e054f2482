"""Conditions as QGIS writes them."""

from gis.desktop.classes import Class, attribute, values_of
from layers.catalogue.style import Condition


def expression(one: Class) -> str:
    """When the class applies; empty for all features."""
    parts = [_condition(one.rule.when)] if one.rule.when else []
    parts += [f"NOT coalesce({_condition(each)}, false)" for each in one.never]
    return " AND ".join(parts)


def _condition(when: Condition) -> str:
    values, missing = values_of(when)
    column = _name(attribute(when.field))
    tests = [f"{column} IN ({', '.join(map(_literal, values))})"] if values else []
    tests += [f"{column} IS NULL"] if missing else []
    return f"({' OR '.join(tests)})"


def _name(field: str) -> str:
    return '"' + field.replace('"', '""') + '"'


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
