"""The land and the rule of the tests of conflicts themselves."""

from tests.layers.conflicts.conftest import land, make_rule, rule  # noqa: F401
