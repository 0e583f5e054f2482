"""The SQL that Mapnik reads a pass with, from the views of `served`.

Mapnik takes a query as text and knows no parameters: names are checked and literals quoted here,
and both come from the catalogue alone; of a request there is nothing but a day. `!bbox!` and
`!scale_denominator!` are filled in by Mapnik.
"""

import re
from datetime import date, datetime

from layers.catalogue import LayerDef
from layers.catalogue.style import MISSING, Condition
from layers.errors import CatalogueError
from layers.rows import has_history, held_on_day, on_day
from tiles.passes import Pass

_FAR, _LARGE_M2 = 96_000, 5_000
"""Beyond this scale only areas of that size are drawn; `parcel_cover_current` finds them."""
_PIXEL_M = "(!scale_denominator! * 0.00028)"
"""A standard pixel on the ground, also where the picture has finer ones."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def subquery(one: Pass, day: date | None = None, known_at: datetime | None = None) -> str:
    """What the pass draws within the box, and no column or row more; as of the day, or today.

    With a moment the day is drawn by what was known then. Base maps show today's: they are
    compositions without a time of their own.
    """
    geometry = (
        "coalesce(generalized, geom)" if one.generalized and _has_generalized(one) else "geom"
    )
    columns = [f"{geometry} AS geom", *(_column(one.layer, name) for name in one.columns)]
    where = ["geom && !bbox!", *_filters(one)]
    ending = ""
    if day and known_at and has_history(one.layer):
        ending = "_then"
        where.append(held_on_day(day, known_at))
    elif day and has_history(one.layer):
        ending = "_history"
        where.append(on_day(one.layer, day))
    order = " ORDER BY ST_Area(geom) DESC, fid" if one.labels else ""
    return (
        f"(SELECT {', '.join(columns)} FROM served.{_source(one.layer)}{ending} r "  # noqa: S608  see above
        f"WHERE {' AND '.join(where)}{order}) AS drawn"
    )


def _source(layer: LayerDef) -> str:
    return name(layer.id) if layer.register else "feature"


def _has_generalized(one: Pass) -> bool:
    return one.layer.register is not None


def _filters(one: Pass) -> list[str]:
    filters = [] if one.layer.register else [f"layer = {_literal(one.layer.id)}"]
    conditions = [rule.when for rule in one.rules if rule.when]
    if len(conditions) == len(one.rules):
        filters.append(f"({' OR '.join(_condition(one.layer, when) for when in conditions)})")
    if one.over >= _FAR and one.layer.field("area_m2"):
        filters.append(f"area_m2 >= {_LARGE_M2}")
    elif one.skips_specks:
        filters.append(
            "greatest(ST_XMax(geom) - ST_XMin(geom), ST_YMax(geom) - ST_YMin(geom))"
            f" > 1.5 * {_PIXEL_M}"
        )
    if (label := one.rules[0].label) and label.min_area_px:
        filters.append(f"ST_Area(geom) > {label.min_area_px} * {_PIXEL_M} * {_PIXEL_M}")
    return filters


def _condition(layer: LayerDef, when: Condition) -> str:
    column = _value(layer, when.field)
    values = [value for value in when.values if value != MISSING]
    tests = [f"{column} IN ({', '.join(map(_literal, values))})"] if values else []
    tests += [f"{column} IS NULL"] if MISSING in when.values else []
    return f"({' OR '.join(tests)})"


def _column(layer: LayerDef, field: str) -> str:
    return f"{_value(layer, field)} AS {name(field)}"


def _value(layer: LayerDef, field: str) -> str:
    if layer.register or field in {"label", "geom_kind"}:
        return name(field)
    return f"(attributes ->> {_literal(field)})"


def name(text: str) -> str:
    """The text as a name in SQL; raises `CatalogueError` where it is none."""
    if not _NAME.fullmatch(text):
        raise CatalogueError(f"{text!r} cannot be a column: small letters, digits and _ only.")
    return text


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
