"""Capabilities of a catalogue of 300 layers: of the whole map and of one theme."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import yaml

from gis.bench import folders
from gis.bench.load import asking
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from gis.bench.sample import Sample, of_latencies
from gis.bench.servers import ours_beside
from layers.access import PUBLIC, allowed_layers

LAYERS = 300
_IN_A_THEME = 30
_WMS = "SERVICE=WMS&REQUEST=GetCapabilities&VERSION=1.3.0"
_STYLE = {"id": "area", "title": {"cs": "Plocha", "en": "Area"}, "fill": {"color": "#c8d8e8"}}


def told(run: Run) -> Iterator[Line]:
    """The document written anew, kept, and how large it is; the public sees all layers."""
    folder = _catalogue(LAYERS - sum(layer.mapped for layer in allowed_layers(PUBLIC, "see")))
    settings = {"GIS_CATALOGUE_FOLDERS": f"{os.environ.get('GIS_CATALOGUE_FOLDERS', '')} {folder}"}
    paths = {
        f"WMS {LAYERS} vrstev": f"/ows/wms?{_WMS}",
        "WMS tématu": f"/ows/bencha/wms?{_WMS}",
        f"WMTS {LAYERS} vrstev": "/ows/wmts/1.0.0/WMTSCapabilities.xml",
        "WMTS tématu": "/ows/bencha/wmts/1.0.0/WMTSCapabilities.xml",
    }
    with ours_beside(run.database, settings) as port:
        for name, path in paths.items():
            yield from _measured(run, port, name, path)


def _measured(run: Run, port: int, name: str, path: str) -> Iterator[Line]:
    with asking(port) as ask:
        durations = []
        for _ in range(max(run.samples, 10)):
            started = time.perf_counter()
            content = ask(path)
            durations.append(time.perf_counter() - started)
    goal = Goal("p50_ms", 100, ratio=False)
    note = f"medián z paměti; první odpověď {durations[0] * 1000:.0f} ms"
    yield Result(f"capabilities: {name}", "", of_latencies(durations[1:]), None, goal, note=note)
    size_kb = len(content) / 1000
    size = Sample(p50_ms=size_kb, p95_ms=size_kb, rate=0, count=1)
    limit = Goal("p50_ms", 1000, ratio=False, unit="kB")
    yield Result(f"capabilities: {name} [kB]", "", size, None, limit)


def _catalogue(count: int) -> Path:
    """A folder as an operator adds it by `GIS_CATALOGUE_FOLDERS`: so many layers, by themes."""
    folder = folders.data() / "capabilities"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "styles").mkdir(parents=True)
    count = max(count, 1)
    for first in range(0, count, _IN_A_THEME):
        theme = f"bench{ascii_lowercase[first // _IN_A_THEME]}"
        last = min(first + _IN_A_THEME, count)
        held = [f"{theme}_area_{number}" for number in range(first, last)]
        document = {
            "theme": theme,
            "order": 900 + first,
            "title": {"cs": f"Měření {theme}", "en": f"Measurement {theme}"},
            "layers": [_layer(each) for each in held],
        }
        (folder / f"{theme}.yaml").write_text(yaml.safe_dump(document, allow_unicode=True))
        for each in held:
            (folder / "styles" / f"{each}.yaml").write_text(yaml.safe_dump({"rules": [_STYLE]}))
    return folder


def _layer(id_: str) -> dict[str, Any]:
    return {
        "id": id_,
        "title": {"cs": f"Plochy {id_}", "en": f"Areas {id_}"},
        "abstract": {"cs": "Vrstva k měření popisu služby.", "en": "A layer to measure with."},
        "geometry": "polygon",
        "provider": "DMVS",
        "attribution": "© DMVS",
        "licence": "CC BY 4.0",
        "access": dict.fromkeys(("see", "query", "download"), "public"),
        "fields": [
            {"name": "label", "type": "string", "title": {"cs": "Název", "en": "Name"}},
        ],
    }
