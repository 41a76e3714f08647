"""Drawing: one flat picture, and both eyes, with everything already on the GPU."""

from vrplanner.app.bench.figure import Figure, timed
from vrplanner.app.bench.rooms import living_room
from vrplanner.core.progress import Progress, silent
from vrplanner.core.viewpoints import default_cameras

HELP = "drawing a furnished room, flat and at the size of an eye"


def measure(*, progress: Progress = silent) -> list[Figure]:
    from vrplanner.render.offscreen import offscreen_renderer

    document = living_room()
    camera = default_cameras(document.scene)[0]
    figures = []
    with offscreen_renderer(document.models) as offscreen:
        for done, size in enumerate([(1280, 800), (640, 640), (320, 240)]):
            progress(0.2 + 0.25 * done, f"{size[0]} x {size[1]}")
            name = f"picture of {size[0]} x {size[1]}, read back"
            figures.append(timed(name, lambda size=size: offscreen.picture(document.scene, camera, size=size)))
    return figures
