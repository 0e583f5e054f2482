"""MapProxy's configuration: `mapproxy.yaml` with the layers of the catalogue added."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from mapproxy.config.configuration.base import ConfigurationError
from mapproxy.config.configuration.proxy import ProxyConfiguration
from mapproxy.config.spec import validate_options

from layers import crs
from layers.catalogue import Catalogue, LayerDef
from tiles.grids import BBox
from tiles.plugin import plugin_entrypoint

CACHE = {"type": "file", "directory_layout": "tms", "use_grid_names": True}
"""Tiles lie in <cache folder>/<layer>/<grid>/<level>/<column>/<row>.png: the fast path knows it."""


def configuration(catalogue: Catalogue) -> ProxyConfiguration:
    """The services over all layers that have a map; who may see which is asked at each request.

    Raises `ConfigurationError`.
    """
    plugin_entrypoint()
    file = Path(settings.ROOT) / "mapproxy.yaml"
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    add_layers(content, catalogue)
    errors, informal_only = validate_options(content)
    if not informal_only:
        raise ConfigurationError(f"{file}: {'; '.join(map(str, errors))}")
    return ProxyConfiguration(content, conf_base_dir=str(settings.ROOT))


def add_layers(content: dict[str, Any], catalogue: Catalogue) -> None:
    """For each layer in each of its styles a source, a cache in all grids, and a MapProxy layer.

    Their tree is flat: what is told of layers is written by `tiles.capabilities`.
    """
    served = {name: layer for name, layer in catalogue.pictures.items() if layer.mapped}
    content["sources"] = {f"drawn_{name}": {"type": "dmvs", "layer": name} for name in served}
    content["caches"] = {
        name: _cache(name, layer, list(content["grids"])) for name, layer in served.items()
    }
    wms = content["services"]["wms"]
    content["layers"] = [_layer(name, layer) for name, layer in served.items()]
    wms["bbox_srs"] = [
        {"srs": code, "bbox": list(country_box(int(code.removeprefix("EPSG:"))))}
        for code in wms["bbox_srs"]
    ]
    wms["md"]["online_resource"] = settings.PUBLIC_URL or "/"
    caches = content["globals"]["cache"]
    caches["base_dir"] = str(settings.TILES_ROOT)
    caches["tile_lock_dir"] = str(Path(settings.VAR) / "locks")


def _cache(name: str, layer: LayerDef, grids: list[str]) -> dict[str, Any]:
    cache = {
        "sources": [f"drawn_{name}"],
        "grids": grids,
        "format": "image/png",
        "cache": dict(CACHE),
    }
    if layer.cascade is None:
        return cache
    # An old tile is shown while the service fails, which MapProxy can do for single tiles only.
    kept = {"minutes": layer.cascade.keep_minutes}
    return cache | {"meta_size": [1, 1], "bulk_meta_tiles": False, "refresh_before": kept}


def _layer(name: str, layer: LayerDef) -> dict[str, Any]:
    return {
        "name": name,
        "title": layer.title.cs,
        "sources": [name if layer.cascade else f"drawn_{name}"],
        "tile_sources": [name],
    }


def country_box(srid: int) -> BBox:
    """The country in the system, x east and y north (EPSG:5513: its own x, y)."""
    west, south, east, north = crs.COUNTRY_5514
    steps = [i / 8 for i in range(9)]
    edge = [(west + (east - west) * i, y) for i in steps for y in (south, north)]
    edge += [(x, south + (north - south) * i) for i in steps for x in (west, east)]
    moved = [crs.transform(x, y, source=crs.KROVAK, target=srid, by_grid=False) for x, y in edge]
    xs, ys = zip(*moved, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
