"""How a parcel is found by its label, which is in no index: through the columns that are."""

from psycopg2.sql import SQL, Composable, Literal

from layers.catalogue import LayerDef
from layers.parcel_label import parse_label


def is_label(layer: LayerDef, name: str) -> bool:
    return (layer.register, name) == ("parcel", "label")


def numbered(label: str) -> Composable:
    """What the label says of the columns."""
    found = parse_label(label)
    if found is None:
        return SQL("FALSE")
    number = SQL("r.number = {}").format(Literal(found.number))
    if found.subdivision is None:
        return SQL("{} AND r.subdivision IS NULL").format(number)
    return SQL("{} AND r.subdivision = {}").format(number, Literal(found.subdivision))
