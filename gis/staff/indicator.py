"""Indicators of statistics in the mapping maker: guessed by headers, named as the form says."""

import re
from collections.abc import Mapping, Sequence

from gis.staff.mapping_form import FIGURE, Guess, Line
from layers.catalogue import LayerDef
from layers.errors import RefusedImport
from layers.importers.ogr.draft import column_name, guessed
from layers.importers.ogr.inspection import FieldView, TableView
from layers.importers.ogr.values import BadValue, number, without_figure
from layers.importers.ogr.wide_table import Figure, heading
from layers.models import OwnIndicator
from layers.models.mapping import INDICATOR_NAME


def guesses(goal: LayerDef, table: TableView) -> Mapping[str, Guess]:
    """Field → what it seems to be; in statistics numbers are figures unless a column has them."""
    columns = guessed(goal, table.fields)
    found = {name: Guess(column) for name, column in columns.items()}
    if goal.register != "statistic" or "value" in columns.values():
        return found
    known = _known(goal)
    figures = {
        view.name: _guess(view, known)
        for view in table.fields
        if view.name not in columns and _counts(view)
    }
    return found | figures


def figures(lines: Sequence[Line]) -> list[Figure]:
    """The columns of indicators, each of its own name and year; raises `RefusedImport`."""
    wide = [line for line in lines if line.column == FIGURE]
    columns = {line.column: line.view.name for line in lines}
    if wide and "municipality_code" not in columns:
        raise RefusedImport("Vyberte pole s kódem obce: podle něj se ukazatel k obci přiřadí.")
    if wide and (twice := {"indicator", "value"} & columns.keys()):
        raise RefusedImport(
            f"Sloupce ukazatelů mají jméno i hodnotu samy; pole {columns[min(twice)]} nepřevezměte."
        )
    found = [_figure(line, columns.get("year", "")) for line in wide]
    told = [(each.indicator, each.year) for each in found]
    if same := next((name for name, year in told if told.count((name, year)) > 1), ""):
        raise RefusedImport(f"Ukazatel {same} má pro stejný rok dvě pole; rozlište je jménem.")
    return found


def indicators(goal: LayerDef | None, lines: Sequence[Line]) -> list[OwnIndicator]:
    """Those whose words the form changes or brings, to be saved."""
    if goal is None:
        return []
    known = _known(goal)
    rows = {row.name: row for row in OwnIndicator.objects.all()}
    changed = {}
    for line in lines:
        row = rows.get(line.name, OwnIndicator(name=line.name))
        row.title_cs, row.unit = line.title.strip(), line.unit.strip()
        goes_below = any(word.startswith("-") for word in line.view.distinct)
        is_known = known.get(line.name) == row.words["cs"] and row.below_zero >= goes_below
        row.below_zero |= goes_below
        if line.column == FIGURE and not is_known:
            changed[line.name] = row
    return list(changed.values())


def _known(goal: LayerDef) -> Mapping[str, str]:
    """Indicator → its words."""
    field = goal.field("indicator")
    return {name: text.cs for name, text in (field.codes or {}).items()} if field else {}


def _counts(view: FieldView) -> bool:
    """Whether its first values are numbers, or signs that there is none."""
    found = [word for word in view.distinct if not without_figure(word)]
    try:
        return bool([number(word) for word in found])
    except BadValue:
        return False


def _guess(view: FieldView, known: Mapping[str, str]) -> Guess:
    told = heading(view.name)
    year = "" if told.year is None else str(told.year)
    for name, words in known.items():
        titles = {column_name(words), column_name(heading(words).title)}
        if column_name(told.title) in {name, *titles}:
            return Guess(FIGURE, name, words, "", year)
    return Guess(FIGURE, column_name(told.title), told.title, told.unit, year)


def _figure(line: Line, year_field: str) -> Figure:
    if not re.fullmatch(INDICATOR_NAME, line.name):
        raise RefusedImport(
            f"Ukazatel v poli {line.view.name}: jméno z malých písmen bez diakritiky a číslic."
        )
    year = line.year.strip()
    if year and not re.fullmatch("(?:18|19|20)[0-9]{2}", year, re.ASCII):
        raise RefusedImport(f"Ukazatel v poli {line.view.name}: rok {year[:20]} není možný.")
    return Figure(
        line.view.name, line.name, int(year) if year else None, "" if year else year_field
    )
