"""The grids that WMTS tells: by them clients compute which tile lies where."""

import pytest
from lxml import etree

from layers.grids import GRIDS
from tests.tiles.conftest import Ows


def test_advertised_grids_are_those_of_tiles(ows: Ows) -> None:
    root = etree.fromstring(ows.get("wmts/1.0.0/WMTSCapabilities.xml").content)
    told = {
        one.findtext("{*}Identifier"): one for one in root.iterfind("{*}Contents/{*}TileMatrixSet")
    }

    assert set(told) == set(GRIDS)
    for name, grid in GRIDS.items():
        matrices = told[name].findall("{*}TileMatrix")
        assert told[name].findtext("{*}SupportedCRS") == f"urn:ogc:def:crs:EPSG::{grid.srid}"
        assert len(matrices) == len(grid.denominators)
        for zoom, matrix in enumerate(matrices):
            corner = [float(part) for part in (matrix.findtext("{*}TopLeftCorner") or "").split()]
            scale = float(matrix.findtext("{*}ScaleDenominator") or 0)
            size = matrix.findtext("{*}MatrixWidth"), matrix.findtext("{*}MatrixHeight")
            assert corner == pytest.approx(grid.origin, abs=1e-6)
            assert scale == pytest.approx(grid.denominators[zoom], rel=1e-9)
            assert size == tuple(map(str, grid.size(zoom)))
    well_known = told["webmercator"].findtext("{*}WellKnownScaleSet")
    assert well_known == "urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible"


def test_krovak_scales_are_round(ows: Ows) -> None:
    root = etree.fromstring(ows.get("wmts/1.0.0/WMTSCapabilities.xml").content)
    scales = {one.text for one in root.iter("{*}ScaleDenominator")}

    assert {"250", "500", "1000", "2000", "4000", "8000", "2048000"} <= scales
