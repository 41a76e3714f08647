"""Pictures of a scene as PNG files."""

import numpy as np

from vrplanner.core.camera import Camera
from vrplanner.core.errors import NotFound
from vrplanner.core.model import ModelStore
from vrplanner.core.png import png_bytes
from vrplanner.core.scene import Scene
from vrplanner.core.viewpoints import default_cameras, overview, top_view

THUMBNAIL_SIZE = (480, 300)


def choose_camera(scene: Scene, name: str | None) -> Camera:
    """The saved view of that id, one of the usual ones (corner, overview, top), or the best one when None."""
    if name in scene.cameras:
        return scene.cameras[name]
    if name == "overview":
        return overview(scene)
    if name == "top":
        return top_view(scene)
    if name is None or name == "corner":
        return (
            next(iter(scene.cameras.values()), default_cameras(scene)[0]) if name is None else default_cameras(scene)[0]
        )
    known = ", ".join([*scene.cameras, "corner", "overview", "top"])
    raise NotFound(f'There is no view called "{name}".', hint=f"Known here: {known}.")


def picture_png(
    scene: Scene, models: ModelStore, camera: Camera, *, size: tuple[int, int], stereo: bool = False
) -> bytes:
    """A PNG of what `camera` sees, `size` = (width, height) pixels; stereo is left and right half."""
    from vrplanner.render.offscreen import render_picture, render_stereo

    if stereo:
        left, right = render_stereo(scene, models, camera, size=(size[0] // 2, size[1]))
        return png_bytes(np.concatenate([left, right], axis=1))
    return png_bytes(render_picture(scene, models, camera, size=size))


def thumbnail_png(scene: Scene, models: ModelStore) -> bytes:
    """The small picture that a project file carries."""
    return picture_png(scene, models, choose_camera(scene, None), size=THUMBNAIL_SIZE)
