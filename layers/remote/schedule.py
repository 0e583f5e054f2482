"""Puts what is due into the queue: probes of services, layers to be taken over."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from layers.jobs.queue import start
from layers.models import RemoteLayer, RemoteService
from layers.remote.tasks import harvest_layer, probe_service

_FORGOTTEN_AFTER = timedelta(days=1)


def look_at_services() -> None:
    """Queues what is due."""
    for service in RemoteService.objects.all():
        if _is_due(service.asked_at, timedelta(minutes=service.every_minutes)):
            _forget_old()
            probe_later(service)
    for layer in RemoteLayer.objects.filter(mode=RemoteLayer.Mode.HARVEST):
        if _is_due(layer.asked_at, timedelta(hours=layer.harvest_hours)):
            harvest(layer)


def probe_later(service: RemoteService) -> None:
    """Queues a probe now."""
    RemoteService.objects.filter(pk=service.pk).update(asked_at=timezone.now())
    probe_service.enqueue(service.pk)


def harvest(layer: RemoteLayer) -> None:
    """Queues the taking over of the layer now."""
    RemoteLayer.objects.filter(pk=layer.pk).update(asked_at=timezone.now())
    start(harvest_layer, title=f"Převzetí: {layer.title_cs}", layer_id=layer.pk)


def _is_due(asked_at: datetime | None, every: timedelta) -> bool:
    return asked_at is None or asked_at + every <= timezone.now()


def _forget_old() -> None:
    """Probes are many and tell nothing once they are over."""
    DBTaskResult.objects.filter(
        task_path=probe_service.module_path,
        finished_at__lt=timezone.now() - _FORGOTTEN_AFTER,
    ).delete()
