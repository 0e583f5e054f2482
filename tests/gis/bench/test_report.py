"""The table for people and the document for programs."""

import json

from gis.bench.report import as_json, as_markdown, in_one_line
from gis.bench.result import Goal, Line, Missing, Result
from gis.bench.sample import Sample

LINES: list[Line] = [
    Result("tile", "nginx", Sample(0.28, 2.4, 41_514, 9), Sample(0.08, 0.2, 83_028, 9),
           Goal("rate", 0.4), note="how"),
    Result("identify", "", Sample(14.5, 31, 66.2, 9), None, Goal("p95_ms", 25, ratio=False)),
    Missing("seeding", "not there yet"),
]  # fmt: skip


def test_table_has_a_row_for_each_result_and_tells_what_is_missing() -> None:
    text = as_markdown(LINES, {"parcel": 1_000_000})
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 2
    assert len({len(row) for row in rows}) == 1
    assert "| 41 514 " in rows[2]
    assert "| 0.50× " in rows[2]
    assert rows[2].rstrip(" |").endswith("ano")
    assert rows[3].rstrip(" |").endswith("NE")
    assert "- parcel: 1000000" in text
    assert "- tile × nginx: how" in text
    assert "- seeding: not there yet" in text


def test_document_holds_value_and_verdict() -> None:
    document = json.loads(as_json(LINES, {}))
    assert [(one["value"], one["reached"]) for one in document["results"]] == [
        (0.5, True),
        (31, False),
    ]
    assert document["not_measured"] == [{"path": "seeding", "reason": "not there yet"}]


def test_line_for_the_terminal_is_short() -> None:
    assert [in_one_line(line).strip() for line in LINES] == [
        "tile × nginx: 0.50× (cíl ≥ 0.40×) ano",
        "identify: 31 ms (cíl ≤ 25 ms) NE",
        "seeding: neměřeno, not there yet",
    ]
