"""The addresses of prints: what is offered, one sheet as PDF, a series with its state and file."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from gis.api.answers import json_answer, language
from gis.api.endpoint import endpoint, endpoint_taking_posts
from gis.api.json_body import json_body
from gis.api.links import JSON, PDF, address
from gis.api.own import own
from gis.api.parameters import Parameters
from gis.api.problems import (
    BadParameter,
    MethodNotAllowed,
    NotNow,
    SignInFirst,
)
from gis.print.offer import offer
from gis.rights.middleware import viewing_title
from layers.catalogue import Text
from layers.models import PrintedSeries
from layers.print.audit import note
from layers.print.errors import RefusedPrint
from layers.print.order import Order, order_of
from layers.print.pdf import printed
from layers.print.queue import ask, file_of, give_up
from layers.print.turn import turn
from layers.request_keys import LAYERS

MAX_BODY = 1_000_000
_NONE = Text("Takový tisk není.", "There is no such print.")


@endpoint_taking_posts
def prints(request: HttpRequest) -> HttpResponse:
    """`/api/print`: GET tells papers and limits, POST prints; a series is answered by its state."""
    Parameters(request, ())
    if request.method != "POST":
        return json_answer(offer())
    document = json_body(request, most_bytes=MAX_BODY)
    try:
        order = order_of(document, request.user)
        request.META[LAYERS] = [each.layer.id for each in order.layers]
        return _one(request, order) if order.series is None else _several(request, document, order)
    except RefusedPrint as exc:
        raise BadParameter(exc.parameter, exc.detail.cs, exc.detail.en) from exc


@endpoint
def series(request: HttpRequest, series_id: str) -> HttpResponse:
    """`/api/print/series/{id}`: what became of it."""
    Parameters(request, ())
    return json_answer(_document(request, own(request, PrintedSeries, series_id, _NONE)))


@endpoint
def file(request: HttpRequest, series_id: str) -> HttpResponseBase:
    """`/api/print/series/{id}/pdf`; each time it is handed out is noted."""
    Parameters(request, ())
    held = own(request, PrintedSeries, series_id, _NONE)
    if request.method == "HEAD":
        return HttpResponse(content_type=PDF)
    path = file_of(held)
    if path is None:
        raise NotNow(
            Text(
                "Soubor není: řada se ještě tiskne, selhala, nebo se vaše práva změnila.",
                "There is no file: the series is at work, has failed, or your rights have changed.",
            )
        )
    return FileResponse(path.open("rb"), content_type=PDF, filename=_name(held.order))


@endpoint_taking_posts
def cancel(request: HttpRequest, series_id: str) -> HttpResponse:
    """`/api/print/series/{id}/cancel`."""
    Parameters(request, ())
    held = own(request, PrintedSeries, series_id, _NONE)
    if request.method != "POST":
        raise MethodNotAllowed(Text("Zruší se pomocí POST.", "It is cancelled by POST."))
    json_body(request, most_bytes=MAX_BODY)  # a form of another site cannot send it
    give_up(held)
    held.refresh_from_db()
    return json_answer(_document(request, held))


def _one(request: HttpRequest, order: Order) -> HttpResponse:
    with turn():
        made = printed(order, request.user, language())
    note(_who(request), order, sheets=made.sheets)
    response = HttpResponse(made.content, content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{_name({})}"'
    response["Cache-Control"] = "no-store"
    response["X-Print-Scale-Deviation"] = f"{made.deviation:.6f}"
    if made.failed:
        response["X-Print-Missing-Layers"] = ",".join(made.failed)
    return response


def _who(request: HttpRequest) -> str:
    """A user name, or with whose eyes an administrator looks; empty for the public."""
    user = request.user
    return user.get_username() if isinstance(user, User) else viewing_title(request)


def _several(request: HttpRequest, document: Any, order: Order) -> HttpResponse:
    user = request.user
    if not isinstance(user, User):
        raise SignInFirst(
            Text("Řadu listů tisknou jen přihlášení.", "Sign in to print a series of sheets.")
        )
    response = json_answer(_document(request, ask(user, document, order, language())))
    response.status_code = HTTPStatus.ACCEPTED
    return response


def _document(request: HttpRequest, held: PrintedSeries) -> dict[str, object]:
    path, job = f"/print/series/{held.pk}", held.job
    links = [{"rel": "self", "href": address(request, path), "type": JSON}]
    if held.path:
        links.append({"rel": "enclosure", "href": address(request, f"{path}/pdf"), "type": PDF})
    return {
        "id": str(held.pk),
        "state": job.state if job else "failed",
        "reason": held.reason,
        "sheets": held.sheets,
        "done": job.done if job else 0,
        "total": job.total if job else None,
        "scale_deviation": held.deviation,
        "missing_layers": held.failed,
        "sha256": held.sha256 or None,
        "size_bytes": held.size_bytes or None,
        "expires_at": held.expires_at.isoformat() if held.expires_at else None,
        "kept_days": settings.PRINT_KEPT_DAYS,
        "links": links,
    }


def _name(order: dict[str, Any]) -> str:
    return "mapa-listy.pdf" if "series" in order else "mapa.pdf"
