"""What a published run is complete for, kept so that silence is never taken for absence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from django.db import connection

from layers.importers.chain import municipality
from layers.importers.record import NOWHERE, Covered, Header
from layers.models import Coverage, ImportRun

_SQL = (Path(__file__).parent / "sql" / "municipalities_of_orp.sql").read_text(encoding="utf-8")


def cover(run: ImportRun, header: Header) -> None:
    """Writes what the file speaks for; of an ORP nobody knows the run says so."""
    told = header.coverage or _all_layers(header)
    areas = {orp: _municipalities(orp) for orp in dict.fromkeys(each.orp for each in told) if orp}
    run.messages.extend(
        f"ORP „{orp[:60]}“ není v registru: o místech bez objektu se z dodávky nic neřekne."
        for orp, codes in areas.items()
        if not codes
    )
    Coverage.objects.bulk_create(
        Coverage(
            layer=each.layer,
            source=header.source,
            municipality_code=each.municipality_code,
            data_date=each.data_date,
            interval_months=each.months,
            run=run,
        )
        for each in _by_municipality(told, areas)
    )


def _by_municipality(told: Sequence[Covered], areas: dict[str, Sequence[int]]) -> Iterator[Covered]:
    """Each layer and municipality once, also where an ORP and its municipality are both named."""
    seen: set[tuple[str, int | None]] = set()
    for each in told:
        codes = (areas[each.orp] or [NOWHERE]) if each.orp else [each.municipality_code]
        for code in codes:
            if (each.layer, code) not in seen:
                seen.add((each.layer, code))
                yield replace(each, municipality_code=code, orp="")


def _municipalities(orp: str) -> Sequence[int]:
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"orp": orp})
        return [code for (code,) in cursor.fetchall()]


def _all_layers(header: Header) -> Sequence[Covered]:
    if header.data_date is None:
        return []
    code, day = municipality(header), header.data_date
    return [Covered(layer, code, day) for layer in header.layers]
