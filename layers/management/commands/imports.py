"""`./dmvs imports`: the runs, newest first, or one of them with all that it refused."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from layers.importers.report import STATES, as_json, as_text, printable
from layers.models import ImportRun


class Command(BaseCommand):
    help = "Vypíše běhy importu, nejnovější první."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--run", type=int, metavar="ČÍSLO", help="jen jeden běh, celý")
        parser.add_argument("--limit", type=int, default=20)
        parser.add_argument("--json", action="store_true", help="zpráva pro program")

    def handle(self, *_: Any, run: int | None, limit: int, **options: Any) -> None:
        runs = ImportRun.objects.order_by("-pk")
        chosen = list(runs.filter(pk=run) if run else runs[:limit])
        if run and not chosen:
            raise CommandError(f"Běh {run} neexistuje.")
        if options["json"]:
            self.stdout.write(
                json.dumps([as_json(each) for each in chosen], ensure_ascii=False, indent=2)
            )
        elif run:
            self.stdout.write(as_text(chosen[0]))
        else:
            for each in chosen:
                self.stdout.write(printable(_line(each)))


def _line(run: ImportRun) -> str:
    sums = {
        name: sum(counts[name] for counts in run.counts.values())
        for name in ("added", "changed", "removed", "quarantined")
    }
    what = f"vrací běh {run.rollback_of_id}" if run.rollback_of_id else run.file_name
    return (
        f"{run.pk:>6}  {run.started_at:%d.%m.%Y %H:%M}  {STATES[run.state]:<13} {run.source:<18} "
        f"+{sums['added']} ~{sums['changed']} -{sums['removed']} "
        f"karanténa {sums['quarantined']}  {what}"
    )
