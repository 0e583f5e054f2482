"""One run of the bench: what is given to every path."""

from dataclasses import dataclass

from gis.bench.database import Database
from gis.bench.places import Place, places
from gis.bench.servers import Servers
from layers.catalogue import LayerDef


@dataclass(frozen=True, slots=True)
class Run:
    """The servers, the data, and how long to measure: rounds of so many seconds a side."""

    servers: Servers
    database: Database
    layer: LayerDef
    parcels: int
    seconds: float
    rounds: int
    samples: int
    import_parcels: int
    region_parcels: int

    def places(self, count: int) -> list[Place]:
        """Places drawn by lot, the same in every run on the same data."""
        return places(self.database, self.parcels, count)
