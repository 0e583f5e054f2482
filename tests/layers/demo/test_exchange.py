"""The files of the demo, read by others: GDAL and the project's own reader."""

import gzip
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from layers.importers.record import Record
from layers.importers.vfr.reader import VfrReader
from tests.layers.demo.conftest import Region


@pytest.mark.usefixtures("every_driver")
def test_gdal_reads_all_parcels_and_their_area(region: Region, tmp_path: Path) -> None:
    plain = tmp_path / region.files[1].name.removesuffix(".gz")
    plain.write_bytes(gzip.decompress(region.files[1].read_bytes()))

    _, _, outlines, _ = pyogrio.raw.read(plain, sql="SELECT OriginalniHranice FROM Parcely")

    first = [unit for code, unit in region.units.items() if code in (990_001, 990_002)]
    assert len(outlines) == sum(len(unit.parcels) for unit in first)
    area = shapely.area(shapely.from_wkb(outlines)).sum()
    assert area == pytest.approx(sum(unit.outline.area for unit in first), abs=0.01)
    assert pyogrio.read_info(plain, layer="Parcely")["crs"] == "EPSG:5514"


def test_reader_of_the_project_takes_every_record(region: Region) -> None:
    reader = VfrReader()
    for file in (region.files[0], region.files[1]):
        assert reader.accepts(file)
        found = list(reader.read(file))
        assert found
        assert all(isinstance(record, Record) for record in found)


def test_reader_keeps_each_vertex(region: Region) -> None:
    records = VfrReader().read(region.files[1])
    outlines = [
        shapely.from_wkb(record.geometries["outline"])
        for record in records
        if isinstance(record, Record) and record.layer == "cadastre_parcel"
    ]
    written = [p for code in (990_001, 990_002) for p in region.units[code].parcels]

    assert np.array_equal(shapely.get_coordinates(outlines), shapely.get_coordinates(written))
