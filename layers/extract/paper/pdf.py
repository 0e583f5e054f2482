"""The extract as PDF: laid out in a folder, set from there."""

import json
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno

from layers import map_picture
from layers.catalogue import Text
from layers.extract.document import Extract, document
from layers.extract.paper.legend import legend
from layers.extract.paper.maps import Sheet, sheets
from layers.extract.proof import Proof
from layers.extract.reading import day, shown
from layers.paper.typesetting import set_pdf

_SINGLE = Path(__file__).with_name("single.typ")
_BAR_MM = 40.0
_BUNDLE = Path(__file__).with_name("bundle.typ")
WORDS: Mapping[str, Text] = {
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


@dataclass(frozen=True, slots=True)
class Paper:
    """An extract and what proves it."""

    made: Extract
    proof: Proof


def pdf(made: Extract, proof: Proof, language: str) -> bytes:
    """The document; maps are drawn anew, and so may fail as maps do."""
    with tempfile.TemporaryDirectory(prefix="extract") as name:
        folder = Path(name)
        lay_out(Paper(made, proof), folder, language)
        return set_one(folder)


def set_one(folder: Path) -> bytes:
    """The document of an extract that is laid out in the folder."""
    return set_pdf(folder, _SINGLE)


def bundle(folder: Path, content: Mapping[str, Any], goal: Path) -> None:
    """One document of all extracts laid out in the folders that the content names."""
    (folder / "bundle.json").write_text(json.dumps(content), encoding="utf-8")
    set_pdf(folder, _BUNDLE, goal)


def lay_out(paper: Paper, folder: Path, language: str, *, dpi: int | None = None) -> None:
    """What a template reads of an extract: its texts, its maps, drawn at once, and the code."""
    maps = sheets(paper.made, dpi=dpi)
    with ThreadPoolExecutor(len(maps)) as pool:
        pictures = list(pool.map(lambda sheet: map_picture.draw(sheet.picture), maps))
    for sheet, picture in zip(maps, pictures, strict=True):
        (folder / sheet.name).write_bytes(picture)
    segno.make(paper.proof.address, error="m").save(str(folder / "qr.svg"), border=0)
    content = _content(paper.made, paper.proof, maps, language)
    (folder / "extract.json").write_text(json.dumps(content), encoding="utf-8")


def _content(made: Extract, proof: Proof, maps: list[Sheet], language: str) -> dict[str, Any]:
    """The texts of the template."""
    told = {name: text.in_language(language) for name, text in WORDS.items()}
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
            [words["as_of"], f"{read['as_of']}. {read['meaning']}"],
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
    length_mm, label = sheet.picture.bar(_BAR_MM)
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
