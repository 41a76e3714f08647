"""The document: commands, undo, saving and opening."""

from vrplanner.app.bench.figure import Figure, timed
from vrplanner.app.bench.rooms import living_room
from vrplanner.core.commands.items import MoveItem
from vrplanner.core.progress import Progress, silent
from vrplanner.formats import vrplan

HELP = "commands, undo, saving and opening"


def measure(*, progress: Progress = silent) -> list[Figure]:
    document = living_room()

    def drag() -> None:
        for step in range(1000):
            document.execute(MoveItem(item_id="item_1", position=(step / 1000, 0.0, 1.0)), gesture="drag")

    progress(0.2, "moving")
    moving = timed("1,000 moves of one drag", drag)
    progress(0.5, "saving")
    data = vrplan.to_bytes(document.scene, document.models)
    saving = timed("save (in memory)", lambda: vrplan.to_bytes(document.scene, document.models))
    progress(0.8, "opening")
    opening = timed("open, digests verified", lambda: vrplan.from_bytes(data))
    return [moving, saving, opening, Figure("project file", len(data) / 1e6, "MB")]
