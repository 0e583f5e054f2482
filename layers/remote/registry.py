"""What the operator does: registers a service, chooses layers of it, lets them go."""

import base64
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from layers.models import ImportSource, RemoteLayer, RemoteService
from layers.remote import ask
from layers.remote.address import parts, target
from layers.remote.errors import RemoteError
from layers.remote.features import sample
from layers.remote.login import Written, opened, sealed
from layers.remote.offer import Offer, offer
from layers.remote.picture import legend_picture
from layers.remote.publication import check, publish_catalogue
from layers.remote.slug import slug

_WORDS = {
    "title_cs": "název česky",
    "title_en": "název anglicky",
    "attribution": "uvedení zdroje",
    "licence": "licenci",
}
DRAWN = {RemoteService.Kind.WMS, RemoteService.Kind.WMTS}
"""Services of pictures; the others are taken over."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the operator says of a layer."""

    title_cs: str
    title_en: str
    attribution: str
    licence: str
    access: str
    keep_minutes: int
    harvest_hours: int
    publishes_alone: bool


NO_LOGIN = Written(RemoteService.LoginKind.NONE)


def register(kind: str, url: str, title: str, written: Written = NO_LOGIN) -> RemoteService:
    """The service, its capabilities read; raises `RemoteError`."""
    url = url.strip()
    if kind not in RemoteService.Kind.values:
        raise RemoteError("Vyberte druh služby.")
    parts(url)
    target(url)
    if RemoteService.objects.filter(url=url).exists():
        raise RemoteError("Služba s touto adresou už je připojena.")
    service = RemoteService(kind=kind, url=url)
    _tell_login(service, written)
    found = offer(kind, url, opened(service.sealed_login))
    service.title = title.strip() or found.title or url
    _answered(service, found)
    service.save()
    return service


def log_in(service: RemoteService, written: Written) -> None:
    """From now on the service is asked with the login; one that it refuses is not kept.

    To be without one needs no agreement of the service.
    """
    _tell_login(service, written)
    if service.sealed_login:
        _answered(service, offer(service.kind, service.url, opened(service.sealed_login)))
    service.save()
    publish_catalogue()


def _tell_login(service: RemoteService, written: Written) -> None:
    service.login_kind, service.sealed_login = written.kind, sealed(written, service.url)
    service.login_name = written.name.strip() if service.sealed_login else ""


def _answered(service: RemoteService, found: Offer) -> None:
    service.offer = [layer.document() for layer in found.layers]
    service.state, service.message = RemoteService.State.OK, ""
    service.checked_at = service.last_ok_at = service.asked_at = timezone.now()


def choose(service: RemoteService, name: str, choice: Choice) -> RemoteLayer:
    """Adds the layer to the catalogue; raises `LayersError`."""
    offered = next((one for one in service.offer if one["name"] == name), None)
    if offered is None:
        raise RemoteError(f"Služba vrstvu {name[:80]} nenabízí.")
    if offered["against"]:
        raise RemoteError(offered["against"])
    layer = RemoteLayer(
        service=service,
        remote_name=name,
        layer_id=_free_id(choice.title_cs),
        technical=offered["technical"],
        mode=RemoteLayer.Mode.CASCADE if service.kind in DRAWN else RemoteLayer.Mode.HARVEST,
    )
    _tell(layer, choice)
    if layer.mode == RemoteLayer.Mode.CASCADE:
        layer.technical |= _legend(service, layer.technical)
    else:
        found = sample(service.kind, layer.technical, opened(service.sealed_login))
        layer.geometry, layer.fields = found.geometry, found.fields
    _save(layer, publishes_alone=choice.publishes_alone)
    return layer


def change(layer: RemoteLayer, choice: Choice) -> None:
    """What the operator now says of the layer; raises `LayersError`."""
    _tell(layer, choice)
    _save(layer, publishes_alone=choice.publishes_alone)


def let_go(layer: RemoteLayer) -> None:
    """Takes the layer off the map; what was taken over of it stays in the history of imports."""
    layer.delete()
    publish_catalogue()


def forget(service: RemoteService) -> None:
    """Removes the service with its layers."""
    service.delete()
    publish_catalogue()


def _tell(layer: RemoteLayer, choice: Choice) -> None:
    for name, label in _WORDS.items():
        value = getattr(choice, name).strip()
        if not value:
            raise RemoteError(f"Vyplňte {label}.")
        setattr(layer, name, value)
    if choice.access not in RemoteLayer.Level.values:
        raise RemoteError("Vyberte, kdo vrstvu smí vidět.")
    layer.access = choice.access
    layer.keep_minutes = _within(choice.keep_minutes, 1, 525_600, "Mezipaměť")
    layer.harvest_hours = _within(choice.harvest_hours, 1, 8_760, "Převzetí")


def _within(value: int, low: int, high: int, what: str) -> int:
    if not low <= value <= high:
        raise RemoteError(f"{what}: zadejte číslo od {low} do {high}.")
    return value


def _save(layer: RemoteLayer, *, publishes_alone: bool) -> None:
    """The row, the right of its deliveries, and the file of the catalogue, or none of them."""
    with transaction.atomic():
        layer.save()
        if layer.mode == RemoteLayer.Mode.HARVEST:
            ImportSource.objects.update_or_create(
                name=layer.layer_id,
                defaults={"title": layer.title_cs, "publishes_alone": publishes_alone},
            )
        check(list(RemoteLayer.objects.select_related("service")))
    publish_catalogue()


def _free_id(title: str) -> str:
    stem = f"remote_{slug(title) or 'layer'}"
    taken = set(RemoteLayer.objects.values_list("layer_id", flat=True))
    numbered = (f"{stem}_{number}" for number in range(2, 10_000))
    return stem if stem not in taken else next(one for one in numbered if one not in taken)


def _legend(service: RemoteService, technical: dict[str, Any]) -> dict[str, str]:
    """The picture of the legend, kept here; a service without one is no failure."""
    if service.kind != RemoteService.Kind.WMS:
        return {}
    try:
        url = technical["legend"] or ask.legend(technical)
        picture = legend_picture(url, opened(service.sealed_login))
    except RemoteError:
        return {}
    return {"legend_png": base64.b64encode(picture).decode()}
