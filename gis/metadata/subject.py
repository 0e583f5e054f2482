"""What a record speaks of: a layer or a service, with all that its record tells."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from layers.catalogue import LayerDef, Text

ServiceKind = Literal["view", "download", "discovery"]


@dataclass(frozen=True, slots=True)
class Box:
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def wkt(self) -> str:
        west, south, east, north = self.west, self.south, self.east, self.north
        return (
            f"POLYGON(({west} {south},{west} {north},{east} {north},{east} {south},{west} {south}))"
        )


@dataclass(frozen=True, slots=True)
class Party:
    """Who answers for something; the e-mail address is empty where nobody told it."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data, or a service, are on the network."""

    url: str
    protocol: str
    name: str
    title: Text
    downloads: bool = False


@dataclass(frozen=True, slots=True)
class DataSet:
    """A layer; `data` is the day that its newest data speak of, `changed` that of this record."""

    layer: LayerDef
    theme: Text
    lineage: Text
    data: date | None
    oldest: date | None
    changed: date
    box: Box
    operator: Party
    places: tuple[Place, ...]

    @property
    def id(self) -> str:
        return self.layer.id

    @property
    def provider(self) -> Party:
        return Party(self.layer.provider, self.layer.contact)


@dataclass(frozen=True, slots=True)
class Service:
    """A service over data sets; `records` is where their records are, but for the id at the end."""

    id: str
    kind: ServiceKind
    category: str
    title: Text
    abstract: Text
    version: str
    place: Place
    operations: tuple[str, ...]
    changed: date
    box: Box
    operator: Party
    data_sets: tuple[DataSet, ...]
    records: str
