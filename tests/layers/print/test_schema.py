"""Orders: what is wrong is named by its path."""

from typing import Any

import pytest

from layers.print.errors import RefusedPrint
from layers.print.schema import check

ORDER = {"paper": "A4", "scale": 1000, "center": [-690_000, -975_000], "layers": [{"id": "a"}]}


def test_plain_order_is_taken() -> None:
    check(ORDER)


@pytest.mark.parametrize(("change", "place"), [
    ({"paper": "A0"}, "paper"),
    ({"orientation": "up"}, "orientation"),
    ({"scale": 199}, "scale"),
    ({"scale": 100_001}, "scale"),
    ({"scale": 1000.5}, "scale"),
    ({"scale": True}, "scale"),
    ({"scale": "1000"}, "scale"),
    ({"center": [1, 2, 3]}, "center"),
    ({"center": [float("inf"), 0]}, "center[0]"),
    ({"layers": []}, "layers"),
    ({"layers": [{"id": "a", "opacity": 2}]}, "layers[0].opacity"),
    ({"layers": [{"id": "a"}] * 61}, "layers"),
    ({"layers": [{"id": "a", "sld": "http://"}]}, "layers[0].sld"),
    ({"title": "x" * 121}, "title"),
    ({"grid": 1}, "grid"),
    ({"drawings_crs": 4}, "drawings_crs"),
    ({"series": {}}, "series.over"),
    ({"series": {"over": "parcels", "codes": [2**70]}}, "series.codes[0]"),
    ({"rotation": 5}, "rotation"),
])  # fmt: skip
def test_wrong_member_is_named(change: dict[str, Any], place: str) -> None:
    with pytest.raises(RefusedPrint) as refused:
        check(ORDER | change)
    assert refused.value.parameter == place


@pytest.mark.parametrize("document", [None, [], "x", 5])
def test_what_is_no_object_is_refused(document: object) -> None:
    with pytest.raises(RefusedPrint):
        check(document)
