"""Whether a service answers: its capabilities, and something small of a layer that is used."""

import time
from typing import Any

from django.utils import timezone

from layers import crs
from layers.models import RemoteService
from layers.remote import ask
from layers.remote.errors import RemoteError
from layers.remote.features import sample
from layers.remote.login import Login, opened
from layers.remote.offer import Offer, offer
from layers.remote.picture import picture
from layers.remote.tile_matrix import matrices

SLOW_MS = 4_000
_NOTED = ("state", "message", "answer_ms", "checked_at", "last_ok_at", "failing_since", "offer")
_SIDE_PX = 64
_SIDE_M = 2_000.0


def probe(service: RemoteService) -> None:
    """Asks the service and notes how it answered; never raises for what the service does."""
    begun = time.monotonic()
    try:
        login = opened(service.sealed_login)
        found = offer(service.kind, service.url, login)
        if layer := service.layers.order_by("pk").first():
            _small(service.kind, layer.technical, login)
    except RemoteError as exc:
        _note_failure(service, str(exc))
    else:
        _note_answer(service, found, round((time.monotonic() - begun) * 1000))
    # It may be gone by now, and must not come back.
    noted = {name: getattr(service, name) for name in _NOTED}
    RemoteService.objects.filter(pk=service.pk).update(**noted)


def _small(kind: str, technical: dict[str, Any], login: Login | None) -> None:
    """A small map, a tile, or a page of objects."""
    if kind == RemoteService.Kind.WMS:
        srid = technical["srids"][0]
        asked = ask.picture(technical, srid=srid, box=_middle(srid), size_px=(_SIDE_PX, _SIDE_PX))
        picture(asked, (_SIDE_PX, _SIDE_PX), login)
    elif kind == RemoteService.Kind.WMTS:
        coarsest = matrices(technical)[0]
        block = coarsest.over(_middle(technical["srids"][0]))
        for column, row in block.tiles[:1]:
            url = ask.tile(technical, matrix=coarsest.id, column=column, row=row)
            picture(url, coarsest.tile_px, login)
    else:
        sample(kind, technical, login)


def _middle(srid: int) -> ask.BBox:
    """A small box in the middle of the country, x east and y north."""
    west, south, east, north = crs.COUNTRY_5514
    x, y, half = (west + east) / 2, (south + north) / 2, _SIDE_M / 2
    if srid == crs.KROVAK:
        return x - half, y - half, x + half, y + half
    box = crs.parametric(crs.KROVAK, srid).transform_bounds(x - half, y - half, x + half, y + half)
    return float(box[0]), float(box[1]), float(box[2]), float(box[3])


def _note_answer(service: RemoteService, found: Offer, answer_ms: int) -> None:
    now = timezone.now()
    is_slow = answer_ms > SLOW_MS
    service.state = RemoteService.State.SLOW if is_slow else RemoteService.State.OK
    service.message, service.failing_since = "", None
    service.answer_ms = answer_ms
    service.checked_at = service.last_ok_at = now
    service.offer = [layer.document() for layer in found.layers]


def _note_failure(service: RemoteService, reason: str) -> None:
    now = timezone.now()
    service.failing_since = service.failing_since or now
    service.state, service.message = RemoteService.State.FAILING, reason[:500]
    service.answer_ms, service.checked_at = None, now
