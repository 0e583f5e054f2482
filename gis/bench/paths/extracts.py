"""Extracts: what applies to a parcel, of all themes at once."""

from collections.abc import Iterator

from gis.bench.load import Side, in_turns, latencies
from gis.bench.load import calls as requests_of
from gis.bench.paths.features import beside_sql
from gis.bench.places import codes, largest
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from gis.bench.themes import thematic_layers

_NOTE = "protějšek: týž dotaz na průniky a výměry, bez stavů, sousedství a vět"


def parcel(run: Run) -> Iterator[Line]:
    """The extract of a parcel as JSON and as PDF, and that of the largest parcel."""
    found = codes(run.database, run.parcels, run.samples * 3)
    layers = [layer.id for layer in thematic_layers()]
    side = _side(run, found, "")
    name = f"výpis, {len(layers)} vrstev, JSON"
    yield Result(name, "", latencies([side])[0], None, Goal("p95_ms", 60, ratio=False))
    parameters = [{"code": code, "layers": layers} for code in found]
    yield beside_sql(
        run, name, side, "extract.sql", parameters, goal=Goal("p50_ms", 1.5), note=_NOTE
    )
    with requests_of(_side(run, largest(run.database, 5), "")) as requests:
        worst = in_turns([requests])[0]
    yield Result("výpis největší parcely", "", worst, None, Goal("p95_ms", 1_000, ratio=False))
    paper = latencies([_side(run, found[: run.samples // 2], ".pdf")])[0]
    yield Result("výpis, PDF s mapami", "", paper, None, Goal("p95_ms", 1_500, ratio=False))


def _side(run: Run, found: list[int], form: str) -> Side:
    return Side(run.servers.ports.ours, [f"/api/parcels/{code}/extract{form}" for code in found])
