"""A personal address from the page that makes it into desktop clients, until it is revoked."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests
from owslib.wms import WebMapService
from owslib.wmts import WebMapTileService

from tests.accounts.conftest import PASSWORD, Visitor, execute

READ = """
import sys, pyogrio
print(len(pyogrio.raw.read(sys.argv[1], layer="admin_municipality")[3][0]))
"""


def channels(url: str, token: str) -> dict[str, str]:
    tile = "cadastre_parcel/krovak/8/130/120.png"
    wms = "service=WMS&version=1.3.0&crs=EPSG:5514&bbox=-690000,-970000,-689700,-969700"
    shown = "width=100&height=100&layers=cadastre_parcel&styles=&format=image/png"
    return {
        "capabilities": f"{url}/ows/u/{token}/wms?service=WMS&request=GetCapabilities",
        "map": f"{url}/ows/u/{token}/wms?request=GetMap&{wms}&{shown}",
        "info": f"{url}/ows/u/{token}/wms?request=GetFeatureInfo&{wms}&{shown}"
        "&query_layers=cadastre_parcel&i=5&j=5&info_format=application/json",
        "wmts": f"{url}/ows/u/{token}/wmts/1.0.0/WMTSCapabilities.xml",
        "tile": f"{url}/ows/u/{token}/wmts/{tile}",
        "api": f"{url}/u/{token}/api/collections?f=json",
        "items": f"{url}/u/{token}/api/collections/admin_municipality/items?f=json",
        "identify": f"{url}/u/{token}/api/identify?x=-690000&y=-970000",
        "wfs": f"{url}/ows/u/{token}/wfs?service=WFS&request=GetCapabilities",
        "search": f"{url}/u/{token}/api/search?q=a",
        "csw": f"{url}/u/{token}/csw?service=CSW&version=2.0.2&request=GetRecordById"
        "&elementSetName=full&outputSchema=http://www.isotc211.org/2005/gmd&id=cadastre_parcel",
        "csw-capabilities": f"{url}/u/{token}/csw?service=CSW&version=2.0.2"
        "&request=GetCapabilities",
        "atom": f"{url}/u/{token}/atom/cadastre_parcel.xml",
    }


def test_address_works_in_clients_and_stops_at_once_everywhere(
    visitor: Visitor, server_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    visitor.sign_in()
    token = visitor.make_access("QGIS na úřadě")
    visitor.assert_accessible()
    before = {
        name: requests.get(url, timeout=60) for name, url in channels(server_url, token).items()
    }
    assert {name: answer.status_code for name, answer in before.items()} == dict.fromkeys(
        before, 200
    )
    assert all(answer.headers["Cache-Control"] == "private, no-cache" for answer in before.values())
    assert all(answer.headers["Referrer-Policy"] == "no-referrer" for answer in before.values())
    for name in ("capabilities", "wmts", "wfs"):
        assert f"{server_url}/ows/u/{token}/" in before[name].text
        assert f"{server_url}/ows/wfs" not in before[name].text
        assert f"{server_url}/ows/wm" not in before[name].text
    for name in ("api", "csw", "csw-capabilities", "atom"):
        assert f"{server_url}/u/{token}/" in before[name].text
        for path in ("api/", "ows/w", "csw?", "atom/"):
            assert f"{server_url}/{path}" not in before[name].text, name
    found = before["items"].json()["numberReturned"]
    assert _reads(f"OAPIF:{server_url}/u/{token}/api/") == found > 0
    _maps_are_drawn(server_url, token)
    visitor.visit("account/access/")
    assert visitor.page.get_by_role("row", name="QGIS na úřadě").inner_text().count("nikdy") == 0
    assert token not in visitor.page.content()

    visitor.page.get_by_role("button", name="Zrušit QGIS na úřadě").click()
    visitor.page.get_by_text("Přístup je zrušen.").wait_for()
    after = {
        name: requests.get(url, timeout=60) for name, url in channels(server_url, token).items()
    }
    assert {name: answer.status_code for name, answer in after.items()} == dict.fromkeys(after, 403)
    assert "zrušena" in after["map"].json()["detail"]
    log = tmp_path_factory.getbasetemp() / "stack0" / "stack.log"
    assert token not in Path(log).read_text()


def _reads(source: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", READ, source], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def _maps_are_drawn(url: str, token: str) -> None:
    wms = WebMapService(f"{url}/ows/u/{token}/wms", version="1.3.0")
    picture = wms.getmap(
        layers=["cadastre_parcel"],
        srs="EPSG:5514",
        bbox=(-690000, -970000, -689700, -969700),
        size=(100, 100),
        format="image/png",
    )
    assert picture.read()[:4] == b"\x89PNG"
    wmts = WebMapTileService(f"{url}/ows/u/{token}/wmts/1.0.0/WMTSCapabilities.xml")
    tile = wmts.gettile(
        layer="cadastre_parcel", tilematrixset="krovak", tilematrix="08", row=120, column=130
    )
    assert tile.read()[:4] == b"\x89PNG"


def test_address_opens_no_pages_and_writes_nothing(visitor: Visitor, server_url: str) -> None:
    visitor.sign_in()
    token = visitor.make_access("jen mapy")
    for path in ("admin/", "account/access/", "metrics", "identity/o/authorize", ""):
        assert requests.get(f"{server_url}/u/{token}/{path}", timeout=20).status_code == 403, path
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = requests.request(method, f"{server_url}/u/{token}/api/collections", timeout=20)
        assert answer.status_code == 403, method


@pytest.mark.parametrize("path", ["ows/u/", "ows/u/x/wms", "u/x/api/", "ows/u/%00/wms", "u//api/"])
def test_what_is_no_address_is_refused_and_not_public(server_url: str, path: str) -> None:
    assert requests.get(f"{server_url}/{path}", timeout=20).status_code == 403


def test_basic_serves_owslib_and_api_and_a_wrong_password_is_no_public(
    visitor: Visitor, server_url: str
) -> None:
    wms = WebMapService(
        f"{server_url}/ows/wms", version="1.3.0", username=visitor.name, password=PASSWORD
    )
    assert "cadastre_parcel" in wms.contents
    assert requests.get(f"{server_url}/api/", auth=(visitor.name, PASSWORD), timeout=20).ok
    for path in ("ows/wms?service=WMS&request=GetCapabilities", "api/collections"):
        answer = requests.get(f"{server_url}/{path}", auth=(visitor.name, "hadam"), timeout=20)
        assert answer.status_code == 401, path
        assert answer.headers["WWW-Authenticate"].startswith("Basic ")


def test_guessing_is_slowed_over_all_web_processes(visitor: Visitor, server_url: str) -> None:
    address = f"{server_url}/ows/wms?service=WMS&request=GetCapabilities"
    answers: list[Any] = [
        requests.get(address, auth=(visitor.name, f"hadam-{turn}"), timeout=60).status_code
        for turn in range(8)
    ]

    assert answers == [401] * 5 + [429] * 3
    lines = execute("SELECT kind FROM layers_auditline WHERE who = %s ORDER BY id", [visitor.name])
    assert lines == [("refused",)] * 5 + [("locked",)]
