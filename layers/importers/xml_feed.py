"""An XML parser fed piece by piece, whose complaints are sentences for a clerk."""

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from layers.errors import UnreadableFile


class XmlFeed:
    """Takes UTF-8 bytes, gives the elements of the named tags once each is complete.

    libxml2's own limits hold (256 levels, 10 MB a text), there is no DTD (`open_xml` sees to it),
    and nothing that the document refers to is ever opened. With a schema, what breaks it is only
    gathered (`schema_faults`); every other fault is `UnreadableFile`.
    """

    def __init__(
        self, name: str, tags: Sequence[str], schema: etree.XMLSchema | None = None
    ) -> None:
        self._name = name
        self._schema = schema
        self._parser: Any = etree.XMLPullParser(
            events=("end",),
            tag=tags or None,
            schema=schema,
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )

    def feed(self, chunk: bytes) -> None:
        """lxml raises most faults itself, but only logs an undefined entity, and then stops."""
        try:
            self._parser.feed(chunk)
        except etree.XMLSyntaxError as exc:
            line, column = exc.position
            fault = getattr(exc, "code", None)
            raise UnreadableFile(self._explained(fault, exc.msg, line, column)) from exc
        for error in self._parser.feed_error_log.filter_from_fatals():
            raise UnreadableFile(
                self._explained(error.type, error.message, error.line, error.column)
            )

    def complete(self) -> Iterator[etree._Element]:
        """The elements that were completed since the last time."""
        for _, element in self._parser.read_events():
            yield element

    def schema_faults(self) -> list[str]:
        """libxml2's messages on what breaks the schema, in the order of the document."""
        return [error.message for error in self._parser.feed_error_log]

    def fault_count(self) -> int:
        """How many faults there are so far."""
        return len(self._parser.feed_error_log)

    def close(self) -> None:
        """What the parser objects to only when there is no more is that something is missing."""
        try:
            self._parser.close()
        except etree.XMLSyntaxError as exc:
            if self._schema is not None and self.fault_count():
                return
            line, column = exc.position
            raise UnreadableFile(
                f"Soubor {self._name} je neúplný: končí uprostřed (řádek {line}, sloupec {column})."
            ) from exc

    def _explained(self, fault: int | None, message: str | None, line: int, column: int) -> str:
        place = f"řádek {line}, sloupec {column}"
        if fault == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            return (
                f"Soubor {self._name} má příliš hluboko vnořené prvky nebo příliš dlouhý text "
                f"({place})."
            )
        return f"Soubor {self._name} není platné XML ({place}): {message}."
