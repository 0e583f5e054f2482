"""What a figure depends on: the machine, the data, the versions."""

import os
from datetime import datetime
from typing import Any

from gis.bench.peers import packages
from gis.bench.run import Run
from gis.launcher import system


def facts(run: Run) -> dict[str, Any]:
    """Facts for the head of the report."""
    with run.database.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), postgis_lib_version()")
        postgresql, postgis = cursor.fetchone()
    return {
        "datum": f"{datetime.now():%Y-%m-%d %H:%M}",
        "stroj": f"{os.cpu_count()} jádra, {system.memory_bytes() / 2**30:.0f} GB",
        "zátěž před koncem (1 min)": round(os.getloadavg()[0], 2),
        "parcel": run.parcels,
        "vrstva": run.layer.id,
        "kola": f"{run.rounds} × {run.seconds:g} s na stranu, střídavě; klient na témže stroji",
        "databáze": f"PostgreSQL {postgresql}, PostGIS {postgis}",
        "protějšky": packages.versions(),
    }
