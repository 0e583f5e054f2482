"""MapServer by FastCGI: a mapfile with the rules of a layer of the catalogue."""

from collections.abc import Sequence
from pathlib import Path

from gis.bench.database import libpq
from gis.launcher import checkout
from layers.catalogue import LayerDef
from layers.catalogue.style import Label, Line, Rule
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
    columns = ", ".join(["fid", *_columns(layer.style.rules), "geom"])
    text = _LAYER.format(
        id=layer.id,
        srid=KROVAK,
        extent=extent,
        connection=connection,
        query=f"SELECT {columns} FROM served.{layer.id}",  # noqa: S608 - of the catalogue
        scales=_scales(layer.min_scale, layer.max_scale),
        classes=_classes(layer.style.rules),
    )
    return _MAP.format(extent=extent, srid=KROVAK, fonts=fonts, layer=text)


def _columns(rules: Sequence[Rule]) -> list[str]:
    """The columns that the rules read."""
    fields = {rule.when.field for rule in rules if rule.when}
    return sorted(fields | {rule.label.field for rule in rules if rule.label})


def _classes(rules: Sequence[Rule]) -> str:
    """A class for each condition: MapServer draws a feature by the first class that fits it.

    What applies to all features is therefore part of every class.
    """
    always = [line for rule in rules if rule.when is None for line in _shape(rule)]
    labels = [_label(rule, rule.label) for rule in rules if rule.label]
    chosen = [rule for rule in rules if rule.when and _shape(rule)]
    fields = {rule.when.field for rule in chosen if rule.when}
    lines = [f'    CLASSITEM "{field}"' for field in fields]
    for rule in chosen:
        values = ",".join(map(str, rule.when.values if rule.when else ()))
        lines += ["    CLASS", f"      EXPRESSION {{{values}}}", *_shape(rule), *always, *labels]
        lines.append("    END")
    if always or not chosen:
        lines += ["    CLASS", *always, *labels, "    END"]
    return "\n".join(lines)


def _shape(rule: Rule) -> list[str]:
    lines = []
    if rule.fill:
        opacity = round(rule.fill.opacity * 100)
        lines.append(f'      STYLE COLOR "{rule.fill.color}" OPACITY {opacity} END')
    if rule.line:
        lines.append(f"      {_line(rule.line)}")
    return lines


def _line(line: Line) -> str:
    dashes = f" PATTERN {' '.join(map(str, line.dash_px))} END" if line.dash_px else ""
    return (
        f'STYLE OUTLINECOLOR "{line.color}" WIDTH {line.width_px} LINEJOIN ROUND'
        f" LINECAP {line.cap.upper()}{dashes} END"
    )


def _label(rule: Rule, label: Label) -> str:
    smallest = round(label.min_area_px**0.5)
    return (
        f'      LABEL TEXT "[{label.field}]" TYPE TRUETYPE FONT "{_FACES[label.face]}"'
        f' SIZE {label.size_px * 0.75:.2f} COLOR "{label.color}"'
        f' OUTLINECOLOR "{label.halo}" OUTLINEWIDTH {label.halo_px:.0f} POSITION CC PARTIALS TRUE'
        f" MINFEATURESIZE {smallest} {_scales(rule.min_scale, rule.max_scale)} END"
    )


def _scales(over: float | None, up_to: float | None) -> str:
    """A hair above the edge: the scale of a tile is not round to the last digit."""
    low = f"MINSCALEDENOM {over * 1.01:.0f}" if over else ""
    return f"{low} {f'MAXSCALEDENOM {up_to * 1.01:.0f}' if up_to else ''}".strip()
