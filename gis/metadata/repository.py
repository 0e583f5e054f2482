"""Where pycsw finds records: its protocol of a repository over the asker's table."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

from gis.metadata.table import Table

table: ContextVar[Table] = ContextVar("table")
"""The records of who asks now: pycsw makes the repository itself and hands nothing on."""
_ALL = "1 = 1"
_ORDER = "identifier"


class Repository:
    """Reads the table that the request is answered from; there is nothing to write."""

    dbtype = "sqlite"
    fts = False

    def __init__(self, context: Any, _filter: object) -> None:
        self._table = table.get()
        self._columns: Mapping[str, str] = context.md_core_model["mappings"]
        self.queryables: dict[str, dict[str, Any]] = {}
        for typename in context.model["typenames"].values():
            for name, queryables in typename["queryables"].items():
                self.queryables[name] = dict(queryables)
        every: dict[str, Any] = {}
        for queryables in self.queryables.values():
            every |= queryables
        self.queryables["_all"] = every | dict(self._columns)

    def query_ids(self, ids: Sequence[str]) -> list[SimpleNamespace]:
        values = {f"id{index}": id_ for index, id_ in enumerate(ids)}
        marks = ", ".join(f":{name}" for name in values) or "NULL"
        where = f"identifier IN ({marks})"
        return self._table.rows(where, values, order=_ORDER, limit=len(values), offset=0)

    def query_domain(
        self, domain: str, _typenames: object, domainquerytype: str = "list", count: bool = False
    ) -> list[tuple[Any, ...]]:
        found = self._table.values(domain)
        if domainquerytype == "range":
            values = [value for value, _ in found]
            return [(values[0], values[-1])] if values else [(None, None)]
        return list(found) if count else [(value,) for value, _ in found]

    def query_insert(self, direction: str = "max") -> str:
        dates = [value for value, _ in self._table.values("insert_date")]
        return dates[-1 if direction == "max" else 0]

    def query_source(self, _source: str) -> list[SimpleNamespace]:
        """By the address that a record was harvested from: none was."""
        return []

    def query(
        self,
        constraint: Mapping[str, Any],
        sortby: Mapping[str, str] | None = None,
        typenames: object = None,
        maxrecords: int | str = 10,
        startposition: int = 0,
    ) -> list[Any]:
        """The number of all that match, as text, and those asked for."""
        where = constraint.get("where") or _ALL
        values = {f"pvalue{index}": each for index, each in enumerate(constraint.get("values", ()))}
        found = self._table.rows(
            where,
            values,
            order=self._order(sortby),
            limit=max(0, int(maxrecords)),
            offset=max(0, startposition),
        )
        return [str(self._table.count(where, values)), found]

    def _order(self, sortby: Mapping[str, str] | None) -> str:
        if sortby is None or sortby["propertyname"] not in self._table.columns:
            return _ORDER
        descending = " DESC" if sortby["order"] == "DESC" else ""
        return f"{sortby['propertyname']}{descending}, {_ORDER}"
