"""The fonts of maps and documents: those that are shipped, and no others."""

from functools import cache

import typst
from django.conf import settings

FOLDER = settings.ROOT / "tiles" / "fonts"


@cache
def typst_fonts() -> typst.Fonts:
    """Read once a process."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER]
    )
