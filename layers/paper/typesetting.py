"""Sets a template whose texts and pictures lie beside it in a folder."""

import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from layers.fonts import FOLDER

_LONGEST_S = 600


def set_pdf(folder: Path, template: Path, goal: Path | None = None) -> bytes:
    """The PDF, or nothing where it was written to the goal; the template's neighbours go along."""
    for each in template.parent.glob("*.typ"):
        shutil.copy(each, folder)
    made = goal or folder / template.with_suffix(".pdf").name
    subprocess.run(
        [sys.executable, "-m", "layers.paper.compiler", folder / template.name, made, FOLDER],
        cwd=settings.ROOT, check=True, timeout=_LONGEST_S,
    )  # fmt: skip
    return b"" if goal else made.read_bytes()
