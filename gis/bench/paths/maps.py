"""WMS: a map that is in no cache."""

from collections.abc import Iterator
from urllib.parse import urlencode

from gis.bench.load import Side, latencies
from gis.bench.places import Place
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from layers.crs import KROVAK

_SIZE_PX = 1024
_RESOLUTION_M = 1.12


def wms(run: Run) -> Iterator[Line]:
    """1024 × 1024 pixels in S-JTSK at 1 : 4 000, transparent PNG of 256 colours on both sides."""
    found = run.places(run.samples)
    ports = run.servers.ports
    ours = Side(ports.ours, [f"/ows/wms?{_query(run, place, 'image/png')}" for place in found])
    png8 = "image/png; mode=8bit"
    theirs = Side(ports.mapserver, [f"/?{_query(run, place, png8)}" for place in found])
    own, other = latencies([ours, theirs])
    yield Result(
        f"WMS {_SIZE_PX}² v 5514",
        "MapServer FastCGI",
        own,
        other,
        Goal("p50_ms", 1.0),
        note="jedna žádost za druhou, medián; PNG s paletou na obou stranách",
    )


def _query(run: Run, place: Place, format_: str) -> str:
    half = _SIZE_PX * _RESOLUTION_M / 2
    box = (place.east - half, place.north - half, place.east + half, place.north + half)
    return urlencode(
        {
            "SERVICE": "WMS",
            "VERSION": "1.1.1",
            "REQUEST": "GetMap",
            "LAYERS": run.layer.id,
            "STYLES": "",
            "SRS": f"EPSG:{KROVAK}",
            "BBOX": ",".join(f"{value:.2f}" for value in box),
            "WIDTH": _SIZE_PX,
            "HEIGHT": _SIZE_PX,
            "FORMAT": format_,
            "TRANSPARENT": "TRUE",
        }
    )
