"""The words of the pages of conflicts, Czech and English."""

from collections.abc import Mapping

from layers.catalogue import Text

_WORDS = {
    "title": Text("Střety a závady", "Conflicts and defects"),
    "lead": Text(
        "Místa, kde se záměry územních plánů dostávají do rozporu s limity a hodnotami území. "
        "Vidíte jen ta, jejichž obě vrstvy smíte znát.",
        "Places where intentions of plans meet limits and values of the territory. You see those "
        "of which you may know both layers.",
    ),
    "choose": Text("Výběr", "Filter"),
    "municipality": Text("Obec", "Municipality"),
    "orp": Text("ORP", "ORP"),
    "kind": Text("Druh", "Kind"),
    "state": Text("Stav", "State"),
    "rule": Text("Pravidlo", "Rule"),
    "any": Text("všechny", "all"),
    "show": Text("Zobrazit", "Show"),
    "found": Text("Nalezené střety", "Conflicts found"),
    "none": Text("Nic takového tu není.", "There is nothing like that."),
    "more": Text("Další", "More"),
    "id": Text("Označení", "Id"),
    "what": Text("Co s čím", "What meets what"),
    "extent": Text("Rozsah", "Extent"),
    "share": Text("Podíl z A", "Share of A"),
    "severity": Text("Závažnost", "Severity"),
    "map": Text("Ukázat v mapě", "Show on the map"),
    "drawing": Text("Výkres problémů v mapě", "Problem drawing on the map"),
    "wms": Text("Výkres problémů pro WMS", "Problem drawing by WMS"),
    "sheet": Text("List střetů", "Sheet of conflicts"),
    "sheet_lead": Text("Střety a závady k dnešnímu dni", "Conflicts and defects as of today"),
    "pdf": Text("List s výkresem problémů (PDF)", "Sheet with the problem drawing (PDF)"),
    "order": Text("Č.", "No."),
    "drawing_paper": Text("Výkres problémů", "Problem drawing"),
    "drawing_alt": Text(
        "Mapa střetů s jejich čísly v listu, nahoře je sever.",
        "Map of the conflicts with their numbers in the sheet, north is up.",
    ),
    "not_drawn": Text(
        "Střety vrstev, které smíte znát jen na části území, jsou v listu, ne ve výkresu.",
        "Conflicts of layers that you may know on a part of the territory alone are in the sheet "
        "and not in the drawing.",
    ),
    "busy": Text("Mapu teď nelze nakreslit; zkuste to za chvíli.", "The map cannot be drawn now; "
                 "try again in a while."),
    "xlsx": Text("Sešit XLSX", "Workbook (XLSX)"),
    "a": Text("Objekt A", "Object A"),
    "b": Text("Objekt B", "Object B"),
    "first_seen": Text("Poprvé zjištěn", "First seen"),
    "last_seen": Text("Naposledy zjištěn", "Last seen"),
    "still": Text("trvá", "still there"),
    "description": Text("Popis", "Description"),
    "history": Text("Rozhodnutí", "Decisions"),
    "undecided": Text("Zatím nikdo nerozhodl.", "Nobody has decided yet."),
    "when": Text("Kdy", "When"),
    "who": Text("Kdo", "Who"),
    "reason": Text("Důvod", "Reason"),
    "then": Text("Rozsah tehdy", "Extent then"),
    "decide": Text("Změnit stav", "Change the state"),
    "new_state": Text("Nový stav", "New state"),
    "save": Text("Uložit", "Save"),
    "saved": Text(
        "Stav je změněn; mapa jej ukáže za chvíli.", "The state is changed; the map follows."
    ),
    "open": Text("otevřený", "open"),
    "solved": Text("vyřešený v plánu", "solved in the plan"),
    "accepted": Text("přijatý", "accepted"),
    "gone": Text("zaniklý", "gone"),
    "conflict": Text("střet", "conflict"),
    "defect": Text("závada", "defect"),
    "problem": Text("problém", "problem"),
    "1": Text("nízká", "low"),
    "2": Text("střední", "medium"),
    "3": Text("vysoká", "high"),
    "too_many": Text(
        "Zobrazeno je prvních {} střetů, další v listu nejsou.",
        "The first {} conflicts are shown, the rest is not in the sheet.",
    ),
    "wrong": Text("Adresa obsahuje chybnou hodnotu.", "The address has a wrong value."),
}  # fmt: skip


def words(language: str) -> Mapping[str, str]:
    """All words in one language, by key."""
    return {key: text.in_language(language) for key, text in _WORDS.items()}
