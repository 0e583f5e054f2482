"""The fonts of maps and documents: those that are shipped, and no others."""

from django.conf import settings

FOLDER = settings.ROOT / "tiles" / "fonts"
