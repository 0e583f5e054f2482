"""The data sets that an asker may know of, told by the catalogue and the last imports."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from gis.api.collections import geographic_bounds
from gis.api.data_state import DataDate, data_dates, date_of, ground
from gis.api.reader import row, rows
from gis.metadata.services import places
from gis.metadata.subject import Box, DataSet, Party
from layers.access import Operation, User, allowed_layers
from layers.catalogue import LayerDef, Text, catalogue
from layers.layer_state import has_state

_ZONE = ZoneInfo("Europe/Prague")
_TITLE = Text("Digitální mapa veřejné správy", "Digital Map of Public Administration")
_SOURCES = (
    "SELECT layer, source, min(data_date), max(data_date) FROM served.coverage "
    "GROUP BY layer, source ORDER BY layer, source"
)


def title(version: str) -> Text:
    """What the catalogue speaks of: the product and its region."""
    region = ground(version).title
    return Text(f"{_TITLE.cs} – {region.cs}", f"{_TITLE.en} – {region.en}")


def operator() -> Party:
    """Who runs the product, by the settings."""
    return Party(settings.OPERATOR_NAME or _TITLE.cs, settings.OPERATOR_EMAIL)


def data_sets(
    user: User, *, version: str, root: str, operation: Operation = "see"
) -> Iterator[DataSet]:
    """The layers with which the user may do that, in the order of the catalogue."""
    dates, sources = data_dates(version), _sources()
    box = Box(*geographic_bounds(ground(version)))
    themes = {layer: theme.title for theme in catalogue().themes for layer in theme.layers}
    changed = changed_on()
    for layer in allowed_layers(user, operation):
        known = date_of(layer, dates)
        yield DataSet(
            layer=layer,
            theme=themes[layer.id],
            lineage=_lineage(layer, sources),
            data=known.newest if known else None,
            oldest=known.oldest if known else None,
            changed=max(changed, known.newest) if known else changed,
            box=box,
            operator=operator(),
            places=tuple(places(layer, root)),
        )


def changed_on() -> date:
    """The day of the last publish; records of a product without data speak of today."""
    found = row("SELECT published_at FROM served.version")
    return found[0].astimezone(_ZONE).date() if found and found[0] else date.today()


def _sources() -> dict[str, list[tuple[str, DataDate]]]:
    found: dict[str, list[tuple[str, DataDate]]] = {}
    for layer, source, oldest, newest in rows(_SOURCES):
        days = DataDate(oldest.astimezone(_ZONE).date(), newest.astimezone(_ZONE).date())
        found.setdefault(layer, []).append((source, days))
    return found


def _lineage(layer: LayerDef, sources: Mapping[str, Sequence[tuple[str, DataDate]]]) -> Text:
    """Who made the data, by which law, and what came in last from where."""
    cs, en = [f"Poskytovatel: {layer.provider}."], [f"Provider: {layer.provider}."]
    if layer.law:
        cs.append(f"Právní základ: {layer.law}.")
        en.append(f"Legal basis: {layer.law}.")
    ids = [member.layer for member in layer.members] or [layer.id]
    told = dict(pair for each in ids for pair in sources.get(each, ()))
    for source, days in told.items():
        cs.append(f"Převzato ze zdroje {source}, stav dat k {_czech(days)}.")
        en.append(f"Taken over from the source {source}, data as of {_english(days)}.")
    if not told and (has_state(layer) or layer.has_rows):
        cs.append("Data zatím nebyla dodána.")
        en.append("No data have been delivered yet.")
    if layer.generalized_from:
        cs.append(f"Od měřítka 1 : {layer.generalized_from:.0f} se kreslí zobecněná.")
        en.append(f"From 1 : {layer.generalized_from:.0f} on it is drawn generalised.")
    return Text(" ".join(cs), " ".join(en))


def _czech(days: DataDate) -> str:
    newest = f"{days.newest:%-d. %-m. %Y}"
    if days.oldest == days.newest:
        return newest
    return f"{days.oldest:%-d. %-m. %Y} až {newest}"


def _english(days: DataDate) -> str:
    if days.oldest == days.newest:
        return days.newest.isoformat()
    return f"{days.oldest.isoformat()} to {days.newest.isoformat()}"
