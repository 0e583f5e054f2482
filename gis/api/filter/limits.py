"""How large a filter may be, checked before anything walks it by recursion."""

from collections.abc import Iterator, Sequence

from pygeofilter import ast, values

from gis.api.filter.problem import BadFilter

MAX_DEPTH = 50
MAX_NODES = 2_000
MAX_VERTICES = 10_000
MAX_TEXT = 500
"""Characters of one text, as in filters by field."""


def check(root: object) -> None:
    """Raises `BadFilter` where the tree is deeper or larger than allowed."""
    waiting, seen = [(root, 1)], 0
    while waiting:
        node, depth = waiting.pop()
        seen += 1
        if depth > MAX_DEPTH:
            raise too_deep()
        if seen > MAX_NODES:
            raise BadFilter(
                f"Filtr smí mít nejvýše {MAX_NODES} částí.",
                f"A filter may have at most {MAX_NODES} parts.",
            )
        waiting += [(each, depth + 1) for each in parts(node)]


def too_deep() -> BadFilter:
    return BadFilter(
        f"Filtr smí být vnořen nejvýše {MAX_DEPTH}krát.",
        f"A filter may be nested at most {MAX_DEPTH} deep.",
    )


def balanced(parts: Sequence[object], kind: type[ast.Combination]) -> object:
    """Parts of one AND or OR as a tree whose depth is the logarithm of their number."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return kind(balanced(parts[:half], kind), balanced(parts[half:], kind))


def parts(node: object) -> Iterator[object]:
    if isinstance(node, ast.Node | values.Interval):
        yield from node.get_sub_nodes()
    elif isinstance(node, list | tuple):
        yield from node
