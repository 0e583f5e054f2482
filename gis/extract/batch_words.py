"""The words of the page of batches, Czech and English."""

from collections.abc import Mapping

from layers.catalogue import Text

_WORDS = {
    "title": Text("Hromadné výpisy", "Batches of extracts"),
    "lead": Text(
        "O výpisy až 500 parcel najednou požádáte v mapě, v panelu Seznam. Zde je jejich stav; "
        "stáhnout je můžete jen vy.",
        "Ask for extracts of up to 500 parcels in the map, in the panel List. Here is what became "
        "of them; nobody but you can download them.",
    ),
    "none": Text("Zatím nic.", "Nothing yet."),
    "created": Text("Požádáno", "Asked for"),
    "parcels": Text("Parcel", "Parcels"),
    "form": Text("Podoba", "Form"),
    "state": Text("Stav", "State"),
    "file": Text("Soubor", "File"),
    "expires": Text("Smaže se", "Removed on"),
    "purpose": Text("Účel", "Purpose"),
    "download": Text("Stáhnout", "Download"),
    "cancel": Text("Zrušit", "Cancel"),
    "reload": Text("Obnovit stav", "Refresh"),
    "missing": Text("bez výpisu: {}", "without an extract: {}"),
    "pdf": Text("jedno PDF", "one PDF"),
    "zip": Text("ZIP s PDF", "ZIP of PDFs"),
    "making": Text("připravuje se", "being made"),
    "ready": Text("ke stažení", "ready"),
    "failed": Text("selhalo", "failed"),
    "cancelled": Text("zrušeno", "cancelled"),
    "expired": Text("smazáno po lhůtě", "removed after its days"),
}


def words(language: str) -> Mapping[str, str]:
    """All words in one language, by key."""
    return {key: text.in_language(language) for key, text in _WORDS.items()}
