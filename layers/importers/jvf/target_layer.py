"""Which layer of the catalogue an object goes to, by content part, geometry and secrecy."""

from collections.abc import Mapping, Sequence

from layers.importers.bad_value import BadValue
from layers.importers.jvf.geometry import Kind
from layers.importers.jvf.object_type import ObjectType

PARTS = {"ZPS": "zps", "DI": "di", "TI": "ti"}
_SHAPES: Sequence[Kind] = ("point", "line", "area")
ZPS = (*(f"dtm_zps_{kind}" for kind in _SHAPES), "dtm_zps_definition", "dtm_zps_survey")
DI = tuple(f"dtm_di_{kind}" for kind in _SHAPES)
TI = tuple(f"dtm_ti_{kind}" for kind in _SHAPES)
KI = tuple(f"dtm_ki_{kind}" for kind in _SHAPES)
"""Critical infrastructure: the part of TI that is not public."""
CRITICAL_TWIN: Mapping[str, str] = dict(zip(TI, KI, strict=True))
DATA_SETS: Mapping[str, Sequence[str]] = {
    "1": ("dtm_zps_survey",),
    "2": ("dtm_zps_area",),
    "3": ("dtm_zps_point", "dtm_zps_line", "dtm_zps_definition"),
    "5": TI,
    "6": (*TI, *KI),
    "7": DI,
    "8": DI,
    "9": ZPS,
}
"""TypDatoveSady of a delivery → the layers that it holds in full; others may be parts only.

Intentions and planned works have layers of their own, which no data set holds in full.
"""


def likely_layer(object_type: ObjectType) -> str:
    """The layer under whose name a record is refused before more is known of it."""
    try:
        return layer_of(object_type, object_type.kind or "point")
    except BadValue:
        return ZPS[0]


def layer_of(object_type: ObjectType, kind: Kind, *, critical: bool = False) -> str:
    """The layer for an object whose geometry is of the kind; raises `BadValue`."""
    part = PARTS.get(object_type.part)
    if part is None:
        raise BadValue(f"Neznámá obsahová část „{object_type.part[:20]}“ (má být ZPS, DI nebo TI).")
    if part == "ti" and critical:
        part = "ki"
    if object_type.is_plan and part != "ki":
        part = "plan"
    if part == "zps" and kind == "point" and object_type.theme:
        return f"dtm_zps_{object_type.theme}"
    return f"dtm_{part}_{kind}"
