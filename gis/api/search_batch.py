"""A list of parcels and addresses, a row a line or a CSV with a header, searched row by row.

`text/plain` has one question a line; `text/csv` may name the columns of unit and number. A row is
found only when exactly one thing has all that the row says; several, or what is merely like, are
ambiguous and left to choose from; a former number comes with the parcels that lie there today.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from psycopg2.sql import Composable

from gis.api.answers import json_answer, language
from gis.api.endpoint import endpoint_taking_posts
from gis.api.parameters import Parameters
from gis.api.problems import ApiError, BadParameter, MethodNotAllowed, WrongMediaType
from gis.api.reader import rows
from gis.api.search import find_told, item_document, point_document, told_layers
from layers.catalogue import LayerDef, Text
from layers.search.outcome import outcome
from layers.search.places import Ask
from layers.search.question import NotAQuestion, Question
from layers.search.sheet import Row, rows_of_csv, rows_of_text

MAX_ROWS = 500
MAX_BODY = 1_000_000
MAX_CANDIDATES = 20
MAX_SECONDS = 8.0
"""Rows that are not reached by then are told as not searched: a thread is not held for longer."""
READERS: Mapping[str, Callable[[str], Iterator[Row]]] = {
    "text/plain": rows_of_text,
    "text/csv": rows_of_csv,
}


class TooLarge(ApiError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@endpoint_taking_posts
def batch(request: HttpRequest) -> HttpResponse:
    """`/api/search/batch`; it changes nothing."""
    Parameters(request, ())
    if request.method != "POST":
        raise MethodNotAllowed(Text("Seznam se posílá jako POST.", "A list is sent by POST."))
    listed = _listed(request)
    layers, ask = told_layers(request.user), _remembering(rows)
    end = time.monotonic() + MAX_SECONDS
    answers = [
        _answer(row, layers, ask) if time.monotonic() < end else _row(row, "not_searched")
        for row in listed
    ]
    return json_answer({"counts": Counter(each["state"] for each in answers), "rows": answers})


def _listed(request: HttpRequest) -> list[Row]:
    read = READERS.get(request.content_type or "")
    if read is None:
        raise WrongMediaType(
            Text("Seznam musí být text/plain nebo text/csv.", "A list is text/plain or text/csv.")
        )
    if len(request.body) > MAX_BODY:
        raise TooLarge(
            Text(f"Seznam smí mít {MAX_BODY} bajtů.", f"A list may have {MAX_BODY} bytes.")
        )
    try:
        listed = list(islice(read(_decoded(request.body)), MAX_ROWS + 1))
    except ValueError as exc:
        raise BadParameter("body", "Seznam není text.", "The list is no text.") from exc
    if len(listed) > MAX_ROWS:
        raise BadParameter(
            "body", f"Seznam smí mít {MAX_ROWS} řádků.", f"A list may have {MAX_ROWS} rows."
        )
    return listed


def _decoded(body: bytes) -> str:
    """UTF-8, or what Czech spreadsheets write without asking."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1250")
    if "\0" in text:
        raise ValueError("NUL")
    return text


def _answer(row: Row, layers: Mapping[str, LayerDef], ask: Ask) -> dict[str, object]:
    try:
        question = Question.parse(row.text)
    except NotAQuestion as exc:
        return _row(row, "not_found", reason=exc.reason.in_language(language()))
    if question.point is not None:
        point = point_document(question.point) | {"kind": "coordinates"}
        return _row(row, "found", candidates=[point])
    found = outcome(question, find_told(question, layers, limit=MAX_CANDIDATES, ask=ask))
    candidates = [
        item_document(item) | {"kind": item.kind} for item in found.candidates[:MAX_CANDIDATES]
    ]
    return _row(row, found.state, candidates=candidates)


def _row(
    row: Row,
    state: str,
    *,
    reason: str | None = None,
    candidates: Sequence[Mapping[str, object]] = (),
) -> dict[str, object]:
    return {
        "line": row.line,
        "text": row.text[:200],
        "state": state,
        "reason": reason,
        "candidates": list(candidates),
    }


def _remembering(ask: Ask) -> Ask:
    """Each thing is asked once a list: its rows name the same units again and again."""
    known: dict[tuple[int, str], Sequence[tuple[Any, ...]]] = {}

    def answer(statement: Composable, values: Mapping[str, object]) -> Sequence[tuple[Any, ...]]:
        # Statements are kept for good by those who make them, so that their ids are their own.
        key = (id(statement), json.dumps(values, sort_keys=True))
        if key not in known:
            known[key] = ask(statement, values)
        return known[key]

    return answer
