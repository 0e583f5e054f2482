"""The API tried by its own description: no server error, and no answer that it does not tell of."""

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
FEW = (
    "/",
    "/conformance",
    "/collections",
    "/collections/cadastre_parcel",
    "/collections/cadastre_parcel/items",
    "/collections/cadastre_parcel/queryables",
    "/collections/cadastre_boundary_point/items",
    "/identify",
    "/search",
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def try_out(server_url: str, paths: tuple[str, ...] | None, examples: int) -> None:
    document = requests.get(f"{server_url}/api/openapi.json", timeout=60).json()
    if paths is not None:
        document["paths"] = {path: document["paths"][path] for path in paths}
    schema = schemathesis.openapi.from_dict(document)
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=examples,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy())
        def check(case: schemathesis.Case) -> None:
            case.call_and_validate(base_url=f"{server_url}/api", checks=CHECKS, timeout=30)

        check()


def test_few_paths_find_nothing(server_url: str) -> None:
    try_out(server_url, FEW, 15)


@pytest.mark.slow
def test_all_paths_find_nothing(server_url: str) -> None:
    try_out(server_url, None, 30)
