"""`./dmvs bench`: measures the product beside its peers and prints the table."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gis.bench import data, database, folders, report, servers
from gis.bench.errors import BenchError
from gis.bench.machine import facts
from gis.bench.paths import PATHS
from gis.bench.peers import packages
from gis.bench.result import Line, Missing
from gis.bench.run import Run
from gis.launcher.errors import LauncherError
from layers.catalogue import catalogue

_LAYER = "cadastre_parcel"


class Command(BaseCommand):
    help = "Změří výkon vedle protějšků a vypíše tabulku; výsledky uloží do var/bench."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--peers", action="store_true", help="jen nainstaluje protějšky")
        parser.add_argument("--parcels", type=int, default=1_000_000, help="nejméně tolik parcel")
        parser.add_argument("--only", nargs="+", choices=PATHS, metavar="CESTA", help="jen tyto")
        parser.add_argument("--seconds", type=float, default=4.0, help="délka jednoho kola")
        parser.add_argument("--rounds", type=int, default=3, help="počet kol")
        parser.add_argument("--quick", action="store_true", help="jedno krátké kolo, jen nahrubo")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            if options["peers"]:
                packages.install()
                return
            packages.require()
            self._measure(options)
        except (BenchError, LauncherError) as exc:
            raise CommandError(str(exc)) from exc

    def _measure(self, options: dict[str, Any]) -> None:
        database.ensure()
        main = data.ensure(options["parcels"])
        layer, quick = catalogue().layers[_LAYER], options["quick"]
        lines: list[Line] = []
        with servers.running(main, layer) as started:
            run = Run(
                servers=started,
                database=main,
                layer=layer,
                parcels=data.count(main),
                seconds=1.0 if quick else options["seconds"],
                rounds=1 if quick else options["rounds"],
                samples=10 if quick else 40,
                import_parcels=min(options["parcels"], 100_000),
                region_parcels=options["parcels"],
            )
            for line in _measured(run, options["only"] or list(PATHS)):
                lines.append(line)
                self.stdout.write(report.in_one_line(line))
                self.stdout.flush()
        self._save(lines, facts(run))

    def _save(self, lines: Sequence[Line], about: dict[str, Any]) -> None:
        table = report.as_markdown(lines, about)
        stem = f"{datetime.now():%Y-%m-%d_%H%M}"
        for ending, text in (("md", table), ("json", report.as_json(lines, about))):
            (folders.bench() / f"{stem}.{ending}").write_text(text, encoding="utf-8")
        self.stdout.write(f"\n{table}\nUloženo: {folders.bench() / stem}.md, .json")


def _measured(run: Run, names: Sequence[str]) -> Iterator[Line]:
    """A path that fails does not take the others with it."""
    for name in names:
        try:
            yield from PATHS[name](run)
        except BenchError as exc:
            yield Missing(name, str(exc))
