"""`./dmvs manage conflicts [CODE…]`: computes conflicts over the whole region, here and now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from layers.catalogue.rows import publish_rows
from layers.conflicts.computing import compute
from layers.errors import LayersError
from layers.importers.gate import silent
from layers.importers.report import as_text
from layers.models import ConflictRule


class Command(BaseCommand):
    help = "Spočte střety a závady podle pravidel na celém území (bez kódů podle všech)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="*", metavar="KÓD")

    def handle(self, *_: Any, codes: list[str], **options: Any) -> None:
        rules = list(ConflictRule.objects.filter(**({"code__in": codes} if codes else {})))
        if missing := set(codes) - {rule.code for rule in rules}:
            raise CommandError(f"Pravidlo {min(missing)} není.")
        publish_rows()
        try:
            self.stdout.write(as_text(compute(rules, silent)))
        except LayersError as exc:
            raise CommandError(str(exc)) from exc
