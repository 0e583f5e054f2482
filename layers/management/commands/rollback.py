"""`./dmvs rollback RUN`: takes a published run back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from layers.errors import LayersError
from layers.importers.report import as_text
from layers.importers.rollback import roll_back


class Command(BaseCommand):
    help = "Vrátí zveřejněný běh: co otevřel, zavře, co zavřel, znovu otevře."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="ČÍSLO")

    def handle(self, *_: Any, run: int, **options: Any) -> None:
        try:
            self.stdout.write(as_text(roll_back(run)))
        except LayersError as exc:
            raise CommandError(str(exc)) from exc
