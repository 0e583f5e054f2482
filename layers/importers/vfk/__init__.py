"""Reader of VFK, the exchange format of the cadastre (ISKN)."""

from layers.importers.vfk.reader import VfkReader

__all__ = ["VfkReader"]
