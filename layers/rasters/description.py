"""What an operator says of rasters that they do not say themselves: layer, day, nodata, system."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from layers.catalogue import LayerDef, catalogue
from layers.catalogue.definition import RasterKind
from layers.catalogue.yaml_file import Schema
from layers.crs import SUPPORTED
from layers.errors import CatalogueError, UnreadableFile
from layers.importers.ogr.table import shown

_DEEPEST, _LONGEST_WORDS = 4, 400
_SCHEMA = Schema(Path(__file__).with_name("description.schema.json"))


@dataclass(frozen=True, slots=True)
class Description:
    """For all sheets of a delivery; `days` and `nodata` by sheet may say otherwise.

    `is_full`: sheets of the same source that are not in the delivery are gone.
    """

    source: str = ""
    layer: str = ""
    title: str = ""
    day: date | None = None
    days: Mapping[str, date] = field(default_factory=dict)
    crs: int | None = None
    nodata: float | None = None
    band: int | None = None
    transformation: str | None = None
    is_full: bool = False

    def day_of(self, sheet: str) -> date | None:
        """The day that the sheet shows."""
        return self.days.get(sheet, self.day)

    @property
    def identity(self) -> str:
        """What of it shapes the picture."""
        return repr((self.crs, self.nodata, self.band, self.transformation))


def raster_layers(kind: RasterKind | None = None) -> list[LayerDef]:
    """The catalogue's layers of sheets."""
    return [
        layer
        for layer in catalogue().layers.values()
        if layer.raster and (kind is None or layer.raster == kind)
    ]


def described(source: str | None, beside: Path | None) -> Description:
    """By the name of a description or layer, else by the file beside the raster, else empty."""
    known = catalogue().layers.get(source or "")
    found = next((path for path in _named(source) if path.is_file()), None) if source else None
    if found:
        return _read(found)
    description = _read(beside) if beside else Description()
    if known and known.raster:
        return replace(description, source=known.id, layer=known.id)
    return description


def _named(source: str | None) -> list[Path]:
    safe = (source or "").replace("_", "").isalnum()
    folders = settings.CATALOGUE_FOLDERS if safe else []
    return [Path(folder) / "rasters" / f"{source}.yaml" for folder in folders]


def _read(path: Path) -> Description:
    name = shown(path.name)
    try:
        _check_shape(path, name)
        content = _SCHEMA.read(path, "description")
    except (yaml.YAMLError, RecursionError) as exc:
        raise UnreadableFile(f"Popis rastrů {name} není YAML v UTF-8.") from exc
    except CatalogueError as exc:
        told = str(exc).replace(str(path), name)[:_LONGEST_WORDS]
        raise UnreadableFile(f"Popis rastrů {told}") from exc
    layer_id = content.get("layer", "")
    layer = catalogue().layers.get(layer_id)
    if layer_id and (layer is None or not layer.raster):
        names = ", ".join(each.id for each in raster_layers())
        told = shown(layer_id)
        raise UnreadableFile(f"Popis {name}: {told} není rastrová vrstva ({names}).")
    if content.get("crs") not in (None, *SUPPORTED):
        raise UnreadableFile(f"Popis {name}: systém EPSG:{content['crs']} není podporován.")
    return Description(
        source=content.get("name", layer_id),
        layer=layer_id,
        title=content.get("title", ""),
        day=_day(content.get("date"), name),
        days={str(sheet): _day(day, name) for sheet, day in content.get("dates", {}).items()},
        crs=content.get("crs"),
        nodata=content.get("nodata"),
        band=content.get("band"),
        transformation=content.get("transformation"),
        is_full=content.get("full", False),
    )


def _check_shape(path: Path, name: str) -> None:
    """Deep nesting and references are not needed, and cost more than they say."""
    depth = 0
    for event in yaml.parse(path.read_bytes()):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST or isinstance(event, yaml.AliasEvent):
            raise UnreadableFile(f"Popis rastrů {name} je vnořený nebo odkazuje sám na sebe.")


def _day(value: object, name: str) -> Any:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as exc:
        raise UnreadableFile(f"Popis {name}: {shown(str(value))} není den v kalendáři.") from exc
