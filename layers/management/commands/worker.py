"""`./dmvs worker`: works off the queue, takes over lost jobs, looks into watched folders."""

import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from layers.jobs.worker import TrackedWorker, keep_house, worker_name


class Command(BaseCommand):
    help = "Zpracovává úlohy; může jich běžet víc, i na jiných strojích nad touž databází."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="jak často se ptát (s)")
        parser.add_argument("--batch", action="store_true", help="skončit, až úlohy dojdou")

    def handle(self, *_: Any, interval: float, batch: bool, **__: Any) -> None:
        worker = TrackedWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_name(),
        )
        worker.configure_signals()
        over = threading.Event()
        house = threading.Thread(target=keep_house, args=[over], name="house", daemon=True)
        house.start()
        try:
            worker.run()
        finally:
            over.set()
            house.join(5)
