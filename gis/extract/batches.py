"""Batches of extracts over the API: asked for, watched, ended, taken away by their asker alone."""

from http import HTTPStatus
from pathlib import Path

from django.contrib.auth.models import User
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from gis.address import root
from gis.api.answers import json_answer, language
from gis.api.endpoint import endpoint, endpoint_taking_posts
from gis.api.json_body import json_body
from gis.api.links import JSON, PDF, address
from gis.api.own import own
from gis.api.parameters import Parameters
from gis.api.problems import BadParameter, NotNow, SignInFirst
from gis.extract.batch_terms import BatchTerms
from layers.catalogue import Text
from layers.extract.batch.asking import ask
from layers.extract.batch.download import file_for
from layers.extract.batch.errors import RefusedBatch
from layers.models import ExtractBatch

MAX_BODY = 100_000
MAX_LISTED = 100
TYPES = {".pdf": PDF, ".zip": "application/zip"}
_NONE = Text("Taková dávka výpisů není.", "There is no such batch.")


@endpoint_taking_posts
def batches(request: HttpRequest) -> HttpResponse:
    """`/api/extracts`: the person's own, newest first; POST asks for another one."""
    Parameters(request, ())
    if request.method == "POST":
        return _ask(request)
    return json_answer({"batches": [_document(request, each) for each in mine(request.user)]})


@endpoint
def batch(request: HttpRequest, batch_id: str) -> HttpResponse:
    """`/api/extracts/{id}`: how far it is, what came of each parcel."""
    Parameters(request, ())
    held = own(request, ExtractBatch, batch_id, _NONE)
    parcels = held.report.get("parcels", [])
    return json_answer({**_document(request, held), "parcels": parcels})


@endpoint
def batch_file(request: HttpRequest, batch_id: str) -> HttpResponseBase:
    """`/api/extracts/{id}/file`: the PDF or ZIP; each download is noted."""
    Parameters(request, ())
    return download(request, own(request, ExtractBatch, batch_id, _NONE))


def download(request: HttpRequest, held: ExtractBatch) -> HttpResponseBase:
    """The file for its owner; raises `NotNow`."""
    ending = Path(held.path).suffix
    kind = TYPES.get(ending, "")
    if request.method == "HEAD":
        return HttpResponse(content_type=kind)
    try:
        path = file_for(held.owner, held)
    except RefusedBatch as exc:
        raise NotNow(Text(str(exc), "The file cannot be downloaded now.")) from exc
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"vypisy-{held.pk}{ending}",
        content_type=kind,
    )  # fmt: skip


def mine(user: object) -> list[ExtractBatch]:
    """The user's own, newest first."""
    known = ExtractBatch.objects.select_related("job")
    return list(known.filter(owner=user)[:MAX_LISTED]) if isinstance(user, User) else []


def _ask(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not isinstance(user, User):
        raise SignInFirst(
            Text("O dávku výpisů žádejte přihlášeni.", "Sign in to ask for a batch of extracts.")
        )
    terms = BatchTerms.from_document(json_body(request, most_bytes=MAX_BODY))
    try:
        asked = ask(
            user, terms.parcels, form=terms.form, language=language(), purpose=terms.purpose,
            at=terms.at, root=root(request),
        )  # fmt: skip
    except RefusedBatch as exc:
        raise BadParameter(
            exc.parameter or "body", str(exc), "The extracts cannot be asked for like that."
        ) from exc
    response = json_answer(_document(request, asked))
    response.status_code = HTTPStatus.CREATED
    return response


def _document(request: HttpRequest, held: ExtractBatch) -> dict[str, object]:
    ready = held.state == ExtractBatch.State.READY
    path, total = f"/extracts/{held.pk}", len(held.parcels)
    done = held.job.done if held.job and not ready else total
    return {
        "id": str(held.pk),
        "state": held.state,
        "reason": held.reason,
        "form": held.form,
        "purpose": held.purpose,
        "as_of": held.on_day.isoformat(),
        "known_at": held.known_at.isoformat() if held.known_at else None,
        "done": done,
        "total": total,
        "created_at": held.created_at.isoformat(),
        "expires_at": held.expires_at.isoformat() if held.expires_at else None,
        "sha256": held.sha256 or None,
        "size_bytes": held.size_bytes if ready else None,
        "links": [{"rel": "self", "href": address(request, path), "type": JSON}]
        + ([{"rel": "enclosure", "href": address(request, f"{path}/file"),
             "type": TYPES[Path(held.path).suffix]}] if ready else []),
    }  # fmt: skip
