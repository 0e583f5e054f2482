"""The same region and people as the tests of releases themselves."""

from tests.layers.deliveries.conftest import work  # noqa: F401
from tests.layers.releases.conftest import clerk, planner, region  # noqa: F401
