"""The source type `dmvs` of MapProxy: a layer of the catalogue, drawn here or by others."""

from typing import Any

from mapproxy.config.configuration.source import (
    SourceConfiguration,
    register_source_configuration,
)
from mapproxy.util.ext.dictspec.spec import required

import tiles.srs
import tiles.tile_collection  # noqa: F401  both mend MapProxy before it is configured
from layers.catalogue import catalogue
from layers.remote.publication import legend_file
from tiles.feature_info import FeatureInfoSource
from tiles.remote_info import RemoteInfoSource
from tiles.remote_layer import RemoteLegend, RemoteTileSource
from tiles.source import DrawnLegend, MapSource, TileSource


class DmvsSourceConfiguration(SourceConfiguration):  # type: ignore[misc]  # MapProxy is untyped
    """`type: dmvs` with the name of a picture: a layer's id, or `id.style`."""

    source_type = ("dmvs",)

    def source(
        self, params: dict[str, Any] | None = None
    ) -> MapSource | TileSource | RemoteTileSource:
        """What draws: with parameters for a cache, without them for maps of any box."""
        picture = self.conf["layer"]
        layer = catalogue().pictures[picture]
        if layer.cascade:
            return RemoteTileSource(layer, self.image_opts(format=(params or {}).get("format")))
        if params is None:
            return MapSource((picture,))
        return TileSource(picture, self.image_opts(format=params.get("format")))

    def fi_source(
        self, params: dict[str, Any] | None = None
    ) -> FeatureInfoSource | RemoteInfoSource | None:
        layer = catalogue().pictures[self.conf["layer"]]
        if not layer.answers:
            return None
        return RemoteInfoSource(layer) if layer.cascade else FeatureInfoSource(layer)

    def lg_source(self, params: dict[str, Any] | None = None) -> DrawnLegend | RemoteLegend | None:
        picture = self.conf["layer"]
        layer = catalogue().pictures[picture]
        if layer.cascade:
            return RemoteLegend(layer) if legend_file(layer.id).exists() else None
        return DrawnLegend(picture)


def plugin_entrypoint() -> None:
    """Called by MapProxy when it loads its plug-ins."""
    register_source_configuration("dmvs", DmvsSourceConfiguration, "dmvs", {required("layer"): ""})
