"""The legend of just what occurs: the classes of the objects that affect the land."""

from collections.abc import Iterator

from layers.catalogue.style import MISSING, Rule
from layers.extract.theme import Object, Theme
from layers.sign import sign


def legend(theme: Theme, language: str) -> list[dict[str, str]]:
    """Entries for a template; empty for layers that are not drawn."""
    if not theme.objects or not theme.layer.mapped:
        return []
    title = theme.layer.title.in_language(language)
    used = [
        rule
        for rule in theme.layer.style.rules
        if rule.in_legend and any(_applies(rule, each) for each in theme.objects)
    ]
    entries = [_entry(rule, f"{title}: {_title(rule, language)}") for rule in used]
    return [entry for entry in entries if entry] or list(_plain(theme, title))


def _applies(rule: Rule, found: Object) -> bool:
    if rule.when is None:
        return True
    value = found.properties.get(rule.when.field)
    return str(MISSING if value is None else value) in map(str, rule.when.values)


def _plain(theme: Theme, title: str) -> Iterator[dict[str, str]]:
    for rule in theme.layer.style.rules:
        if entry := _entry(rule, title):
            yield entry
            return


def _entry(rule: Rule, title: str) -> dict[str, str]:
    drawn = sign(rule)
    return {**drawn, "title": title} if drawn else {}


def _title(rule: Rule, language: str) -> str:
    return rule.title_en if language == "en" else rule.title_cs
