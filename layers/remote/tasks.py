"""The jobs of remote services: a probe, and taking the objects of a layer over."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django_tasks import TaskContext, task

from layers.deliveries.decisions import receive, same_file
from layers.deliveries.inbox import store
from layers.importers.gate import Progress
from layers.jobs.track import tracked
from layers.models import Delivery, RemoteLayer, RemoteService
from layers.remote.errors import RemoteFailure
from layers.remote.features import pages, renamed
from layers.remote.probe import probe


@task()
def probe_service(service_id: int) -> None:
    """A probe; a service that was removed meanwhile needs none."""
    if service := RemoteService.objects.filter(pk=service_id).first():
        probe(service)


@task(takes_context=True)
def harvest_layer(context: TaskContext, job_id: int, layer_id: int) -> None:
    """All objects of the layer into a file of the inbox, which then passes the gate."""
    with tracked(context, job_id) as track:
        layer = RemoteLayer.objects.select_related("service").filter(pk=layer_id).first()
        if layer is None:
            return
        stored = store(f"{layer.layer_id}.geojson", _content(layer, track))
        if same_file(stored, layer.layer_id).exclude(state__in=_NOTHING_CAME).exists():
            track.say("Objekty jsou tytéž jako minule.")
        else:
            receive(stored, channel=Delivery.Channel.SERVICE, source=layer.layer_id)
        RemoteLayer.objects.filter(pk=layer_id).update(harvested_at=timezone.now())


_NOTHING_CAME = (Delivery.State.FAILED, Delivery.State.CANCELLED, Delivery.State.ROLLED_BACK)


def _content(layer: RemoteLayer, progress: Progress) -> Iterator[bytes]:
    """A GeoJSON file; the same objects always make the same bytes."""
    srid, done = None, 0
    for page in pages(layer):
        if srid is None:
            srid = page.srid
            yield _head(srid)
        if page.srid != srid:
            raise RemoteFailure("Stránky objektů jsou v různých souřadnicových systémech.")
        for feature in page.features:
            yield (b",\n" if done else b"\n") + _encoded(renamed(feature))
            done += 1
        progress("stahování", done, page.matched)
    if not done:
        raise RemoteFailure("Služba nevydala žádný objekt; převzaté objekty zůstávají.")
    yield b"\n]}\n"


def _head(srid: int) -> bytes:
    crs = {"type": "name", "properties": {"name": f"EPSG:{srid}"}}
    return f'{{"type":"FeatureCollection","crs":{json.dumps(crs)},"features":['.encode()


def _encoded(feature: dict[str, Any]) -> bytes:
    return json.dumps(feature, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
