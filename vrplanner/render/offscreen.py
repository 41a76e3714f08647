"""Pictures without a window."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace

import moderngl
import numpy as np
from numpy.typing import NDArray

from vrplanner.core.camera import Camera
from vrplanner.core.model import ModelStore
from vrplanner.core.scene import Scene
from vrplanner.render.camera import View, stereo_views, view_from_camera
from vrplanner.render.context import create_headless_context
from vrplanner.render.gpu_objects import give_back
from vrplanner.render.renderer import Renderer
from vrplanner.render.settings import RenderSettings

Picture = NDArray[np.uint8]


def render_picture(
    scene: Scene,
    models: ModelStore,
    camera: Camera | View,
    *,
    size: tuple[int, int] = (1280, 800),
    samples: int = 4,
    highlight: Collection[str] = (),
    settings: RenderSettings | None = None,
) -> Picture:
    """One picture of a scene, uint8 (h, w, 3) sRGB, top row first; `size` is (width, height) pixels.

    Raises Unavailable when the machine has no OpenGL. For many pictures of one scene use `OffscreenRenderer`.
    """
    with offscreen_renderer(models, replace(settings or RenderSettings(), samples=samples)) as offscreen:
        return offscreen.picture(scene, camera, size=size, highlight=highlight)


def render_stereo(
    scene: Scene,
    models: ModelStore,
    camera: Camera | View,
    *,
    size: tuple[int, int] = (1280, 1280),
    samples: int = 4,
    eye_distance_m: float = 0.064,
    settings: RenderSettings | None = None,
) -> tuple[Picture, Picture]:
    """What the left and the right eye see, as `render_picture` gives it; `size` is that of one eye."""
    view = camera if isinstance(camera, View) else view_from_camera(camera, size)
    left, right = stereo_views(view, eye_distance_m=eye_distance_m)
    with offscreen_renderer(models, replace(settings or RenderSettings(), samples=samples)) as offscreen:
        return offscreen.picture(scene, left, size=size), offscreen.picture(scene, right, size=size)


@contextmanager
def offscreen_renderer(models: ModelStore, settings: RenderSettings | None = None) -> Iterator["OffscreenRenderer"]:
    """A renderer with a context of its own, for several pictures; everything is given back at the end."""
    ctx = create_headless_context()
    try:
        offscreen = OffscreenRenderer(ctx, models, settings)
        try:
            yield offscreen
        finally:
            offscreen.release()
    finally:
        ctx.gc()
        ctx.release()


class OffscreenRenderer:
    """Draws pictures on a context that is current on this thread."""

    def __init__(self, ctx: moderngl.Context, models: ModelStore, settings: RenderSettings | None = None) -> None:
        self.ctx = ctx
        self.renderer = Renderer(ctx, models, settings)

    def picture(
        self, scene: Scene, camera: Camera | View, *, size: tuple[int, int], highlight: Collection[str] = ()
    ) -> Picture:
        """As `render_picture`."""
        view = camera if isinstance(camera, View) else view_from_camera(camera, size)
        self.renderer.update(scene)
        color = self.ctx.texture(size, 4)
        depth = self.ctx.depth_renderbuffer(size)
        target = self.ctx.framebuffer([color], depth)
        try:
            self.renderer.draw(target, view, highlight=highlight)
            pixels = np.frombuffer(target.read(components=3, alignment=1), np.uint8)
        finally:
            for gpu_object in (target, depth, color):
                give_back(gpu_object)
            self.ctx.gc()
        return pixels.reshape(size[1], size[0], 3)[::-1].copy()

    def release(self) -> None:
        self.renderer.release()
        self.ctx.gc()
