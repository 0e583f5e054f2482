"""The columns of pycsw's model of a record."""

from gis.metadata.pycsw_modules import StaticContext

COLUMNS: tuple[str, ...] = tuple(sorted(set(StaticContext().md_core_model["mappings"].values())))
