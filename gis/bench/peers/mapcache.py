"""MapCache by FastCGI over MapServer: the same grid, metatiles and kind of PNG as ours."""

from pathlib import Path

from layers.grids import Grid

_CONFIGURATION = """\
<?xml version="1.0" encoding="UTF-8"?>
<mapcache>
  <grid name="{grid}">
    <metadata><title>{grid}</title></metadata>
    <extent>{extent}</extent>
    <srs>EPSG:{srid}</srs>
    <units>m</units>
    <size>256 256</size>
    <resolutions>{resolutions}</resolutions>
    <origin>top-left</origin>
  </grid>
  <cache name="disk" type="disk" layout="template">
    <template>{folder}/{{tileset}}/{{grid}}/{{z}}/{{x}}/{{inv_y}}.png</template>
  </cache>
  <format name="png8" type="PNG"><compression>fast</compression><colors>256</colors></format>
  <source name="source" type="wms">
    <getmap><params>
      <FORMAT>image/png</FORMAT><LAYERS>{layer}</LAYERS><TRANSPARENT>true</TRANSPARENT>
    </params></getmap>
    <http><url>http://127.0.0.1:{mapserver_port}/</url></http>
  </source>
  <tileset name="{layer}">
    <source>source</source>
    <cache>disk</cache>
    <grid>{grid}</grid>
    <format>png8</format>
    <metatile>4 4</metatile>
    <metabuffer>0</metabuffer>
  </tileset>
  <default_format>png8</default_format>
  <service type="wmts" enabled="true"/>
  <errors>report</errors>
  <locker type="disk">
    <directory>{locks}</directory><retry>0.01</retry><timeout>60</timeout>
  </locker>
  <log_level>warn</log_level>
</mapcache>
"""


def write(folder: Path, layer: str, grid: Grid, mapserver_port: int) -> Path:
    """The configuration, with its cache and locks in the folder."""
    locks = folder / "locks"
    locks.mkdir(exist_ok=True)
    file = folder / "mapcache.xml"
    file.write_text(
        _CONFIGURATION.format(
            layer=layer,
            grid=grid.id,
            srid=grid.srid,
            extent=" ".join(map(str, grid.extent)),
            resolutions=" ".join(map(str, grid.resolutions)),
            folder=cache(folder),
            locks=locks,
            mapserver_port=mapserver_port,
        )
    )
    return file


def cache(folder: Path) -> Path:
    """Where the tiles lie."""
    return folder / "tiles"


def tile_path(layer: str, grid: Grid, address: tuple[int, int, int]) -> str:
    """The address of a tile (level, column, row) behind nginx."""
    zoom, column, row = address
    return f"/mapcache/wmts/1.0.0/{layer}/default/{grid.id}/{zoom}/{row}/{column}.png"
