"""Mends MapProxy 7.0: a block that another process has drawn meanwhile ended in a TypeError.

`TileCreator._create_bulk_meta_tile` hands tiles to `TileCollection`, which takes coordinates.
"""

from collections.abc import Sequence
from typing import Any

from mapproxy.cache import tile_creator
from mapproxy.cache.tile import TileCollection


def of_tiles_or_coordinates(items: Sequence[Any]) -> TileCollection:
    """The collection of the coordinates, or of those of the tiles."""
    return TileCollection([getattr(item, "coord", item) for item in items])


tile_creator.TileCollection = of_tiles_or_coordinates
