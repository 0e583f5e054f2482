"""Sets the extract by Typst: PDF/A-2a and PDF/UA-1."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import segno
import typst
from django.conf import settings

from layers import map_picture
from layers.catalogue import Text
from layers.extract.document import Extract, document
from layers.extract.paper.legend import legend
from layers.extract.paper.maps import Sheet, sheets
from layers.extract.proof import Proof
from layers.extract.reading import day, shown

_TEMPLATE = Path(__file__).with_name("extract.typ")
_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_WORDS: Mapping[str, Text] = {
    "page": Text("Strana", "Page"),
    "contents": Text("Obsah", "Contents"),
    "legend": Text("Vysvětlivky", "Legend"),
    "proof": Text("Ověření výpisu", "Proof of the extract"),
    "number": Text("Číslo výpisu", "Number of the extract"),
    "hash": Text("Otisk obsahu (SHA-256)", "Hash of the content (SHA-256)"),
    "address": Text("Ověření na adrese", "Proved at"),
    "purpose": Text("Účel", "Purpose"),
    "qr_alt": Text("Odkaz na ověření výpisu:", "Link to the proof of the extract:"),
    "map_alt": Text("Mapa pozemku, nahoře je sever.", "Map of the land, north is up."),
}


def pdf(made: Extract, proof: Proof, language: str) -> bytes:
    """The document; maps are drawn anew, and so may fail as maps do."""
    told = {name: text.in_language(language) for name, text in _WORDS.items()}
    maps = sheets(made)
    with tempfile.TemporaryDirectory(prefix="extract") as name:
        folder = Path(name)
        for sheet in maps:
            (folder / sheet.name).write_bytes(map_picture.draw(sheet.picture))
        segno.make(proof.address, error="m").save(str(folder / "qr.svg"), border=0)
        content = _content(made, proof, maps, told, language)
        (folder / "extract.json").write_text(json.dumps(content), encoding="utf-8")
        shutil.copy(_TEMPLATE, folder)
        return typst.compile(
            folder / _TEMPLATE.name,
            root=folder,
            font_paths=[settings.ROOT / "tiles" / "fonts"],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=[*_STANDARDS],
        )


def _content(
    made: Extract, proof: Proof, maps: list[Sheet], told: dict[str, str], language: str
) -> dict[str, Any]:
    """What the template reads."""
    read = shown(document(made), language)
    words = {**read["words"], **told}
    return {
        **read,
        "language": language,
        "words": words,
        "number": proof.number,
        "address": proof.address,
        "qr": "qr.svg",
        "facts": [
            [words["outline_area"], read["area"]],
            [words["as_of"], read["as_of"]],
            [words["made_at"], read["made_at"]],
            [words["data_version"], read["data_version"]],
        ],
        "groups": [
            {**group, "themes": [_with_facts(theme, words) for theme in group["themes"]]}
            for group in read["groups"]
        ],
        "maps": [_map(sheet, made, words["map_alt"], language) for sheet in maps],
        "legend": [entry for theme in made.themes for entry in legend(theme, language)],
        "proof": [
            [words["number"], proof.number],
            [words["made_at"], day(proof.issued_on.isoformat(), language)],
            *([[words["purpose"], proof.purpose]] if proof.purpose else []),
            [words["hash"], proof.sha256],
            [words["address"], proof.address],
        ],
    }


def _with_facts(theme: dict[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    names = ("provider", "data_date", "due_on", "law", "office", "next_step")
    facts = [[words[name], theme[name]] for name in names if theme[name]]
    facts += [[words["passports"], each] for each in theme["passports"] if each]
    return {**theme, "facts": facts}


def _map(sheet: Sheet, made: Extract, alt: str, language: str) -> dict[str, Any]:
    length_mm, label = sheet.bar
    caption = sheet.caption(language)
    return {
        "file": sheet.name,
        "alt": f"{alt} {caption}",
        "caption": caption,
        "width_mm": sheet.picture.width_mm,
        "height_mm": sheet.picture.height_mm,
        "rings": sheet.rings(made.subject.shape),
        "bar": {"length_mm": length_mm, "label": label},
    }
