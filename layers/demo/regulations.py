"""Regulation texts of the demo's plans, one for each type of zones."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml


@cache
def uses() -> Mapping[str, Mapping[str, str]]:
    """Index → `main`, `allowed`, `forbidden` use and conditions of `space`."""
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def page(index: str) -> str:
    """The regulation as a page of a plan's text part."""
    told = uses()[index]
    parts = (
        ("Hlavní využití", told["main"]),
        ("Přípustné využití", told["allowed"]),
        ("Podmíněně přípustné využití", "stavby související infrastruktury, neomezí-li hlavní"),
        ("Nepřípustné využití", told["forbidden"]),
        ("Podmínky prostorového uspořádání", told["space"]),
    )
    body = "\n".join(f"<p>{title}: {text}.</p>" for title, text in parts)
    return (
        f'<!DOCTYPE html>\n<html lang="cs"><head><title>{index}</title></head><body>\n'
        f"<h1>{index}</h1>\n{body}\n</body></html>\n"
    )
