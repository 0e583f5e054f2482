"""Mixed load: cached tiles, cold tiles and the API at once, each beside itself alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gis.bench.load import Side, check
from gis.bench.pace import at_pace
from gis.bench.paths import tiles
from gis.bench.places import blocks
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from gis.bench.sample import Sample
from layers.grids import KROVAK_GRID

_A_SECOND = 60
_LEAST_S = 5.0
_NOTE = f"{_A_SECOND} žádostí za sekundu v poměru 80 : 10 : 10, druh sám proti všem najednou"


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    share: float
    paths: Sequence[str]
    is_cold: bool = False

    @property
    def pace(self) -> float:
        return _A_SECOND * self.share


def load(run: Run) -> Iterator[Line]:
    """The 95th percentile of each kind under the mix against the same kind at the same pace."""
    seconds = max(_LEAST_S, 4 * run.seconds)
    kinds = _kinds(run, seconds)
    alone = [_measured(run, [kind], seconds)[0] for kind in kinds]
    together = _measured(run, kinds, seconds)
    for kind, ours, theirs in zip(kinds, together, alone, strict=True):
        yield Result(
            f"smíšená zátěž: {kind.name}", "sama", ours, theirs, Goal("p95_ms", 2.0), _NOTE
        )


def _measured(run: Run, kinds: Sequence[_Kind], seconds: float) -> list[Sample]:
    tiles.forget(run)
    for kind in kinds:
        if not kind.is_cold:
            check(Side(run.servers.ports.ours, kind.paths))
    return at_pace(
        [(Side(run.servers.ports.ours, kind.paths), kind.pace) for kind in kinds], seconds
    )


def _kinds(run: Run, seconds: float) -> list[_Kind]:
    layer = run.layer.id
    cold = blocks(KROVAK_GRID, tiles.COLD_ZOOMS[1], run.places(round(_A_SECOND * seconds / 5)))
    kept = blocks(KROVAK_GRID, tiles.CACHED_ZOOM, run.places(60))
    asked = [
        f"/api/identify?x={place.east:.2f}&y={place.north:.2f}&crs=5514" for place in run.places(60)
    ]
    return [
        _Kind("dlaždice z mezipaměti", 0.8, [tiles.our_path(layer, tile) for tile in kept]),
        _Kind(
            "studené dlaždice", 0.1, [tiles.our_path(layer, tile) for tile in cold], is_cold=True
        ),
        _Kind("identify", 0.1, asked),
    ]
