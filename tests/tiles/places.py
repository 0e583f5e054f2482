"""A place of the demo region that has something to see."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from layers import crs

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """A parcel with its surroundings, EPSG:5514."""

    code: int
    label: str
    outline: BaseGeometry

    @property
    def inside(self) -> tuple[float, float]:
        point = self.outline.representative_point()
        return point.x, point.y

    @property
    def box(self) -> Box:
        """A square of 84 m around the middle: 1 : 1000 on 300 pixels."""
        x, y = self.inside
        return x - 42, y - 42, x + 42, y + 42

    def box_in(self, code: str) -> Box:
        """A box around the same middle in another system, x east and y north."""
        srid = int(code.removeprefix("EPSG:"))
        x, y = crs.transform(*self.inside, source=crs.KROVAK, target=srid, by_grid=False)
        half = 0.0006 if srid in (crs.WGS84, crs.ETRS89) else 42.0
        return x - half, y - half, x + half, y + half

    def corners_in(self, code: str) -> list[tuple[float, float]]:
        """The corners of the parcel that lie well within `box_in`."""
        srid = int(code.removeprefix("EPSG:"))
        west, south, east, north = self.box_in(code)
        moved = [
            crs.transform(x, y, source=crs.KROVAK, target=srid, by_grid=False)
            for x, y in list(self.outline.exterior.coords)[:-1]
        ]
        return [(x, y) for x, y in moved if west + 2 < x < east - 2 and south + 2 < y < north - 2]
