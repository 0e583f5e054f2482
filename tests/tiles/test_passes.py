"""Which rows are read for which scale."""

from layers.catalogue import catalogue
from tiles.passes import passes
from tiles.subquery import subquery


def test_labels_come_after_all_shapes_by_priority() -> None:
    drawn = passes(catalogue(), ["base_map"])
    kinds = [one.labels for one in drawn]
    priorities = [one.rules[0].label.priority for one in drawn if one.rules[0].label]

    assert kinds == sorted(kinds)
    assert priorities == sorted(priorities, reverse=True)


def test_bands_of_a_layer_do_not_overlap() -> None:
    for one in passes(catalogue(), ["cadastre_parcel"]):
        assert one.over < one.up_to
        assert one.up_to <= 10_000


def test_far_map_reads_only_large_forests_and_waters() -> None:
    far = [
        one
        for one in passes(catalogue(), ["base_map"])
        if one.layer.id == "cadastre_parcel" and one.over >= 96_000
    ]

    assert far
    for one in far:
        assert "area_m2 >=" in subquery(one)
        assert "land_kind IN" in subquery(one)


def test_missing_value_is_asked_as_null() -> None:
    statements = [subquery(one) for one in passes(catalogue(), ["cadastre_parcel"])]

    assert any("source_class IS NULL" in statement for statement in statements)
