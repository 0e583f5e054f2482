"""`./dmvs demo`: writes the demo region as VFR files and passes them through the gate."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from layers.demo import generate
from layers.errors import LayersError
from layers.importers.gate import import_file
from layers.importers.rollback import roll_back
from layers.models import ImportRun

SOURCE = "demo"
"""The demo's own source: its full files never speak for real data, and it can go as a whole."""


class Command(BaseCommand):
    help = "Vytvoří ukázkový kraj jako soubory VFR a naimportuje jej; --drop jej zase odebere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--parcels", type=int, default=20_000, help="nejméně tolik parcel")
        parser.add_argument("--seed", type=int, default=1, help="jiné číslo, jiný kraj")
        parser.add_argument("--folder", type=Path, help="kam soubory zapsat (jinak var/demo)")
        parser.add_argument("--only-write", action="store_true", help="soubory neimportovat")
        parser.add_argument("--drop", action="store_true", help="vrátí importy ukázkového kraje")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["drop"]:
            self._drop()
            return
        if options["parcels"] < 1 or options["seed"] < 0:
            raise CommandError("Počet parcel musí být kladný a --seed nesmí být záporné.")
        files = generate(
            options["folder"] or settings.DEMO_FOLDER,
            parcels=options["parcels"],
            seed=options["seed"],
            progress=self._show,
        )
        self.stdout.write(f"Zapsáno souborů: {len(files)} ({files[0].parent})")
        if not options["only_write"]:
            self._import(files)

    def _import(self, files: list[Path]) -> None:
        for done, path in enumerate(files, start=1):
            try:
                import_file(path, source=SOURCE)
            except LayersError as exc:
                raise CommandError(f"{path.name}: {exc}") from exc
            self._show(done, len(files))
        self.stdout.write("Ukázkový kraj je načten.")

    def _drop(self) -> None:
        """The latest run first, as later ones build on earlier ones."""
        runs = ImportRun.objects.filter(
            source=SOURCE, state=ImportRun.State.PUBLISHED, rollback_of=None
        ).order_by("-pk")
        for run in runs:
            run.refresh_from_db()
            if run.state != ImportRun.State.PUBLISHED:
                continue
            try:
                roll_back(run.pk)
            except LayersError as exc:
                raise CommandError(str(exc)) from exc
        self.stdout.write("Ukázkový kraj je odebrán; importů vráceno: " + str(len(runs)))

    def _show(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done >= total else ""
            sys.stderr.write(f"\r\033[K  {done:,} / {total:,}".replace(",", "\u00a0") + end)
            sys.stderr.flush()
