"""Tests that a document names as `path.py::test_name`, by paths below this folder."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent
_NAME = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def named_tests(text: str) -> list[tuple[str, str]]:
    """Path and name of each test in the text, each once."""
    return sorted(set(_NAME.findall(text)))


def exists(path: str, name: str) -> bool:
    """Whether the file has the test."""
    file = TESTS / path
    return file.is_file() and f"\ndef {name}(" in file.read_text("utf-8")
