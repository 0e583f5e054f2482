"""Every cell of the matrix of rights, tried against the running product.

What it says no to must be refused as a layer that does not exist, what it says yes to must be
answered. A layer of the catalogue is tried by being there.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from gis.rights.channels import CHANNELS
from layers.catalogue import LayerDef, catalogue
from tests.rights.conftest import Matrix
from tests.rights.trials import ASKED, FOUND, LISTS, PRINTED, SENT, Found
from tests.visitors import ADMINISTRATOR, ASKER, Visitor

ROLES = (
    "public", "registered", "municipality", "orp_planner", "regional_planner", "data_provider",
    "surveyor", "administrator",
)  # fmt: skip
NOTHING = "uap_nothing_at_all"
OWN_PAGES = {each.id for each in CHANNELS if each.visitors != "anyone"}
"""There one is oneself, whatever eyes one looks with."""


def representatives() -> list[str]:
    """One layer of each kind and level."""

    def kind(layer: LayerDef) -> tuple[object, ...]:
        return layer.access, layer.has_rows, layer.mapped, layer.raster, layer.register is None

    return list({kind(layer): layer.id for layer in catalogue().layers.values()}.values())


def wrongs(matrix: Matrix, visitor: Visitor, role: str, layers: list[str]) -> list[str]:
    """What is answered otherwise than the matrix says, in words."""
    cells = [(layer, channel) for layer in layers for channel in ASKED]
    cells = [(layer, channel) for layer, channel in cells if (role, layer, channel) in matrix]
    missing = {channel: told(visitor, channel, NOTHING) for channel in ASKED}

    def wrong(cell: tuple[str, str]) -> str | None:
        layer, channel = cell
        found = told(visitor, channel, layer)
        may = matrix[role, layer, channel] != "no"
        if may is (found[0] in {200, 204}):
            seen = any(
                matrix.get((role, layer, other)) != "no" for other in ("catalogue", "collection")
            )
            if may or seen or found == missing[channel]:
                return None
        return (
            f"{role}: {layer} by {channel}: {found} instead of {'yes' if may else missing[channel]}"
        )

    with ThreadPoolExecutor(4) as several:
        return [each for each in several.map(wrong, cells) if each]


def told(visitor: Visitor, channel: str, layer: str) -> tuple[int, str]:
    """The status, and what a refusal says, whatever layer it names."""
    answer = visitor.get(*ASKED[channel](layer))
    if answer.status_code in {200, 204}:
        return answer.status_code, ""
    return answer.status_code, answer.text.replace(layer, "…")


def test_every_channel_is_tried() -> None:
    assert {each.id for each in CHANNELS} == {*ASKED, *LISTS, *FOUND, *PRINTED, *SENT}


def test_every_role_of_the_product_is_tried(visitors: dict[str, Visitor]) -> None:
    assert set(visitors) - {ADMINISTRATOR, ASKER} == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_lists_name_just_what_the_role_may(
    matrix: Matrix, visitors: dict[str, Visitor], served: Mapping[str, LayerDef], role: str
) -> None:
    for channel, listed in LISTS.items():
        named = listed(visitors[role].get) & set(served)
        allowed = {
            layer
            for (who, layer, by), may in matrix.items()
            if (who, by) == (role, channel) and may != "no"
        }
        assert named <= allowed, channel
        # Sheets that nobody has brought yet are offered to nobody.
        assert {served[each].geometry for each in allowed - named} <= {"raster"}, channel


@pytest.mark.parametrize("role", ROLES)
def test_a_layer_of_each_kind_is_answered_as_the_matrix_says(
    matrix: Matrix, visitors: dict[str, Visitor], role: str
) -> None:
    assert wrongs(matrix, visitors[role], role, representatives()) == []


@pytest.mark.parametrize("role", ROLES)
def test_order_for_a_closed_layer_is_refused_as_one_for_none(
    matrix: Matrix, visitors: dict[str, Visitor], role: str
) -> None:
    for channel, sent in SENT.items():
        missing = sent(visitors[role], NOTHING)
        assert missing.status_code == 400
        for layer in representatives():
            if matrix.get((role, layer, channel)) == "no":
                refused = sent(visitors[role], layer)
                assert refused.text.replace(layer, NOTHING) == missing.text, layer


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_each_layer_is_answered_as_the_matrix_says(
    matrix: Matrix, visitors: dict[str, Visitor], role: str
) -> None:
    assert wrongs(matrix, visitors[role], role, list(catalogue().layers)) == []


@pytest.mark.parametrize("role", ROLES)
def test_what_is_found_is_of_layers_that_the_role_may_query(
    matrix: Matrix, visitors: dict[str, Visitor], role: str
) -> None:
    assert beyond(matrix, visitors[role], role, FOUND) == {}


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_what_is_printed_is_of_layers_that_the_role_may_query(
    matrix: Matrix, visitors: dict[str, Visitor], role: str
) -> None:
    assert beyond(matrix, visitors[role], role, PRINTED) == {}


def beyond(
    matrix: Matrix, visitor: Visitor, role: str, channels: Mapping[str, Found]
) -> dict[str, set[str]]:
    """The layers of which a channel tells although the matrix says no; public ones tell of some."""
    told_of = {channel: set(layers(visitor)) for channel, layers in channels.items()}
    assert all(told_of[channel] for channel in set(channels) - OWN_PAGES), told_of
    return {
        channel: wrong
        for channel, layers in told_of.items()
        if (wrong := {each for each in layers if matrix[role, each, channel] == "no"})
    }
