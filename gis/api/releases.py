"""Releases over the API: what a person has asked for, a new request, its state, its package."""

from http import HTTPStatus

from django.contrib.auth.models import User
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from gis.api.answers import json_answer
from gis.api.endpoint import endpoint, endpoint_taking_posts
from gis.api.json_body import json_body
from gis.api.links import JSON, address
from gis.api.own import own
from gis.api.parameters import Parameters
from gis.api.problems import BadParameter, Forbidden, NotNow, SignInFirst
from gis.api.release_terms import as_document, every_days, from_document
from layers.catalogue import Text
from layers.models import Release
from layers.releases.asking import ask, repeat
from layers.releases.download import package_for
from layers.releases.errors import NotYours, RefusedRelease

MAX_BODY = 2_000_000
MAX_LISTED = 100
_NONE = Text("Takový výdej není.", "There is no such release.")


@endpoint_taking_posts
def releases(request: HttpRequest) -> HttpResponse:
    """`/api/releases`: the person's own, newest first; POST asks for another one."""
    Parameters(request, ())
    if request.method == "POST":
        return _ask(request)
    user = request.user
    held = Release.objects.filter(owner=user)[:MAX_LISTED] if isinstance(user, User) else []
    return json_answer({"releases": [_document(request, each) for each in held]})


@endpoint
def release(request: HttpRequest, release_id: str) -> HttpResponse:
    """`/api/releases/{id}`: what became of it, with its report."""
    Parameters(request, ())
    held = own(request, Release, release_id, _NONE)
    return json_answer({**_document(request, held), "report": held.report})


@endpoint
def package(request: HttpRequest, release_id: str) -> HttpResponseBase:
    """`/api/releases/{id}/package`: the ZIP; each download is noted."""
    Parameters(request, ())
    held = own(request, Release, release_id, _NONE)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/zip")
    try:
        path = package_for(held.owner, held)
    except RefusedRelease as exc:
        raise NotNow(Text(str(exc), "The package cannot be downloaded now.")) from exc
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"vydej-{held.pk}.zip")


def _ask(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not isinstance(user, User):
        raise SignInFirst(Text("O data žádejte přihlášeni.", "Sign in to ask for data."))
    document = json_body(request, most_bytes=MAX_BODY)
    try:
        terms = from_document(document)
        if days := every_days(document):
            order = repeat(user, terms, every_days=days)
            return _created({"order": order.pk, "every_days": days, **as_document(order)})
        return _created(_document(request, ask(user, terms)))
    except RefusedRelease as exc:
        raise BadParameter(
            exc.parameter or "body", str(exc), "The release cannot be asked for like that."
        ) from exc
    except NotYours as exc:
        raise Forbidden(Text(str(exc), "This is not yours.")) from exc


def _document(request: HttpRequest, held: Release) -> dict[str, object]:
    ready = held.state == Release.State.READY
    path = f"/releases/{held.pk}"
    return {
        "id": str(held.pk),
        "state": held.state,
        "reason": held.reason,
        **as_document(held),
        "created_at": held.created_at.isoformat(),
        "as_of": held.as_of.isoformat() if held.as_of else None,
        "expires_at": held.expires_at.isoformat() if held.expires_at else None,
        "sha256": held.sha256 or None,
        "size_bytes": held.size_bytes if ready else None,
        "links": [{"rel": "self", "href": address(request, path), "type": JSON}]
        + ([{"rel": "enclosure", "href": address(request, f"{path}/package"),
             "type": "application/zip"}] if ready else []),
    }  # fmt: skip


def _created(document: dict[str, object]) -> HttpResponse:
    response = json_answer(document)
    response.status_code = HTTPStatus.CREATED
    return response
