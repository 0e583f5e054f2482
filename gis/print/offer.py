"""What can be printed: papers with the place of the map, scales, limits."""

from dataclasses import asdict

from django.conf import settings

from layers.print.drawing import MAX_FEATURES, MAX_VERTICES
from layers.print.layout import ORIENTATIONS, PAPERS, Layout
from layers.print.order import MAX_NOTE, MAX_TITLE
from layers.print.sheet import SCALES


def offer() -> dict[str, object]:
    """Sizes in mm, from the upper left corner of the sheet."""
    layouts = [
        Layout(paper, orientation, legend)
        for paper in PAPERS
        for orientation in ORIENTATIONS
        for legend in (True, False)
    ]
    return {
        "layouts": [
            {
                "paper": each.paper,
                "orientation": each.orientation,
                "legend": each.has_legend,
                "size_mm": each.size,
                "map_mm": asdict(each.map),
                "dpi": each.dpi,
            }
            for each in layouts
        ],
        "scales": list(SCALES),
        "limits": {
            "sheets": settings.PRINT_SHEETS,
            "title": MAX_TITLE,
            "note": MAX_NOTE,
            "drawings": MAX_FEATURES,
            "vertices": MAX_VERTICES,
        },
    }
