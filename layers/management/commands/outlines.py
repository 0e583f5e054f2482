"""`./dmvs manage outlines`: writes the ready outlines that are missing, at once and all."""

from typing import Any

from django.core.management.base import BaseCommand

from layers.outlines import write


class Command(BaseCommand):
    help = (
        "Zapíše chybějící obrysy parcel ve stupních; jinak je po zveřejnění dopíše služba worker."
    )

    def handle(self, *_: Any, **options: Any) -> None:
        write()
