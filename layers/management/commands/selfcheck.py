"""`./dmvs check`: what holds and what does not, with what to do about it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from layers.selfcheck import findings


class Command(BaseCommand):
    help = "Ověří, že je mapa na správném místě a že služby odpovídají shodně."

    def handle(self, *_: Any, **options: Any) -> None:
        failed = 0
        for finding in findings():
            mark = self.style.SUCCESS("v pořádku") if finding.ok else self.style.ERROR("CHYBA")
            self.stdout.write(f"{mark:<10} {finding.title}: {finding.detail}")
            if not finding.ok:
                failed += 1
                self.stdout.write(f"           → {finding.hint}")
        if failed:
            raise CommandError(f"Nevyhovělo kontrol: {failed}.")
