"""Made pictures are kept as long as any version of a sheet has them."""

import time

from django.db import connection

from layers.models import ImportRun
from layers.rasters.description import raster_layers
from layers.rasters.pictures import root

_ORPHAN_S = 24 * 3600
_KEPT = "SELECT attributes ->> 'picture' FROM layers_feature WHERE layer = ANY(%s)"


def sweep(*, run: ImportRun, **_: object) -> int:
    """Deletes pictures that no version of any sheet has, a day after they were made.

    Dry runs and runs that failed leave them; within the day the real run finds them ready.
    """
    if run.reader != "raster":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [[layer.id for layer in raster_layers()]])
        kept = {row[0] for row in cursor.fetchall()}
    old = time.time() - _ORPHAN_S
    gone = [
        path
        for path in root().glob("*/*")
        if path.stat().st_mtime < old and str(path.relative_to(root())) not in kept
    ]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
