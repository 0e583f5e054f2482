"""`./dmvs import PATH…`: passes files through the gate."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from layers.errors import LayersError
from layers.importers.bundle import unbundled
from layers.importers.gate import import_file
from layers.importers.report import as_json, as_text, printable
from layers.importers.vfk.joined import joined


class Command(BaseCommand):
    help = (
        "Importuje soubory (VFR, VFK a vše, co popisuje mapování) branou: "
        "import → kontrola → zveřejnění."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="SOUBOR")
        parser.add_argument("--source", help="jméno zdroje místo toho, které říká soubor")
        parser.add_argument("--dry-run", action="store_true", help="jen ukáže, co by se změnilo")
        parser.add_argument("--force", action="store_true", help="i mimo řetěz a starší data")
        parser.add_argument("--json", action="store_true", help="zpráva pro program")

    def handle(self, *_: Any, paths: list[Path], **options: Any) -> None:
        with unbundled(paths) as files, joined(files) as deliveries:
            failed = self._import(deliveries, options)
        if failed:
            raise CommandError(f"Neimportováno souborů: {failed}; data zůstala beze změny.")

    def _import(self, paths: list[Path], options: dict[str, Any]) -> int:
        """How many could not be imported."""
        failed = 0
        for path in paths:
            try:
                run = import_file(
                    path,
                    source=options["source"],
                    dry_run=options["dry_run"],
                    force=options["force"],
                    progress=_Bar(path.name),
                )
            except LayersError as exc:
                failed += 1
                self.stderr.write(f"{printable(path.name)}: {_lines(exc)}")
                continue
            text = (
                json.dumps(as_json(run), ensure_ascii=False, indent=2)
                if options["json"]
                else as_text(run)
            )
            self.stdout.write(text)
        return failed


def _lines(exc: LayersError) -> str:
    return "\n".join(map(printable, str(exc).splitlines()))


class _Bar:
    """A progress line on a terminal; silent elsewhere."""

    def __init__(self, name: str) -> None:
        self._name = printable(name)

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        if not sys.stderr.isatty():
            return
        share = f" {'█' * (20 * done // total):<20}" if total else ""
        end = "\r" if phase != "zveřejnění" or done != total else "\r\033[K"
        sys.stderr.write(
            f"\r\033[K{self._name}: {phase}{share} {done:,}".replace(",", "\u00a0") + end
        )
        sys.stderr.flush()
