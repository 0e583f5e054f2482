"""Reader of JVF DTM, the exchange format of the technical map."""

from layers.importers.jvf.reader import JvfReader

__all__ = ["JvfReader"]
