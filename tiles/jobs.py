"""Seeding as a job: begun anew, it draws what is still missing."""

from django_tasks import TaskContext, task

from layers.jobs.queue import start
from layers.jobs.track import tracked
from layers.models import Job
from tiles.grids import BBox, Grid, grids
from tiles.renderer import running
from tiles.seeding import seed


@task(takes_context=True)
def seed_tiles(
    context: TaskContext,
    job_id: int,
    *,
    layer: str,
    grid: str,
    levels: list[int],
    box: list[float],
) -> int:
    """Draws the missing tiles; cancelled between two blocks."""
    first, last = levels
    west, south, east, north = box
    drawn = 0
    with tracked(context, job_id) as track, running():
        drawn = seed(
            layer,
            grids()[grid],
            range(first, last + 1),
            (west, south, east, north),
            progress=lambda done, total: track("kreslení", done, total),
        )
        track.say(f"Nakresleno {drawn} dlaždic.")
    return drawn


def queue_seeding(layer: str, grid: Grid, levels: range, box: BBox) -> Job:
    """Queues the drawing of the layer over the box (EPSG:5514)."""
    title = f"Předkreslení: {layer}, {grid.name} {levels[0]}–{levels[-1]}"
    return start(
        seed_tiles, title=title, layer=layer, grid=grid.name, levels=[levels[0], levels[-1]],
        box=list(box),
    )  # fmt: skip
