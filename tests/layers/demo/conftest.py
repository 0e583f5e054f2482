"""The demo region of the default size, written once, and its parcels as plain geometries."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import shapely
from lxml import etree

from layers.demo import generate
from layers.importers.ogr import gdal

GML = "{http://www.opengis.net/gml/3.2}"


@dataclass
class Unit:
    outline: shapely.Polygon
    parcels: list[shapely.Polygon] = field(default_factory=list)


@dataclass
class Region:
    files: list[Path]
    units: dict[int, Unit]

    def objects(self, name: str) -> list[etree._Element]:
        """All objects of a collection, over all files."""
        return [o for f in self.files for o in read(f).iterfind(f"{{*}}Data/{{*}}{name}/*")]


def read(path: Path) -> etree._Element:
    with gzip.open(path) as stream:
        return etree.parse(stream).getroot()


def polygon(element: etree._Element) -> shapely.Polygon:
    outline = element.find(".//{*}OriginalniHranice")
    rings = [np.array(r.text.split(), float).reshape(-1, 2) for r in outline.iter(f"{GML}posList")]
    return shapely.Polygon(rings[0], rings[1:])


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    files = generate(tmp_path_factory.mktemp("demo"))
    units: dict[int, Unit] = {}
    for file in files[1:]:
        data = read(file).find("{*}Data")
        for unit in data.iterfind("{*}KatastralniUzemi/*"):
            units[int(unit.findtext("{*}Kod"))] = Unit(polygon(unit))
        for parcel in data.iterfind("{*}Parcely/*"):
            code = int(parcel.findtext("{*}KatastralniUzemi/{*}Kod"))
            units[code].parcels.append(polygon(parcel))
    return Region(files, units)


@pytest.fixture
def every_driver() -> Iterator[None]:
    """GDAL as others have it, to read our files with; the product keeps a few drivers only."""
    gdal.library().GDALAllRegister()
    yield
    gdal.leave_only_ours()
