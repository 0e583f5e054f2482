"""Of which municipalities a file tells all: no object there then means that there is none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from layers.importers.jvf.target_layer import DATA_SETS
from layers.importers.record import NOWHERE, Covered, Header

_WHOLE_SHARE = 0.99
"""The border of a delivery and that of the register differ by a little."""
_SQL = (Path(__file__).parent / "sql" / "municipalities.sql").read_text(encoding="utf-8")


def completeness(cursor: Any, header: Header) -> Iterator[Covered]:
    """What the run covers: whole municipalities of a full delivery, else only its date."""
    if header.data_date is None:
        return
    whole: set[str] = set()
    municipalities: list[int] = []
    if header.is_full and header.area is not None:
        whole = set(DATA_SETS[header.facts["delivery"]["TypDatoveSady"]])
        cursor.execute(_SQL, {"area": header.area, "share": _WHOLE_SHARE})
        municipalities = [code for (code,) in cursor.fetchall()]
    for layer in header.layers:
        codes = municipalities if layer in whole else []
        for code in codes or [NOWHERE]:
            yield Covered(layer, code, header.data_date)
