"""The source type `dmvs` of MapProxy: a layer of the catalogue, drawn by our renderers."""

from typing import Any

from mapproxy.config.configuration.source import (
    SourceConfiguration,
    register_source_configuration,
)
from mapproxy.util.ext.dictspec.spec import required

import tiles.srs
import tiles.tile_collection  # noqa: F401  both mend MapProxy before it is configured
from layers.catalogue import catalogue
from tiles.feature_info import FeatureInfoSource
from tiles.source import DrawnLegend, MapSource, TileSource


class DmvsSourceConfiguration(SourceConfiguration):  # type: ignore[misc]  # MapProxy is untyped
    """`type: dmvs` with the id of a layer."""

    source_type = ("dmvs",)

    def source(self, params: dict[str, Any] | None = None) -> MapSource | TileSource:
        """What draws: with parameters for a cache, without them for maps of any box."""
        layer = catalogue().layers[self.conf["layer"]]
        if params is None:
            return MapSource((layer.id,))
        return TileSource(layer, self.image_opts(format=params.get("format")))

    def fi_source(self, params: dict[str, Any] | None = None) -> FeatureInfoSource | None:
        layer = catalogue().layers[self.conf["layer"]]
        return None if layer.composed else FeatureInfoSource(layer)

    def lg_source(self, params: dict[str, Any] | None = None) -> DrawnLegend:
        return DrawnLegend(catalogue().layers[self.conf["layer"]])


def plugin_entrypoint() -> None:
    """Called by MapProxy when it loads its plug-ins."""
    register_source_configuration("dmvs", DmvsSourceConfiguration, "dmvs", {required("layer"): ""})
