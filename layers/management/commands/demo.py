"""`./dmvs demo`: writes the demo region as files of real formats and imports them by the gate."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from layers.demo import generate, generate_vfk
from layers.demo.themes import MUNICIPALITIES, write_themes
from layers.errors import LayersError, RefusedImport
from layers.importers.gate import import_file
from layers.importers.readers import reader_for
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
        parser.add_argument(
            "--vfk", action="store_true", help="zapsat totéž území i jako soubor VFK"
        )
        parser.add_argument("--drop", action="store_true", help="vrátí importy ukázkového kraje")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["drop"]:
            self._drop()
            return
        if options["parcels"] < 1 or options["seed"] < 0:
            raise CommandError("Počet parcel musí být kladný a --seed nesmí být záporné.")
        folder = options["folder"] or settings.DEMO_FOLDER
        files = generate(
            folder, parcels=options["parcels"], seed=options["seed"], progress=self._show
        )
        municipalities = min(len(files) - 1, MUNICIPALITIES)
        themes = write_themes(folder, municipalities=municipalities, seed=options["seed"])
        self.stdout.write(f"Zapsáno souborů: {len(files) + len(themes)} ({folder})")
        if options["vfk"]:
            file = generate_vfk(folder, parcels=options["parcels"], seed=options["seed"])
            self.stdout.write(f"Zapsán soubor katastru {file.name}")
        if not options["only_write"]:
            self._import(files)
            self._import_themes(themes)
            self.stdout.write("Ukázkový kraj je načten.")

    def _import(self, files: list[Path]) -> None:
        for done, path in enumerate(files, start=1):
            try:
                import_file(path, source=SOURCE)
            except LayersError as exc:
                raise CommandError(f"{path.name}: {exc}") from exc
            self._show(done, len(files))

    def _import_themes(self, files: list[Path]) -> None:
        """Each provider keeps a source of his own; one plan is faulty on purpose."""
        for done, path in enumerate(files, start=1):
            try:
                import_file(path, source=f"{SOURCE}_{reader_for(path).header(path).source}")
            except RefusedImport as exc:
                self.stdout.write(f"Brána odmítla {path.name}: {str(exc).splitlines()[0]}")
            except LayersError as exc:
                raise CommandError(f"{path.name}: {exc}") from exc
            self._show(done, len(files))

    def _drop(self) -> None:
        """The latest run first, as later ones build on earlier ones."""
        runs = ImportRun.objects.filter(
            source__startswith=SOURCE, state=ImportRun.State.PUBLISHED, rollback_of=None
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
