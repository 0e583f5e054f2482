"""A map server of another authority, well behaved or not, on a port of this machine."""

import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from PIL import Image

BLUE = (20, 90, 200, 255)
Reply = Callable[["Handler", dict[str, str]], None]

WMS = """<?xml version="1.0" encoding="UTF-8"?>
<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"
  xmlns:xlink="http://www.w3.org/1999/xlink">
 <Service><Name>WMS</Name><Title>Povodňové mapy</Title>
  <OnlineResource xlink:href="{url}"/>{limits}</Service>
 <Capability>
  <Request>
   <GetCapabilities><Format>text/xml</Format><DCPType><HTTP><Get>
    <OnlineResource xlink:href="{url}/wms?"/></Get></HTTP></DCPType></GetCapabilities>
   <GetMap><Format>image/png</Format><Format>image/jpeg</Format><DCPType><HTTP><Get>
    <OnlineResource xlink:href="{url}/wms?"/></Get></HTTP></DCPType></GetMap>
   <GetFeatureInfo><Format>text/html</Format><Format>application/json</Format><DCPType><HTTP><Get>
    <OnlineResource xlink:href="{url}/wms?"/></Get></HTTP></DCPType></GetFeatureInfo>
  </Request>
  <Exception><Format>XML</Format></Exception>
  <Layer><Title>Vše</Title><CRS>EPSG:4326</CRS>{systems}
   <EX_GeographicBoundingBox><westBoundLongitude>12</westBoundLongitude>
    <eastBoundLongitude>19</eastBoundLongitude><southBoundLatitude>48</southBoundLatitude>
    <northBoundLatitude>52</northBoundLatitude></EX_GeographicBoundingBox>
   <Layer queryable="1"><Name>q100</Name><Title>Rozliv Q100</Title>
    <Style><Name>default</Name><Title>vzhled</Title><LegendURL width="20" height="10">
     <Format>image/png</Format><OnlineResource xlink:href="{url}/legend.png"/></LegendURL></Style>
   </Layer>
  </Layer>
 </Capability>
</WMS_Capabilities>"""

WMTS = """<?xml version="1.0" encoding="UTF-8"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1"
  xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
 <ows:ServiceIdentification><ows:Title>Ortofoto</ows:Title>
  <ows:ServiceType>OGC WMTS</ows:ServiceType>
  <ows:ServiceTypeVersion>1.0.0</ows:ServiceTypeVersion></ows:ServiceIdentification>
 <Contents>
  <Layer><ows:Title>Ortofoto</ows:Title><ows:Identifier>orto</ows:Identifier>
   <Style isDefault="true"><ows:Identifier>default</ows:Identifier></Style>
   <Format>image/jpeg</Format>{info_formats}
   <TileMatrixSetLink><TileMatrixSet>gm</TileMatrixSet></TileMatrixSetLink>
   <ResourceURL format="image/jpeg" resourceType="tile"
     template="{url}/wmts/orto/{{TileMatrixSet}}/{{TileMatrix}}/{{TileRow}}/{{TileCol}}.jpg"/>{info_resource}
  </Layer>
  <TileMatrixSet><ows:Identifier>gm</ows:Identifier>
   <ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS>{matrices}</TileMatrixSet>
 </Contents>
</Capabilities>"""

_MATRIX = """<TileMatrix><ows:Identifier>{z}</ows:Identifier>
 <ScaleDenominator>{scale}</ScaleDenominator>
 <TopLeftCorner>-20037508.342789244 20037508.342789244</TopLeftCorner>
 <TileWidth>256</TileWidth><TileHeight>256</TileHeight>
 <MatrixWidth>{n}</MatrixWidth><MatrixHeight>{n}</MatrixHeight></TileMatrix>"""


class Handler(BaseHTTPRequestHandler):
    """Gives each path to its reply; every request is noted."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        given = {key.lower(): value for key, value in parse_qsl(split.query)}
        self.server.asked.append((split.path, given))
        self.server.headers.append(dict(self.headers.items()))
        if not self.server.lets_in(dict(self.headers.items())):
            self.say(b"nejste prihlaseni", "text/plain", 401)
            return
        reply = self.server.replies.get(split.path) or self.server.fallback
        try:
            reply(self, given)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def say(self, body: bytes, content_type: str, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Silent."""


class Server(ThreadingHTTPServer):
    """Replies by path; `asked` are the requests that came: path and parameters.

    With a `key`, a header and its value, it answers only who sends that.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.headers: list[dict[str, str]] = []
        self.key: tuple[str, str] | None = None
        self.info = ""
        self.replies: dict[str, Reply] = {}
        self.limits = ""
        self.systems = "<CRS>EPSG:5514</CRS>"
        self.wfs_formats = ["application/gml+xml; version=3.2", "application/json"]

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def lets_in(self, headers: dict[str, str]) -> bool:
        return self.key is None or headers.get(self.key[0]) == self.key[1]

    def fallback(self, handler: Handler, given: dict[str, str]) -> None:
        handler.say(b"", "text/plain", 404)


@contextmanager
def serving() -> Iterator[Server]:
    """A server with a good WMS at /wms, a WMTS at /wmts and OGC API Features at /features."""
    server = Server()
    server.replies |= {
        "/wms": wms,
        "/legend.png": lambda handler, _: handler.say(png((20, 10)), "image/png"),
        "/wmts": wmts,
        "/features/collections": collections,
        "/features/collections/zdroje/items": features,
    }
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def png(size: tuple[int, int], color: tuple[int, ...] = BLUE, format_: str = "PNG") -> bytes:
    goal = io.BytesIO()
    mode = "RGBA" if format_ == "PNG" else "RGB"
    Image.new(mode, size, color[: len(mode)]).save(goal, format_)
    return goal.getvalue()


def wms(handler: Handler, given: dict[str, str]) -> None:
    """A WMS whose one layer is blue everywhere."""
    request = given.get("request", "").lower()
    if request == "getcapabilities":
        text = WMS.format(
            url=handler.server.url, systems=handler.server.systems, limits=handler.server.limits
        )
        handler.say(text.encode(), "text/xml")
    elif request == "getfeatureinfo":
        found = {"type": "Feature", "geometry": None,
                 "properties": {"Hloubka <m>": 1.5, "název": "<b>Nisa</b>"}}  # fmt: skip
        content = {"type": "FeatureCollection", "features": [found]}
        handler.say(json.dumps(content).encode(), "application/json")
    else:
        handler.say(png((int(given["width"]), int(given["height"]))), "image/png")


_INFO_FORMAT = "<InfoFormat>application/json</InfoFormat>"
_INFO_RESOURCE = """<ResourceURL format="application/json" resourceType="FeatureInfo"
     template="{url}/wmts/info/{{TileMatrix}}/{{TileRow}}/{{TileCol}}/{{I}}/{{J}}.json"/>"""


def wmts(handler: Handler, given: dict[str, str]) -> None:
    """Capabilities; tiles are asked by their template, feature info as `info` says."""
    if given.get("request") == "GetFeatureInfo":
        tile_info(handler, given)
        return
    matrices = "".join(
        _MATRIX.format(z=z, scale=559082264.0287178 / 2**z, n=2**z) for z in range(20)
    )
    handler.server.fallback = tile  # type: ignore[method-assign,assignment]
    url, info = handler.server.url, handler.server.info
    text = WMTS.format(
        url=url,
        matrices=matrices,
        info_formats=_INFO_FORMAT if info else "",
        info_resource=_INFO_RESOURCE.format(url=url) if info == "rest" else "",
    )
    handler.say(text.encode(), "text/xml")


TILE_PLACE = ("tilematrix", "tilerow", "tilecol", "i", "j")


def tile_info(handler: Handler, given: dict[str, str]) -> None:
    """Tells back which pixel of which tile was asked for."""
    told = handler.path.partition("?")[0].removesuffix(".json").split("/")[-len(TILE_PLACE) :]
    place = (
        {name: given.get(name) for name in TILE_PLACE}
        if given
        else dict(zip(TILE_PLACE, told, strict=True))
    )
    found = {"type": "Feature", "geometry": None, "properties": place}
    content = {"type": "FeatureCollection", "features": [found]}
    handler.say(json.dumps(content).encode(), "application/json")


def tile(handler: Handler, given: dict[str, str]) -> None:
    """Each tile of its own shade of red by column."""
    if "/info/" in handler.path:
        tile_info(handler, given)
        return
    column = int(handler.path.rpartition("/")[2].removesuffix(".jpg"))
    handler.say(png((256, 256), (200, column % 2 * 120, 0), "JPEG"), "image/jpeg")


def collections(handler: Handler, given: dict[str, str]) -> None:
    krovak = "http://www.opengis.net/def/crs/EPSG/0/5514"
    one = {"id": "zdroje", "title": "Vodní zdroje", "crs": [krovak]}
    content = {"title": "Vodní zdroje kraje", "collections": [one]}
    handler.say(json.dumps(content).encode(), "application/json")


def features(handler: Handler, given: dict[str, str]) -> None:
    """Three pages of springs, each page with the address of the next one."""
    first = int(given.get("offset", "0"))
    found = [
        {"type": "Feature", "id": f"z{number}",
         "geometry": {"type": "Point", "coordinates": [-690_000 - number, -970_000]},
         "properties": {"Název": f"Pramen {number}", "Vydatnost l/s": number / 2}}
        for number in range(first, min(first + 10, 25))
    ]  # fmt: skip
    content: dict[str, object] = {"type": "FeatureCollection", "features": found}
    content["numberMatched"] = 25
    if first + 10 < 25:
        content["links"] = [{"rel": "next", "href": f"?offset={first + 10}"}]
    handler.say(json.dumps(content).encode(), "application/geo+json")


def drip(handler: Handler, given: dict[str, str]) -> None:
    """A byte a second, for as long as somebody listens."""
    handler.send_response(200)
    handler.send_header("Content-Type", "image/png")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for byte in png((256, 256)):
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.2)


def drip_head(handler: Handler, given: dict[str, str]) -> None:
    """A head that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(10_000):
        handler.wfile.write(b"X-A: b\r\n"[:3])
        handler.wfile.flush()
        time.sleep(0.2)


def endless(handler: Handler, given: dict[str, str]) -> None:
    """Ten gigabytes."""
    handler.send_response(200)
    handler.send_header("Content-Type", "image/png")
    handler.send_header("Content-Length", str(10**10))
    handler.end_headers()
    block = bytes(1 << 20)
    for _ in range(10_000):
        handler.wfile.write(block)


OLD_WMS = """<?xml version="1.0"?>
<!DOCTYPE WMT_MS_Capabilities SYSTEM "http://schemas.opengis.net/wms/1.1.1/capabilities_1_1_1.dtd">
<WMT_MS_Capabilities version="1.1.1" xmlns:xlink="http://www.w3.org/1999/xlink">
 <Service><Name>OGC:WMS</Name><Title>Stará mapa</Title></Service>
 <Capability><Request><GetMap><Format>image/jpeg</Format><DCPType><HTTP><Get>
   <OnlineResource xlink:href="http://vnitrni-server/cgi-bin/wms?"/></Get></HTTP></DCPType>
  </GetMap></Request><Exception><Format>application/vnd.ogc.se_xml</Format></Exception>
  <Layer><Title>Vše</Title><SRS>EPSG:4326</SRS>
   <LatLonBoundingBox minx="12" miny="48" maxx="19" maxy="52"/>
   <Layer><Name>mapa</Name><Title>Mapa</Title></Layer></Layer></Capability>
</WMT_MS_Capabilities>"""

WFS = """<?xml version="1.0" encoding="UTF-8"?>
<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0"
  xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:fes="http://www.opengis.net/fes/2.0">
 <ows:ServiceIdentification><ows:Title>Lesy</ows:Title><ows:ServiceType>WFS</ows:ServiceType>
  <ows:ServiceTypeVersion>2.0.0</ows:ServiceTypeVersion></ows:ServiceIdentification>
 <ows:OperationsMetadata><ows:Operation name="GetFeature"><ows:DCP><ows:HTTP>
   <ows:Get xlink:href="{url}/wfs"/></ows:HTTP></ows:DCP>
  <ows:Parameter name="outputFormat"><ows:AllowedValues>
   {formats}
  </ows:AllowedValues></ows:Parameter></ows:Operation></ows:OperationsMetadata>
 <wfs:FeatureTypeList><wfs:FeatureType>
  <wfs:Name>lesy:porost</wfs:Name><wfs:Title>Porosty</wfs:Title>
  <wfs:DefaultCRS>urn:ogc:def:crs:EPSG::5514</wfs:DefaultCRS>
  <wfs:OtherCRS>urn:ogc:def:crs:EPSG::4326</wfs:OtherCRS></wfs:FeatureType></wfs:FeatureTypeList>
</wfs:WFS_Capabilities>"""
COUNT = 2_345


def wfs(handler: Handler, given: dict[str, str]) -> None:
    """A WFS of square fields, in pages as they are asked for."""
    if given["request"] == "GetCapabilities":
        formats = "".join(f"<ows:Value>{one}</ows:Value>" for one in handler.server.wfs_formats)
        text = WFS.format(url=handler.server.url, formats=formats)
        handler.say(text.encode(), "text/xml")
        return
    first, count = int(given["startindex"]), int(given["count"])
    found = [_field(number) for number in range(first, min(first + count, COUNT))]
    if "gml" in given["outputformat"]:
        handler.say(_gml(found), "application/gml+xml; version=3.2")
        return
    content = {
        "type": "FeatureCollection",
        "numberMatched": COUNT,
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5514"}},
        "features": found,
    }
    handler.say(json.dumps(content).encode(), "application/json")


def _gml(fields: list[dict[str, Any]]) -> bytes:
    members = "".join(
        f"""<wfs:member><l:porost gml:id="{one["id"]}"><gml:boundedBy><gml:Envelope
        srsName="urn:ogc:def:crs:EPSG::5514"><gml:lowerCorner>0 0</gml:lowerCorner>
        <gml:upperCorner>1 1</gml:upperCorner></gml:Envelope></gml:boundedBy>
        <l:DŘEVINA>{one["properties"]["DŘEVINA"]}</l:DŘEVINA><l:věk>{one["properties"]["věk"]}</l:věk>
        <l:správce><l:Osoba><l:název>Lesy</l:název></l:Osoba></l:správce>
        <l:geom><gml:MultiSurface srsName="urn:ogc:def:crs:EPSG::5514"><gml:surfaceMember>
        <gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>{_positions(one)}</gml:posList>
        </gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface>
        </l:geom></l:porost></wfs:member>"""
        for one in fields
    )
    return f"""<?xml version="1.0"?><wfs:FeatureCollection numberMatched="{COUNT}"
     xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"
     xmlns:l="urn:lesy">{members}</wfs:FeatureCollection>""".encode()


def _positions(feature: dict[str, Any]) -> str:
    (ring,) = feature["geometry"]["coordinates"]
    return " ".join(f"{x} {y}" for x, y in ring)


def _field(number: int) -> dict[str, Any]:
    x, y = -690_000 + number % 50 * 20, -970_000 + number // 50 * 20
    ring = [[x, y], [x + 20, y], [x + 20, y + 20], [x, y + 20], [x, y]]
    return {
        "type": "Feature",
        "id": f"porost.{number}",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"DŘEVINA": "smrk", "věk": number % 90},
    }
