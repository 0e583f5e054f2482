"""What tiles there are: tilesets of a collection, and the matrix sets they are cut by."""

from django.http import HttpRequest, HttpResponse

from gis.api.answers import documents, json_answer, language
from gis.api.collections import collection_for
from gis.api.endpoint import endpoint
from gis.api.links import JSON, MVT, Link, address
from gis.api.parameters import Parameters
from gis.api.problems import NotThere
from gis.api.vector_tile import coarsest
from layers.catalogue import LayerDef, Text
from layers.crs import LATITUDE_FIRST
from layers.grids import MATRIX_SETS, Grid

_WELL_KNOWN = {
    "WebMercatorQuad": "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
}
SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"

Document = dict[str, object]


@endpoint
def tilesets(request: HttpRequest, collection_id: str) -> HttpResponse:
    """`/api/collections/{id}/tiles`: one tileset a grid."""
    Parameters(request, ())
    layer = collection_for(request.user, collection_id)
    own = Link("self", address(request, f"/collections/{layer.id}/tiles"), JSON)
    return json_answer(
        {
            "tilesets": [_tileset(request, layer, grid) for grid in MATRIX_SETS.values()],
            "links": documents([own]),
        }
    )


@endpoint
def tileset(request: HttpRequest, collection_id: str, matrix_set: str) -> HttpResponse:
    """`/api/collections/{id}/tiles/{set}`: the metadata of a tileset."""
    Parameters(request, ())
    layer = collection_for(request.user, collection_id)
    return json_answer(_tileset(request, layer, _grid(matrix_set)))


@endpoint
def matrix_sets(request: HttpRequest) -> HttpResponse:
    """`/api/tileMatrixSets`."""
    Parameters(request, ())
    entries = [
        {
            "id": name,
            "links": documents([Link("self", address(request, f"/tileMatrixSets/{name}"), JSON)]),
        }
        for name in MATRIX_SETS
    ]
    return json_answer({"tileMatrixSets": entries})


@endpoint
def matrix_set(request: HttpRequest, matrix_set: str) -> HttpResponse:
    """`/api/tileMatrixSets/{set}`: the grid by the OGC Two Dimensional Tile Matrix Set standard."""
    Parameters(request, ())
    grid = _grid(matrix_set)
    known = {"uri": _WELL_KNOWN[matrix_set]} if matrix_set in _WELL_KNOWN else {}
    return json_answer(
        {
            "id": matrix_set,
            **known,
            "crs": _crs(grid),
            "orderedAxes": ["N", "E"] if grid.srid in LATITUDE_FIRST else ["E", "N"],
            "tileMatrices": [_matrix(grid, zoom) for zoom in range(len(grid.denominators))],
        }
    )


def _grid(name: str) -> Grid:
    if name not in MATRIX_SETS:
        raise NotThere(Text("Taková sada dlaždic není.", "There is no such tile matrix set."))
    return MATRIX_SETS[name]


def _tileset(request: HttpRequest, layer: LayerDef, grid: Grid) -> Document:
    path = f"/collections/{layer.id}/tiles/{grid.matrix_set}"
    scheme = address(request, f"/tileMatrixSets/{grid.matrix_set}")
    pattern = f"{path}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    known = _WELL_KNOWN.get(grid.matrix_set)
    return {
        "title": layer.title.in_language(language()),
        "dataType": "vector",
        "crs": _crs(grid),
        **({"tileMatrixSetURI": known} if known else {}),
        "tileMatrixSetLimits": [
            _limits(grid, zoom)
            for zoom, denominator in enumerate(grid.denominators)
            if denominator <= coarsest(layer)
        ],
        "layers": [{"id": layer.id, "dataType": "vector"}],
        "links": documents(
            [
                Link("self", address(request, path), JSON),
                Link("item", address(request, pattern), MVT, templated=True),
                Link(SCHEME, scheme, JSON),
            ]
        ),
    }


def _crs(grid: Grid) -> str:
    return f"http://www.opengis.net/def/crs/EPSG/0/{grid.srid}"


def _limits(grid: Grid, zoom: int) -> Document:
    columns, rows = grid.size(zoom)
    return {
        "tileMatrix": str(zoom),
        "minTileRow": 0,
        "maxTileRow": rows - 1,
        "minTileCol": 0,
        "maxTileCol": columns - 1,
    }


def _matrix(grid: Grid, zoom: int) -> Document:
    columns, rows = grid.size(zoom)
    return {
        "id": str(zoom),
        "scaleDenominator": grid.denominators[zoom],
        "cellSize": grid.resolutions[zoom],
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": list(grid.origin),
        "tileWidth": grid.tile_size_px,
        "tileHeight": grid.tile_size_px,
        "matrixWidth": columns,
        "matrixHeight": rows,
    }
