"""Another MapProxy draws our WMS and keeps it in a cache of its own."""

import io
import subprocess
import sys
from pathlib import Path

import yaml
from PIL import Image

from tests.tiles.conftest import Ows
from tests.tiles.places import Place

# A machine on which the product is not installed: without its plug-in of MapProxy.
_ASK = """
import importlib.metadata, sys
from wsgiref.util import setup_testing_defaults
importlib.metadata.distributions = lambda: ()
from mapproxy.wsgiapp import make_wsgi_app
environ = {"PATH_INFO": "/service", "QUERY_STRING": sys.argv[2]}
setup_testing_defaults(environ)
told = []
body = b"".join(make_wsgi_app(sys.argv[1])(environ, lambda status, *_: told.append(status)))
sys.stderr.write(told[0])
sys.stdout.buffer.write(body)
"""


def test_mapproxy_cascades_the_map(ows: Ows, place: Place, tmp_path: Path) -> None:
    west, south, east, north = place.box
    config = tmp_path / "mapproxy.yaml"
    config.write_text(yaml.safe_dump(_configuration(ows, tmp_path)))
    query = (
        "SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=region&STYLES=&CRS=EPSG:5514"
        f"&BBOX={west},{south},{east},{north}&WIDTH=300&HEIGHT=300&FORMAT=image/png"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _ASK, str(config), query],
        capture_output=True,
        check=False,
    )

    assert done.stderr.endswith(b"200 OK"), done.stderr + done.stdout[:500]
    theirs = Image.open(io.BytesIO(done.stdout)).convert("RGB")
    ours = ows.wms(LAYERS="base_map", BBOX=f"{west},{south},{east},{north}")
    shown = Image.open(io.BytesIO(ours.content)).convert("RGB")
    points = [(x, y) for x in range(10, 300, 20) for y in range(10, 300, 20)]
    alike = sum(
        max(abs(a - b) for a, b in zip(theirs.getpixel(at), shown.getpixel(at), strict=True)) < 30
        for at in points
    )
    assert alike > 0.8 * len(points)


def _configuration(ows: Ows, folder: Path) -> dict[str, object]:
    asked = {"url": f"{ows.url}/ows/base/wms", "layers": "base_map"}
    return {
        "services": {"wms": {"srs": ["EPSG:5514"], "md": {"title": "Cascade"}}},
        "layers": [{"name": "region", "title": "Region", "sources": ["kept"]}],
        "caches": {"kept": {"grids": ["krovak"], "sources": ["dmvs"], "format": "image/png"}},
        "sources": {
            "dmvs": {
                "type": "wms",
                "wms_opts": {"version": "1.3.0"},
                "supported_srs": ["EPSG:5514"],
                "req": asked,
            }
        },
        "grids": {
            "krovak": {
                "srs": "EPSG:5514",
                "origin": "nw",
                "bbox": [-925_000, -1_360_401.92, -337_797.44, -920_000],
                "res": [573.44 / 2**level for level in range(14)],
            }
        },
        "globals": {"cache": {"base_dir": str(folder / "cache")}},
    }
