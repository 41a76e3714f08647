"""Layout suggestions for a furnished room."""

from vrplanner.app.bench.figure import Figure, timed
from vrplanner.app.bench.rooms import living_room
from vrplanner.core.progress import Progress, silent

HELP = "three layout suggestions for a room of eight pieces"


def measure(*, progress: Progress = silent) -> list[Figure]:
    from vrplanner.layout.suggest import suggest_layouts

    scene = living_room().scene
    progress(0.2, "arranging")
    proposals = suggest_layouts(scene, "room_1", seed=0)
    return [
        timed("three suggestions", lambda: suggest_layouts(scene, "room_1", seed=0), runs=3),
        Figure("best score", proposals[0].score, "of 1"),
    ]
