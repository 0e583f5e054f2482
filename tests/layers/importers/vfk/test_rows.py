"""Rows of VFK: what a writer of the format quotes and breaks is read back as it was."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.errors import UnreadableFile
from layers.importers.bad_value import BadValue
from layers.importers.vfk.file import VfkFile
from layers.importers.vfk.rows import fields, rows, unquoted

LETTERS = st.characters(codec="iso8859-2", exclude_categories=("Cc",), exclude_characters="¤")
TEXT = st.text(LETTERS | st.just("\n"), max_size=30)
NUMBER = st.integers(0, 10**12).map(str)
VALUES = st.lists(
    st.tuples(st.booleans(), TEXT) | st.tuples(st.none(), NUMBER), min_size=1, max_size=8
)


def written(values: list[tuple[bool | None, str]]) -> str:
    """A row of strings in quotes and bare numbers; line breaks of a string are marked."""
    told = [
        text if quoted is None else '"' + text.replace('"', '""').replace("\n", "¤\r\n") + '"'
        for quoted, text in values
    ]
    return ";".join(["&DX", *told])


@given(st.lists(VALUES, min_size=1, max_size=5), st.sampled_from(["iso8859-2", "cp1250", "utf-8"]))
@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150
)
def test_rows_are_read_back_as_they_were_written(tmp_path: Path, found, encoding):
    try:
        content = ("\r\n".join(map(written, found)) + "\r\n").encode(encoding)
    except UnicodeEncodeError:
        return
    path = tmp_path / "made.vfk"
    path.write_bytes(content)
    try:
        read = [row for _, row in rows(VfkFile(path), encoding, "made.vfk")]
    except UnreadableFile as exc:  # text that happens to be valid UTF-8 as well
        assert "UTF-8" in str(exc)
        assert encoding != "utf-8"
        return
    assert [[unquoted(field).decode(encoding) for field in fields(row)[1:]] for row in read] == [
        [text for _, text in values] for values in found
    ]


def test_line_that_ends_in_the_mark_goes_on_with_its_first_number(tmp_path):
    path = tmp_path / "made.vfk"
    path.write_bytes('&DX;1;"pro¤\r\nk.ú. Jáma"\r\n&K\r\n'.encode("iso8859-2"))
    assert list(rows(VfkFile(path), "iso8859-2", "x")) == [
        (1, '&DX;1;"pro\nk.ú. Jáma"'.encode("iso8859-2")),
        (3, b"&K"),
    ]


def test_letter_whose_last_byte_is_that_of_the_mark_ends_no_line_in_utf8(tmp_path):
    path = tmp_path / "made.vfk"
    path.write_bytes("&DX;Drä\r\n&K\r\n".encode())
    assert [row for _, row in rows(VfkFile(path), "utf-8", "x")] == ["&DX;Drä".encode(), b"&K"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b'&DX;"a;1', "neuzav"),
        (b'&DX;a"b;1', "uprost"),
        (b'&DX;"a"b;1', "pokra"),
    ],
)
def test_wrong_quotes_are_told(row, reason):
    with pytest.raises(BadValue, match=reason):
        fields(row)
