"""Typst in a process of its own: `python -m layers.paper.compiler TEMPLATE PDF FONTS`.

Typst keeps what it has decoded for as long as its process lives: the maps of a few large sheets
would stay in each web process for good.
"""

import sys
from pathlib import Path
from typing import Literal

import typst

_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]


def main(template: str, goal: str, fonts: str) -> None:
    """PDF/A-2a and PDF/UA-1; the template reads what lies beside it, and nothing else."""
    typst.compile(
        Path(template),
        output=Path(goal),
        root=Path(template).parent,
        font_paths=[Path(fonts)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=[*_STANDARDS],
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
