"""The table of hostile input against the tests that it names."""

from tests.named_tests import TESTS, exists, named_tests

TABLE = (TESTS.parent / "docs" / "hostile.md").read_text("utf-8")
CASES = range(1, 46)


def rows() -> list[tuple[int, str, str]]:
    """Number, clause and tests of each row."""
    cells = [line.strip("| ").split(" | ") for line in TABLE.splitlines() if line.startswith("| ")]
    return [(int(case), clause, tests) for case, clause, tests in cells if case.isdigit()]


def test_each_test_that_the_table_names_exists() -> None:
    assert [named for named in named_tests(TABLE) if not exists(*named)] == []


def test_no_clause_is_claimed_without_a_test() -> None:
    assert [clause for _, clause, tests in rows() if not named_tests(tests)] == []


def test_each_case_has_a_row() -> None:
    assert {case for case, _, _ in rows()} == set(CASES)
