"""The measured paths, each a function from a run to the lines of its table."""

from collections.abc import Callable, Iterator

from gis.bench.paths import (
    browser,
    capabilities,
    conflicts,
    extracts,
    features,
    jvf,
    maps,
    mixed,
    region,
    rights,
    start,
    tiles,
    vfk,
    vfr,
)
from gis.bench.result import Line
from gis.bench.run import Run

Path = Callable[[Run], Iterator[Line]]

PATHS: dict[str, Path] = {
    "cached-tile": tiles.cached,
    "cold-tile": tiles.cold,
    "wms": maps.wms,
    "capabilities": capabilities.told,
    "seeding": tiles.seeding,
    "page": features.page,
    "filter": features.filtered,
    "rights": rights.cost,
    "vector-tile": features.vector_tile,
    "identify": features.identify,
    "search": features.search,
    "extract": extracts.parcel,
    "mixed": mixed.load,
    "import": vfr.importing,
    "import-region": region.importing,
    "import-vfk": vfk.importing,
    "import-dtm": jvf.importing,
    "conflicts": conflicts.computing,
    "start": start.to_ready,
    "portal": browser.first_map,
}
