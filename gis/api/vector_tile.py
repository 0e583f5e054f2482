"""Vector tiles: one statement that clips, encodes and returns the bytes."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from psycopg2.sql import SQL, Composable, Identifier, Literal

from gis.api.area import Area, Box, area_of
from gis.api.collections import collection_for
from gis.api.data_state import data_version
from gis.api.endpoint import endpoint
from gis.api.links import MVT
from gis.api.memory import Memory
from gis.api.parameters import Parameters
from gis.api.problems import NotThere
from gis.api.reader import row
from gis.api.tile_plane import plane
from layers import rows
from layers.catalogue import LayerDef, Text, catalogue
from layers.crs import KROVAK
from layers.grids import MATRIX_SETS, Bounds, Grid

EXTENT = 4096
BUFFER = 64
"""Units of the tile's own grid drawn over its edge, so that outlines join."""
FINER = 4
"""Tiles begin at this multiple of the layer's greatest denominator: two levels before the map."""

_MEMORY = Memory(64 * 1024 * 1024)
"""Some 1,000 tiles of parcels in each web process."""
_TILE = SQL(
    "SELECT ST_AsMVT(t, {name}, {extent}, 'geom') FROM ("
    "SELECT ST_AsMVTGeom({geometry}, {bounds}, {extent}, {buffer}) AS geom, {columns} "
    "FROM {source} WHERE {conditions}) t WHERE t.geom IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class TileAddress:
    """A tile that the grid has."""

    grid: Grid
    zoom: int
    column: int
    row: int

    @classmethod
    def parse(cls, matrix_set: str, zoom: int, row: int, column: int) -> "TileAddress":
        """Raises `NotThere` outside the grid."""
        grid = MATRIX_SETS.get(matrix_set)
        if grid is not None and zoom < len(grid.denominators):
            columns, rows_ = grid.size(zoom)
            if column < columns and row < rows_:
                return cls(grid, zoom, column, row)
        raise NotThere(Text("Taková dlaždice není.", "There is no such tile."))

    @property
    def bounds(self) -> Bounds:
        return self.grid.bounds(self.zoom, self.column, self.row)

    @property
    def denominator(self) -> float:
        return self.grid.denominators[self.zoom]


@endpoint
def tile(
    request: HttpRequest, collection_id: str, matrix_set: str, *, z: int, y: int, x: int
) -> HttpResponse:
    """`/api/collections/{id}/tiles/{set}/{z}/{y}/{x}`; 204 where nothing is drawn."""
    Parameters(request, ())
    layer = collection_for(request.user, collection_id)
    address = TileAddress.parse(matrix_set, z, y, x)
    version = data_version()
    etag = f'W/"{catalogue().version}-{version}-{layer.view}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    content = _content(request, layer, address, version=version)
    response = HttpResponse(content, content_type=MVT, status=200 if content else 204)
    response["ETag"] = etag
    return response


def _content(request: HttpRequest, layer: LayerDef, address: TileAddress, *, version: str) -> bytes:
    """From memory, unless the client wants it anew or nothing tells yet when the data change."""
    if not version:
        return encode(layer, address)
    anew = "no-cache" in request.headers.get("Cache-Control", "")
    make = partial(encode, layer, address)
    key = layer.id, layer.view, address
    return _MEMORY.get(key, make, version=f"{catalogue().version}-{version}", anew=anew)


def coarsest(layer: LayerDef) -> float:
    """The greatest denominator whose tiles are made."""
    return FINER * layer.max_scale if layer.max_scale else float("inf")


def encode(layer: LayerDef, address: TileAddress) -> bytes:
    """The tile; empty where the layer has nothing or is not drawn at the scale."""
    if address.denominator > coarsest(layer):
        return b""
    reach = _reach(address)
    found = row(_statement(layer, address, reach)) if reach else None
    return bytes(found[0]) if found else b""


def _reach(address: TileAddress) -> Area | None:
    """The ground of the tile and its buffer."""
    west, south, east, north = address.bounds
    margin = (east - west) * BUFFER / EXTENT
    box = Box(west - margin, south - margin, east + margin, north + margin)
    return area_of([box], address.grid.srid)


def _statement(layer: LayerDef, address: TileAddress, reach: Area) -> Composable:
    bounds = SQL("ST_MakeEnvelope({}, {})").format(
        SQL(", ").join(map(Literal, address.bounds)), Literal(address.grid.srid)
    )
    columns = [
        SQL("{} AS {}").format(rows.plain(layer, field), Identifier(field.name))
        for field in layer.fields
        if field.type != "json"
    ]
    return _TILE.format(
        name=Literal(layer.id),
        extent=Literal(EXTENT),
        buffer=Literal(BUFFER),
        bounds=bounds,
        geometry=_geometry(layer, address),
        columns=SQL(", ").join(columns),
        source=rows.source(layer),
        conditions=SQL(" AND ").join(
            [*rows.of_layer(layer), SQL("r.geom && {}::geometry").format(Literal(reach.shape))]
        ),
    )


def _geometry(layer: LayerDef, address: TileAddress) -> Composable:
    """Generalised where the layer draws it so."""
    start = layer.generalized_from
    shape: Composable = SQL("r.geom")
    if start is not None and address.denominator >= start:
        shape = SQL("coalesce(r.generalized, r.geom)")
    shape = rows.cut(layer, shape)
    if address.grid.srid == KROVAK:
        return shape
    moved = SQL("ST_Transform({}, {})").format(shape, Literal(address.grid.srid))
    west, _, east, _ = address.bounds
    straight = plane(address.bounds, address.grid.srid, (east - west) / EXTENT)
    return straight.applied(shape, moved) if straight else moved
