"""Where and how a document breaks the schema, in Czech words: line, element, record."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from lxml import etree

from layers.importers.jvf.stream import RECORD, forget, line_of, type_element
from layers.importers.vfr.values import local_name
from layers.importers.xml_feed import XmlFeed
from layers.importers.xml_input import open_xml

MAX_FAULTS = 1_000
MAX_NAMES = 12
"""Of elements and values that the schema would allow; there are types by hundreds."""
_MESSAGE = re.compile(
    r"Element '(?P<element>[^']*)'(?:, attribute '(?P<attribute>[^']*)')?: (?P<text>.*)", re.DOTALL
)
_NAMESPACE = re.compile(r"\{[^{}'\s]*\}(?=\w)")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `record` is the type and ID of the record in which it lies, or its type."""

    line: int
    element: str
    record: str
    what: str

    def __str__(self) -> str:
        place = f"řádek {self.line}, prvek {self.element}"
        return f"{place}, {self.record}: {self.what}" if self.record else f"{place}: {self.what}"


def faults(path: Path, schema: etree.XMLSchema) -> list[Fault]:
    """The first `MAX_FAULTS` faults in the order of the document."""
    return list(islice(_found(path, schema), MAX_FAULTS))


def _found(path: Path, schema: etree.XMLSchema) -> Iterator[Fault]:
    """libxml2 tells no lines while it streams, so that the document is fed by lines."""
    feed = XmlFeed(path.name, (), schema)
    told, last_line = 0, 0
    waiting: list[Fault] = []
    for number, line in _lines(open_xml(path).chunks):
        feed.feed(line)
        closed = list(feed.complete())
        messages = feed.schema_faults() if feed.fault_count() > told else []
        for message in messages[told:]:
            waiting.append(_fault(message, number, closed))
        told = max(told, len(messages))
        for element in closed:
            if local_name(element.tag).startswith(RECORD) and type_element(element) is not None:
                yield from _named(waiting, element)
                waiting = []
                forget(element.getroottree().getroot())
        last_line = number
    feed.close()
    for message in feed.schema_faults()[told:]:
        waiting.append(_fault(message, last_line, []))
    yield from waiting


def _lines(chunks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    number, rest = 1, b""
    for chunk in chunks:
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        for line in lines:
            yield number, line + b"\n"
            number += 1
    yield number, rest


def _fault(message: str, line: int, closed: Sequence[etree._Element]) -> Fault:
    match = _MESSAGE.match(message)
    if match is None:
        return Fault(line, "?", "", message)
    element = next((one for one in reversed(closed) if one.tag == match["element"]), None)
    start = line if element is None else line_of(element) or line
    name, text = local_name(match["element"]), match["text"]
    if re.search(rf"\}}{re.escape(name)}\b", text):  # the name is right, its namespace is not
        name = match["element"]
    else:
        text = _NAMESPACE.sub("", text)
    what = in_czech(text)
    if match["attribute"]:
        what = f"atribut {_NAMESPACE.sub('', match['attribute'])}: {what}"
    return Fault(start, name, "", what)


def _named(waiting: Sequence[Fault], record: etree._Element) -> Iterator[Fault]:
    """Faults since the record before: those that stand before this one are of its type."""
    kind = type_element(record)
    name = "" if kind is None else local_name(kind.tag)
    code = next((one.text or "" for one in record.iter("{*}ID")), "").strip()[:100]
    inside = f"{name} ID {code}" if code else f"{name} bez ID"
    for fault in waiting:
        own = fault.line >= line_of(record)
        yield Fault(fault.line, fault.element, inside if own else name, fault.what)


def in_czech(text: str) -> str:
    """libxml2's message on a schema fault, without namespaces; an unknown one stays as it is."""
    for pattern, sentence in _SENTENCES:
        if match := pattern.fullmatch(text.strip()):
            return sentence(match)
    return text.strip()


def _listed(names: str) -> str:
    parts = [part.strip() for part in names.split(",") if part.strip()]
    more = f" a dalších {len(parts) - MAX_NAMES}" if len(parts) > MAX_NAMES else ""
    return ", ".join(parts[:MAX_NAMES]) + more


def _expected(match: re.Match[str]) -> str:
    return f" Očekává se: {_listed(match['names'])}." if match["names"] else ""


_EXPECTED = r"(?: Expected is (?:one of )?\( (?P<names>.*) \)\.)?"
_FACET = r"(?:\[facet '(?P<facet>\w+)'\] )?"
_SENTENCES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (
            rf"Missing child element\(s\)\.{_EXPECTED}",
            lambda m: f"chybí podřízený prvek.{_expected(m)}",
        ),
        (
            rf"This element is not expected\.{_EXPECTED}",
            lambda m: f"prvek sem nepatří.{_expected(m)}",
        ),
        (
            r"The (?:actual )?value '(.*)' does not match the fixed value constraint '(.*)'\.",
            lambda m: f"hodnota „{m[1]}“ má být „{m[2]}“.",
        ),
        (
            rf"{_FACET}The value '(?P<v>.*)' is not an element of the set \{{(?P<set>.*)\}}\.",
            lambda m: f"hodnota „{m['v']}“ není povolená; povolené jsou {_listed(m['set'])}.",
        ),
        (
            rf"{_FACET}The value '(?P<v>.*)' is not accepted by the pattern '(?P<p>.*)'\.",
            lambda m: f"hodnota „{m['v']}“ neodpovídá vzoru {m['p']}.",
        ),
        (
            rf"{_FACET}The value(?: '(?P<v>.*)')? has a length of '(?P<n>\d+)'; this "
            r"(?P<how>exceeds|underruns|differs from) the allowed (?P<what>.*) of '(?P<max>\d+)'\.",
            lambda m: f"hodnota má {m['n']} znaků, dovoleno je {m['max']}.",
        ),
        (
            rf"{_FACET}The value '(?P<v>.*)' is (?P<how>less|greater) than the (?P<what>minimum|"
            r"maximum) value allowed \('(?P<l>.*)'\)\.",
            lambda m: f"hodnota „{m['v']}“ je mimo rozsah; mez je {m['l']}.",
        ),
        (
            r"'(.*)' is not a valid value of the (?:atomic|local atomic|list|union|local union) "
            r"type(?: '(.*)')?\.",
            lambda m: f"hodnota „{m[1]}“ není platná" + (f" (typ {m[2]})." if m[2] else "."),
        ),
        (
            r"The attribute '(.*)' is required but missing\.",
            lambda m: f"chybí povinný atribut {m[1]}.",
        ),
        (r"The attribute '(.*)' is not allowed\.", lambda m: f"atribut {m[1]} není dovolen."),
        (
            r"No matching global (?:element )?declaration available(.*)\.",
            lambda _: "takový prvek schéma nezná.",
        ),
        (
            r"Character content is not allowed.*|Character content other than whitespace is not "
            r"allowed.*",
            lambda _: "prvek nesmí obsahovat text.",
        ),
        (r"Element content is not allowed.*", lambda _: "prvek nesmí obsahovat další prvky."),
        (r"The element is not 'nillable'\.", lambda _: "prvek nesmí být prázdný (nil)."),
        (r"The type definition is abstract\.", lambda _: "prvek je abstraktní, nelze jej použít."),
        (r"The element (?:declaration )?is abstract\.", lambda _: "prvek je abstraktní."),
        (
            r"The value '(.*)' .*unique.*",
            lambda m: f"hodnota „{m[1]}“ se opakuje, má být jedinečná.",
        ),
        (
            r"'(.*)' is not a valid value of the atomic type 'xs:ID'\.",
            lambda m: f"identifikátor „{m[1]}“ není platný nebo se v souboru opakuje.",
        ),
    )
)
