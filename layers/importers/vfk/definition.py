"""Definition points (OBDEBO) of parcels and buildings."""

import numpy as np
import shapely

from layers.importers.record import WKB
from layers.importers.vfk.relations import Relation
from layers.importers.vfk.spool import Integers


def definition_points(relation: Relation, ids: Integers) -> dict[int, WKB]:
    """Place in `ids` → POINT, for those that have one with real coordinates."""
    rows = relation.last(ids)
    places = np.flatnonzero(rows >= 0)
    east, north = (relation.values(side, rows[places]) for side in ("east", "north"))
    real = np.isfinite(east) & np.isfinite(north)
    points = shapely.to_wkb(shapely.points(east[real], north[real]))
    return dict(zip(places[real].tolist(), points, strict=True))
