"""The demo region as VFK: what the generator drew is what independent readers find in the file."""

from pathlib import Path

import pyogrio
import pytest
import shapely

from layers.demo.region import municipalities
from layers.demo.rows import MunicipalityRows
from layers.demo.vfk import write_vfk
from layers.importers.record import BadRecord, Record
from layers.importers.vfk import VfkReader


@pytest.fixture(scope="module")
def village() -> MunicipalityRows:
    return next(municipalities(3))[0]


@pytest.fixture(scope="module")
def file(village: MunicipalityRows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vfk") / "village.vfk"
    write_vfk(path, [village])
    return path


def test_every_parcel_comes_back_as_it_was_drawn(village, file):
    items = list(VfkReader().read(file))
    assert not [item for item in items if isinstance(item, BadRecord)]
    found = {
        item.code: shapely.from_wkb(item.geometries["outline"])
        for item in items
        if isinstance(item, Record) and item.layer == "cadastre_parcel"
    }
    drawn = {parcel.code: parcel.shape for parcel in village.parcels}
    assert found.keys() == drawn.keys()
    for code, shape in drawn.items():
        assert shapely.symmetric_difference(found[code], shape).area < 0.5


@pytest.mark.usefixtures("every_driver")
@pytest.mark.filterwarnings("ignore:BUD:RuntimeWarning")  # buildings without outline
def test_gdal_reads_the_same_parcels(village, file):
    _, _, outlines, _ = pyogrio.raw.read(file, layer="PAR", columns=[])
    areas = shapely.area(shapely.from_wkb(outlines))
    assert len(areas) == len(village.parcels)
    assert areas.sum() == pytest.approx(sum(p.shape.area for p in village.parcels), rel=1e-6)


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
def test_older_code_pages_are_written_and_read(village, tmp_path, encoding):
    path = tmp_path / "a.vfk"
    write_vfk(path, [village], encoding=encoding)
    names = {
        item.attributes["name"]
        for item in VfkReader().read(path)
        if isinstance(item, Record) and item.layer == "admin_cadastral_unit"
    }
    assert names == {unit.name for unit in village.units}
