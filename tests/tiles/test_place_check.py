"""The maps' engines agree with pyproj over the whole country."""

from tiles import place_check


def test_mapnik_and_mapproxy_agree_within_a_centimetre() -> None:
    assert [finding.detail for finding in place_check.engines() if not finding.ok] == []
