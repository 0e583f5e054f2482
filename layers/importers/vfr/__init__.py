"""Reader of VFR, the exchange format of RÚIAN."""

from layers.importers.vfr.reader import VfrReader

__all__ = ["VfrReader"]
