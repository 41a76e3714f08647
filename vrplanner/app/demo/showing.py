"""Stages 6 and 7: pictures for the screen and both eyes, then everything kept in files and read back."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from vrplanner.app.demo.stage import Demo, Told
from vrplanner.app.exporting import export
from vrplanner.app.pictures import picture_png, thumbnail_png
from vrplanner.core.camera import Camera
from vrplanner.core.commands.views import SetCamera
from vrplanner.core.errors import Unavailable, VrPlannerError
from vrplanner.core.progress import Progress, part
from vrplanner.core.viewpoints import default_cameras
from vrplanner.formats import vrplan
from vrplanner.formats.gltf import read_model

if TYPE_CHECKING:
    from vrplanner.xr.report import XrReport

FLAT_SIZE = (1600, 1000)
STEREO_SIZE = (1600, 800)
XR_FRAMES = 12


def see(demo: Demo, progress: Progress) -> Told:
    """Flat pictures of the usual views, and what two eyes see: in the headset if a runtime answers, else offscreen."""
    document = demo.document
    cameras = default_cameras(document.scene)
    for camera in cameras:
        document.execute(SetCamera(camera=camera), gesture="usual views")
    files = []
    for done, camera in enumerate(cameras):
        progress(0.6 * done / len(cameras), camera.name)
        picture = picture_png(document.scene, document.models, camera, size=FLAT_SIZE)
        files.append(demo.write(f"6-{camera.id.replace('.', '-')}.png", picture))
    progress(0.6, "both eyes")
    told, eyes, how = _stereo(demo, cameras[0], part(progress, 0.6, 1.0))
    return Told(lines=(told,), files=(*files, *eyes), figures={"stereo": how})


def _stereo(demo: Demo, camera: Camera, progress: Progress) -> tuple[str, tuple[Path, ...], str]:
    """A sentence, the pictures, and the way they were made."""
    try:
        report = _through_openxr(demo, progress)
    except VrPlannerError as error:
        reason = f"The OpenXR runtime did not answer ({error.message})"
    else:
        if report is not None:
            line = f"Through OpenXR ({report.runtime}): {report.frames} frames, states {' → '.join(report.states)}."
            return line, report.captures, "openxr"
        reason = "No OpenXR runtime is here"
    document = demo.document
    picture = picture_png(document.scene, document.models, camera, size=STEREO_SIZE, stereo=True)
    return f"{reason}, so both eyes were drawn offscreen.", (demo.write("6-stereo.png", picture),), "offscreen"


def _through_openxr(demo: Demo, progress: Progress) -> "XrReport | None":
    """A session with the active runtime, else with the simulated one; None where there is neither."""
    from vrplanner.xr.active import active_runtime
    from vrplanner.xr.runtime import find_simulator

    folder = demo.out / "6-headset"
    if active_runtime() is not None:
        from vrplanner.xr.run import run

        return run(demo.document, frames=XR_FRAMES, capture_dir=folder, progress=progress)
    if find_simulator() is None:
        return None
    from vrplanner.xr.simulate import run_simulated

    with tempfile.TemporaryDirectory() as temporary:
        plan = Path(temporary) / "room.vrplan"
        plan.write_bytes(vrplan.to_bytes(demo.document.scene, demo.document.models))
        return run_simulated(plan, frames=XR_FRAMES, capture_dir=folder)


def keep(demo: Demo, progress: Progress) -> Told:
    """Save, open again and compare; export, and read the export back."""
    document = demo.document
    project = demo.out / "demo.vrplan"
    progress(0.05, project.name)
    vrplan.save(project, document, thumbnail=thumbnail_png(document.scene, document.models))
    progress(0.4, "opening it again")
    if vrplan.load(project).scene != document.scene:
        raise Unavailable("The saved project differs from the document.", hint="Please report this.")
    progress(0.6, "demo.glb")
    export(document, demo.out / "demo.glb")
    triangles = read_model(demo.out / "demo.glb").triangle_count
    progress(0.9, "demo.svg")
    export(document, demo.out / "demo.svg")
    files = tuple(demo.out / name for name in ("demo.vrplan", "demo.glb", "demo.svg"))
    rows = [("file", "size"), *((path.name, f"{path.stat().st_size / 1000:,.0f} kB") for path in files)]
    lines = ("The project was opened again and is identical.", f"The glTF file holds {triangles:,} triangles.")
    return Told(lines=lines, table=tuple(rows), files=files)
