"""A layer of WMS capabilities: names, styles with legends, metadata, scales."""

from datetime import date
from functools import cache
from xml.etree.ElementTree import Element

from django.utils import timezone

from layers.catalogue import LayerDef
from tiles.capabilities.address import Address
from tiles.capabilities.legend_size import legend_size_of
from tiles.capabilities.offer import Offered
from tiles.capabilities.service_text import AUTHORITY, Language, short
from tiles.configuration import country_box
from tiles.element import add
from tiles.grids import METRES_PER_PIXEL, BBox

_DIAGONAL = 2**0.5


def add_layer(
    above: Element, offered: Offered, address: Address, language: Language, *, new: bool
) -> None:
    """In the order of the schema, which is that of the DTD as well."""
    layer, words = offered.layer, short(language)
    made = add(above, "Layer", queryable=str(int(offered.queryable)), opaque="0")
    if layer.cascade:
        made.set("cascaded", "1")
    add(made, "Name", layer.id)
    add(made, "Title", layer.title.in_language(words))
    add(made, "Abstract", abstract(offered, language))
    if layer.harmonised:
        keyword = add(add(made, "KeywordList"), "Keyword", layer.harmonised)
        if new:
            keyword.set("vocabulary", "INSPIRE")
    if offered.since:
        _add_time(made, offered.since, new=new)
    attribution = add(made, "Attribution")
    add(attribution, "Title", layer.attribution)
    authority = add(made, "AuthorityURL", name=AUTHORITY)
    _link(authority, f"{address.root}/", new=new)
    add(made, "Identifier", layer.id, authority=AUTHORITY)
    metadata = add(made, "MetadataURL", type="TC211")
    add(metadata, "Format", "text/xml")
    _link(metadata, address.record(layer.id), new=new)
    _add_styles(made, layer, address, language, new=new)
    _add_scales(made, layer, new=new)


def abstract(offered: Offered, language: Language) -> str:
    """The layer's own words, and how old its data are."""
    told = offered.layer.abstract.in_language(short(language))
    if offered.day is None:
        return told
    days = list(dict.fromkeys(day for day in (offered.oldest, offered.day) if day))
    if language == "eng":
        return f"{told} Data of {' to '.join(day.isoformat() for day in days)}."
    return f"{told} Stav dat {' až '.join(f'{day.day}. {day.month}. {day.year}' for day in days)}."


def _add_time(above: Element, since: date, *, new: bool) -> None:
    """Any day up to now; the state of earlier days is told as far as it is known."""
    extent = f"{since.isoformat()}/{timezone.localdate().isoformat()}/P1D"
    if new:
        days = add(above, "Dimension", extent, name="time", units="ISO8601", default="current")
        days.set("current", "1")
    else:
        add(above, "Dimension", name="time", units="ISO8601")
        add(above, "Extent", extent, name="time", default="current")


def _add_styles(
    above: Element, layer: LayerDef, address: Address, language: Language, *, new: bool
) -> None:
    titles = [("default", "Výchozí" if language == "cze" else "Default")]
    titles += [(each.id, each.title.in_language(short(language))) for each in layer.styles]
    for style, title in titles:
        made = add(above, "Style")
        add(made, "Name", style)
        add(made, "Title", title)
        if size := legend_size_of(layer, style, short(language)):
            legend = add(made, "LegendURL", width=str(size[0]), height=str(size[1]))
            add(legend, "Format", "image/png")
            _link(legend, address.legend(layer.id, style, language), new=new)


def _add_scales(above: Element, layer: LayerDef, *, new: bool) -> None:
    low, high = layer.min_scale, layer.max_scale
    if new:
        if low:
            add(above, "MinScaleDenominator", f"{low:.10g}")
        if high:
            add(above, "MaxScaleDenominator", f"{high:.10g}")
    elif low or high:
        # 1.1.1 tells the diagonal of a pixel in metres.
        finest = (low or 0) * METRES_PER_PIXEL * _DIAGONAL
        coarsest = (high or 1e10) * METRES_PER_PIXEL * _DIAGONAL
        add(above, "ScaleHint", min=f"{finest:.10g}", max=f"{coarsest:.10g}")


def _link(above: Element, url: str, *, new: bool) -> None:
    link = add(above, "OnlineResource", xlink_type="simple", xlink_href=url)
    if not new:
        link.set("xmlns:xlink", "http://www.w3.org/1999/xlink")


@cache
def country(srid: int) -> BBox:
    """The country in the system, x east and y north (EPSG:5513: its own x, y)."""
    return country_box(srid)


def swapped(box: BBox) -> BBox:
    """The same box, the other axis first."""
    return box[1], box[0], box[3], box[2]
