"""OAuth2 as QGIS does it: authorization code with PKCE, a bearer token, a refreshed one."""

import base64
import hashlib
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from playwright.sync_api import Request

from tests.accounts.conftest import Visitor, execute

BACK = "http://127.0.0.1:7070/"
VERIFIER = "v" * 64


def test_qgis_gets_a_token_by_pkce_that_opens_maps(visitor: Visitor, server_url: str) -> None:
    visitor.sign_in()
    visitor.page.get_by_role("heading", name="Moje přístupy").wait_for()
    code = _code(visitor)
    token = f"{server_url}/identity/o/api/token"
    asked = {"grant_type": "authorization_code", "client_id": "qgis", "redirect_uri": BACK}
    refused = requests.post(token, asked | {"code": code, "code_verifier": "w" * 64}, timeout=20)
    assert refused.status_code == 400

    answer = requests.post(
        token, asked | {"code": _code(visitor), "code_verifier": VERIFIER}, timeout=20
    ).json()
    headers = {"Authorization": f"Bearer {answer['access_token']}"}
    for path in ("api/collections", "ows/wms?service=WMS&request=GetCapabilities"):
        assert requests.get(f"{server_url}/{path}", headers=headers, timeout=60).ok, path
    refresh = {"grant_type": "refresh_token", "client_id": "qgis"}
    newer = requests.post(
        token, refresh | {"refresh_token": answer["refresh_token"]}, timeout=20
    ).json()
    assert newer["access_token"] != answer["access_token"]
    execute("UPDATE auth_user SET is_active = false WHERE username = %s", [visitor.name])
    headers = {"Authorization": f"Bearer {newer['access_token']}"}
    assert requests.get(f"{server_url}/api/", headers=headers, timeout=20).status_code == 401


def test_client_without_pkce_or_to_another_place_is_refused(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.page.get_by_role("heading", name="Moje přístupy").wait_for()
    for changed in ({"redirect_uri": "https://evil.example/"}, {"client_id": "jiny"}):
        visitor.visit(f"identity/o/authorize?{urlencode(_asked() | changed)}")
        visitor.page.get_by_role("heading", name="Chyba").wait_for()


def _asked() -> dict[str, str]:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest())
    return {
        "response_type": "code",
        "client_id": "qgis",
        "redirect_uri": BACK,
        "scope": "maps",
        "state": "s",
        "code_challenge": challenge.decode().rstrip("="),
        "code_challenge_method": "S256",
    }


def _code(visitor: Visitor) -> str:
    """The code that the browser brings to where QGIS listens."""
    page = visitor.page
    visitor.visit(f"identity/o/authorize?{urlencode(_asked())}")
    page.get_by_role("heading", name="QGIS").wait_for()
    visitor.assert_accessible()
    page.route(f"{BACK}**", lambda route: route.fulfill(body="QGIS"))
    with page.expect_request(lambda request: request.url.startswith(BACK)) as caught:
        page.locator("button[value=grant]").click()
    request: Request = caught.value
    for _ in range(100):  # nobody listens there: what comes next must not race with the failure
        if not page.url.startswith(visitor.url):
            break
        page.wait_for_timeout(100)
    return parse_qs(urlsplit(request.url).query)["code"][0]
