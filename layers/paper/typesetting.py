"""Sets a template whose texts and pictures lie beside it in a folder."""

import shutil
from pathlib import Path
from typing import Literal

import typst

from layers.fonts import typst_fonts

_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]


def set_pdf(folder: Path, template: Path, goal: Path | None = None) -> bytes:
    """The PDF, or nothing where it was written to the goal; the template's neighbours go along."""
    for each in template.parent.glob("*.typ"):
        shutil.copy(each, folder)
    compiler = typst.Compiler(
        folder / template.name, root=folder, font_paths=typst_fonts(), ignore_system_fonts=True
    )
    made = compiler.compile(output=goal, format="pdf", pdf_standards=[*_STANDARDS])
    return made if isinstance(made, bytes) else b""
