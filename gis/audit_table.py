"""The audit log as a table that a spreadsheet opens."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse
from django.utils import timezone

from layers.csv_cells import escaped
from layers.models import AuditLine

COLUMNS = ("kdy", "druh", "kdo", "co", "poznámka", "soubor", "SHA-256", "adresa klienta")


class _Echo:
    """A file that keeps nothing: each row is handed on as it is written."""

    def write(self, text: str) -> str:
        return text


def audit_rows(lines: Iterable[AuditLine]) -> Iterator[Sequence[object]]:
    """A row for each line, the header first."""
    yield COLUMNS
    for line in lines:
        yield (
            f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}",
            line.get_kind_display(), line.who, line.what, line.note,
            line.file_name, line.file_sha256, line.address or "",
        )  # fmt: skip


def csv_stream(name: str, rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """The rows as Czech spreadsheets read them; cells that would be formulas are made harmless."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    text = (writer.writerow([escaped(cell) for cell in row]) for row in rows)
    response = StreamingHttpResponse(_with_mark(text), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _with_mark(text: Iterable[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from text
