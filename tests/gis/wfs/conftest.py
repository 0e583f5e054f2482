"""The small region of the API's tests."""

from tests.gis.api.conftest import own_region, region

__all__ = ["own_region", "region"]
