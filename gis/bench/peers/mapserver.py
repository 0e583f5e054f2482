"""MapServer by FastCGI: a mapfile with the rules of a layer of the catalogue."""

from pathlib import Path

from gis.bench.database import libpq
from gis.launcher import checkout
from layers.catalogue import LayerDef
from layers.catalogue.style import Label, Rule
from layers.crs import COUNTRY_5514, KROVAK

_FONTS = checkout.ROOT / "tiles" / "fonts"
_FACES = {"regular": "Roboto-Regular", "bold": "Roboto-Medium", "italic": "Roboto-Italic"}

_MAP = """\
MAP
  NAME "bench"
  SIZE 256 256
  MAXSIZE 4096
  EXTENT {extent}
  PROJECTION "init=epsg:{srid}" END
  UNITS METERS
  RESOLUTION 90.714
  DEFRESOLUTION 90.714
  FONTSET "{fonts}"
  IMAGETYPE "png8"
  OUTPUTFORMAT
    NAME "png8"
    DRIVER AGG/PNG8
    MIMETYPE "image/png; mode=8bit"
    IMAGEMODE RGBA
    TRANSPARENT ON
    FORMATOPTION "QUANTIZE_FORCE=ON"
    FORMATOPTION "QUANTIZE_COLORS=256"
    FORMATOPTION "COMPRESSION=1"
  END
  OUTPUTFORMAT
    NAME "png"
    DRIVER AGG/PNG
    MIMETYPE "image/png"
    IMAGEMODE RGBA
    TRANSPARENT ON
    FORMATOPTION "COMPRESSION=1"
  END
  SYMBOL NAME "square" TYPE VECTOR FILLED TRUE POINTS 0 0 0 1 1 1 1 0 0 0 END END
  SYMBOL NAME "circle" TYPE ELLIPSE FILLED TRUE POINTS 1 1 END END
  WEB
    METADATA
      "ows_enable_request" "*"
      "ows_title" "bench"
      "ows_srs" "EPSG:{srid}"
      "ows_onlineresource" "http://127.0.0.1/"
    END
  END
{layer}
END
"""
_LAYER = """\
  LAYER
    NAME "{id}"
    TYPE POLYGON
    STATUS ON
    PROJECTION "init=epsg:{srid}" END
    EXTENT {extent}
    CONNECTIONTYPE POSTGIS
    CONNECTION "{connection}"
    PROCESSING "CLOSE_CONNECTION=DEFER"
    DATA "geom FROM ({query}) AS t USING UNIQUE fid USING SRID={srid}"
    METADATA "ows_title" "{id}" "ows_extent" "{extent}" END
    {scales}
{classes}
  END"""


def write(folder: Path, layer: LayerDef, database_url: str) -> dict[str, str]:
    """The mapfile and its fonts in the folder; the environment that MapServer takes them from."""
    fonts = folder / "fonts.txt"
    fonts.write_text("".join(f"{face} {_FONTS / face}.ttf\n" for face in _FACES.values()))
    file = folder / "bench.map"
    file.write_text(mapfile(layer, libpq(database_url), fonts))
    configuration = folder / "mapserver.conf"
    configuration.write_text(f'CONFIG\n  ENV\n    MS_MAPFILE "{file}"\n  END\nEND\n')
    return {"MAPSERVER_CONFIG_FILE": str(configuration), "MS_MAPFILE": str(file)}


def mapfile(layer: LayerDef, connection: str, fonts: Path) -> str:
    """The mapfile of one polygon layer: outlines, fills and labels as its style has them."""
    extent = " ".join(f"{value:.0f}" for value in COUNTRY_5514)
    text = _LAYER.format(
        id=layer.id,
        srid=KROVAK,
        extent=extent,
        connection=connection,
        query=f"SELECT fid, label, geom FROM served.{layer.id}",  # noqa: S608 - of the catalogue
        scales=f"MAXSCALEDENOM {layer.max_scale * 1.01:.0f}" if layer.max_scale else "",
        classes=_class(layer),
    )
    return _MAP.format(extent=extent, srid=KROVAK, fonts=fonts, layer=text)


def _class(layer: LayerDef) -> str:
    """All rules without condition in one class: a shape is read and drawn once."""
    rules = [rule for rule in layer.style.rules if rule.when is None]
    shapes = [line for rule in rules for line in _shape(rule)]
    labels = [_label(rule.label, rule.max_scale) for rule in rules if rule.label]
    return "\n".join(["    CLASS", *shapes, *labels, "    END"])


def _shape(rule: Rule) -> list[str]:
    lines = []
    if rule.fill:
        opacity = round(rule.fill.opacity * 100)
        lines.append(f'      STYLE COLOR "{rule.fill.color}" OPACITY {opacity} END')
    if rule.line:
        width = rule.line.width_px
        lines.append(
            f'      STYLE OUTLINECOLOR "{rule.line.color}" WIDTH {width} LINEJOIN ROUND END'
        )
    return lines


def _label(label: Label, max_scale: float | None) -> str:
    smallest = round(label.min_area_px**0.5)
    return (
        f'      LABEL TEXT "[{label.field}]" TYPE TRUETYPE FONT "{_FACES[label.face]}"'
        f' SIZE {label.size_px * 0.75:.2f} COLOR "{label.color}"'
        f' OUTLINECOLOR "{label.halo}" OUTLINEWIDTH {label.halo_px:.0f} POSITION CC PARTIALS TRUE'
        f" MINFEATURESIZE {smallest} {f'MAXSCALEDENOM {max_scale * 1.01:.0f}' if max_scale else ''}"
        " END"
    )
