"""The chosen layers as a file of the catalogue, which every process reads like any other."""

import base64
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from layers.catalogue import load
from layers.catalogue.loader import REMOTE_FILE, look_again
from layers.models import RemoteLayer

THEME = "remote"
LEGENDS = "legends"
_ORDER = 95
_STYLES: dict[str, dict[str, Any]] = {
    "point": {
        "point": {"shape": "circle", "size_px": 8, "color": "#7a3b9e"},
    },
    "line": {"line": {"color": "#7a3b9e", "width_px": 2}},
    "polygon": {
        "fill": {"color": "#7a3b9e", "opacity": 0.25},
        "line": {"color": "#7a3b9e", "width_px": 1.2},
    },
}


def publish_catalogue() -> bool:
    """Writes the file when the layers are not those that it tells; says whether it did."""
    layers = list(RemoteLayer.objects.select_related("service"))
    folder = Path(settings.REMOTE_CATALOGUE)
    file = folder / REMOTE_FILE
    text = _text(layers)
    if (file.read_text(encoding="utf-8") if file.exists() else "") == text:
        return False
    if text:
        _write_legends(layers, folder)
        _write(file, text.encode())
    else:
        file.unlink()
    look_again()
    return True


def check(layers: list[RemoteLayer]) -> None:
    """Raises `CatalogueError` when the catalogue could not be read with these layers."""
    with tempfile.TemporaryDirectory(prefix="catalogue") as folder:
        Path(folder, REMOTE_FILE).write_text(_text(layers), encoding="utf-8")
        load([*settings.CATALOGUE_FOLDERS, Path(folder)])


def legend_file(layer_id: str) -> Path:
    """Where the picture of the legend lies, if there is one."""
    return Path(settings.REMOTE_CATALOGUE) / LEGENDS / f"{layer_id}.png"


def _text(layers: list[RemoteLayer]) -> str:
    """The theme as JSON, which is YAML; empty without layers."""
    if not layers:
        return ""
    theme = {
        "theme": THEME,
        "order": _ORDER,
        "title": {"cs": "Vzdálené služby", "en": "Remote services"},
        "layers": [_entry(layer) for layer in layers],
    }
    return json.dumps(theme, ensure_ascii=False, indent=1, sort_keys=True)


def _entry(layer: RemoteLayer) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": layer.layer_id,
        "title": {"cs": layer.title_cs, "en": layer.title_en},
        "abstract": _abstract(layer),
        "geometry": layer.geometry,
        "provider": layer.attribution,
        "attribution": layer.attribution,
        "licence": layer.licence,
        "access": dict.fromkeys(("see", "query", "download"), layer.access),
    }
    if layer.mode == RemoteLayer.Mode.CASCADE:
        technical = {name: value for name, value in layer.technical.items() if name != "legend_png"}
        return entry | {
            "cascade": {
                "kind": layer.service.kind,
                "technical": technical,
                "login": layer.service.sealed_login,
                "keep_minutes": layer.keep_minutes,
            }
        }
    rule = {"id": "all", "title": entry["title"]} | _STYLES[layer.geometry]
    return entry | {"fields": layer.fields, "style": {"rules": [rule]}}


def _abstract(layer: RemoteLayer) -> dict[str, str]:
    told = layer.service.title
    if layer.mode == RemoteLayer.Mode.CASCADE:
        return {
            "cs": f"Zobrazuje se ze služby {told}.",
            "en": f"Shown from the service {told}.",
        }
    return {
        "cs": f"Přebírá se pravidelně ze služby {told}.",
        "en": f"Taken over regularly from the service {told}.",
    }


def _write_legends(layers: list[RemoteLayer], folder: Path) -> None:
    for layer in layers:
        if picture := layer.technical.get("legend_png"):
            _write(folder / LEGENDS / f"{layer.layer_id}.png", base64.b64decode(picture))


def _write(path: Path, content: bytes) -> None:
    """The file appears at once and whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(path)
