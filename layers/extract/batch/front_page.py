"""The page before the extracts of a volume: which are in it, and which parcels have none."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone

from layers.catalogue import Text
from layers.extract.paper.pdf import WORDS
from layers.extract.reading import day, moment, words
from layers.models import ExtractBatch

_TITLE = Text("Výpisy informací o území", "Extracts of land information")
_ORDER = Text("Pořadí", "Order")


def front_page(
    batch: ExtractBatch,
    start: int,
    rows: Sequence[dict[str, Any]],
    papers: Sequence[tuple[Any, Path]],
) -> dict[str, Any]:
    """What the template reads; `start` is how many parcels stand in volumes before."""
    language = batch.language
    told = words(language) | {
        name: text.in_language(language) for name, text in {**WORDS, "order": _ORDER}.items()
    }
    made_at = moment(timezone.localtime().isoformat(), language)
    facts = [
        [told["made_at"], made_at],
        [told["as_of"], day(batch.on_day.isoformat(), language)],
    ]
    return {
        "title": f"{_TITLE.in_language(language)} ({len(papers)})",
        "language": language,
        "words": told,
        "made_at": made_at,
        "facts": [*facts, [told["purpose"], batch.purpose]] if batch.purpose else facts,
        "rows": [
            {
                "order": order,
                "label": row["label"] or str(row["parcel"]),
                "told": row["number"] or row["reason"],
            }
            for order, row in enumerate(rows, start + 1)
        ],
        "folders": [f"{folder.name}/" for _, folder in papers],
    }
