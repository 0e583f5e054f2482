"""`./dmvs manage forget_owners`: erases the persons that were read from VFK, history included."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from layers.importers.vfk.owners import LAYER
from layers.models import DifferenceRow, Feature, Quarantine


class Command(BaseCommand):
    help = "Smaže vlastníky načtené z VFK i s historií, rozdíly a karanténou."

    @transaction.atomic
    def handle(self, *_: Any, **options: Any) -> None:
        erased, _by_model = Feature.objects.filter(layer=LAYER).delete()
        for model in (DifferenceRow, Quarantine):
            model.objects.filter(layer=LAYER).delete()
        self.stdout.write(f"Smazáno vlastnictví včetně historie: {erased}.")
