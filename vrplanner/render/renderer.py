"""Draws scenes on one OpenGL context.

Give it a scene with `update` whenever there is a new one; `draw` as many views of it as needed. Both must be called
where the context is current. Colours come out encoded as sRGB, so leave GL_FRAMEBUFFER_SRGB off, also on sRGB targets.
"""

from collections.abc import Collection

import moderngl
import numpy as np

from vrplanner.core.model import ModelStore
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene
from vrplanner.render.camera import View
from vrplanner.render.draw_list import DrawCall, draw_calls, visible_calls
from vrplanner.render.drawables import SceneReader, is_inside
from vrplanner.render.gpu_cache import GpuCache
from vrplanner.render.gpu_objects import Owned
from vrplanner.render.light_buffers import LightBuffers
from vrplanner.render.passes.forward import UNITS, ForwardPass, bind_program
from vrplanner.render.passes.multisample import MultisampleTarget
from vrplanner.render.passes.occlusion import OcclusionPass
from vrplanner.render.passes.outline import OutlinePass
from vrplanner.render.passes.screen import ScreenPass
from vrplanner.render.programs import set_matrix
from vrplanner.render.settings import RenderSettings
from vrplanner.render.uniforms import FRAME, FRAME_BINDING


class Renderer:
    """One for each context. `models` may grow while the renderer lives."""

    def __init__(self, ctx: moderngl.Context, models: ModelStore, settings: RenderSettings | None = None) -> None:
        self.ctx = ctx
        self.settings = settings or RenderSettings()
        self.cache = GpuCache(ctx)
        self._reader = SceneReader(models)
        self._scene: Scene | None = None
        self._rooms: dict[str, Room] = {}
        self._calls: list[DrawCall] = []
        self._owned = Owned()
        self._lights = self._owned.keep(LightBuffers(ctx, self.settings))
        self._forward = self._owned.keep(ForwardPass(ctx))
        self._sky = self._owned.keep(ScreenPass(ctx, "sky/sky"))
        bind_program(self._sky.program)
        self._occlusion = self._owned.keep(OcclusionPass(ctx))
        self._outline = self._owned.keep(OutlinePass(ctx))
        self._multisample = self._owned.keep(MultisampleTarget(ctx))
        self._frame = self._owned.keep(ctx.buffer(reserve=FRAME.itemsize))

    def change_settings(self, settings: RenderSettings) -> None:
        """Draw with other settings from the next `update` on."""
        if settings == self.settings:
            return
        self._lights.resize(settings)
        self.settings = settings
        scene, self._scene = self._scene, None
        if scene is not None:
            self.update(scene)

    def update(self, scene: Scene) -> None:
        """Bring GPU memory in line with a scene: what moved, what is new, what is gone; then its shadows."""
        if scene is self._scene:
            return
        drawables = self._reader.read(scene, self.settings)
        self.cache.sync({drawable.mesh: drawable.make_parts for drawable in drawables.values()})
        self.cache.transforms.sync({key: drawable.world_from_mesh for key, drawable in drawables.items()})
        self._rooms = dict(scene.rooms)
        self._calls = draw_calls(self.cache, drawables.values(), self._rooms)
        self._lights.update(list(self._rooms.values()), self._calls)
        self._scene = scene

    def draw(
        self,
        framebuffer: moderngl.Framebuffer,
        view: View,
        *,
        highlight: Collection[str] = (),
        size: tuple[int, int] | None = None,
    ) -> None:
        """Draw the scene last given onto all of `framebuffer` (`size` pixels; default: its own), with a line around
        the items and avatars whose ids are in `highlight`.
        """
        size = size or framebuffer.size
        framebuffer.use()
        inside = is_inside(self._rooms, view.eye)
        opaque, blended = visible_calls(self._calls, self._rooms, view.eye, cutaway=self.settings.cutaway)
        own_samples = self.settings.samples > 1 and framebuffer.samples == 0
        target = self._multisample.target(size, self.settings.samples) if own_samples else framebuffer
        self._bind_frame(view, size, studio=self.settings.studio and not inside)
        features = self._lights.bind()
        if self.settings.occlusion:
            self._occlusion.draw(opaque, view, size).use(UNITS["occlusion"])
            features = (*features, "OCCLUSION")
        target.use()
        target.viewport = (0, 0, *size)
        target.clear(depth=1.0)
        self._draw_sky(view)
        self._draw_scene(target, opaque, blended, features)
        if own_samples:
            framebuffer.viewport = (0, 0, *size)
            self._multisample.resolve_to(framebuffer)
        if highlight:
            self._bind_frame(view, size, studio=False)
            marked = [call for call in self._calls if call.drawable.entity_id in highlight and not call.role]
            self._outline.draw(framebuffer, size, marked)
        self.ctx.enable_only(moderngl.NOTHING)

    def release(self) -> None:
        """Give back every GPU object."""
        self._calls = []
        self._scene = None
        self.cache.release()
        self._owned.release()

    def _bind_frame(self, view: View, size: tuple[int, int], *, studio: bool) -> None:
        frame = np.zeros((), FRAME)
        frame["clip_from_world"] = view.clip_from_world.T
        frame["eye"] = (*view.eye, self.settings.exposure)
        frame["backdrop"] = (float(studio), *size, float(view.is_orthographic))
        self._frame.write(frame.tobytes())
        self._frame.bind_to_uniform_block(FRAME_BINDING)
        self.cache.transforms.texture.use(0)

    def _draw_sky(self, view: View) -> None:
        self.ctx.enable_only(moderngl.NOTHING)
        set_matrix(self._sky.program, "world_from_clip", np.linalg.inv(view.clip_from_world))
        self._sky.draw()

    def _draw_scene(
        self,
        target: moderngl.Framebuffer,
        opaque: list[DrawCall],
        blended: list[DrawCall],
        features: tuple[str, ...],
    ) -> None:
        self.ctx.enable_only(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        self._forward.draw(opaque, features=features)
        self.ctx.enable(moderngl.BLEND)
        self.ctx.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        # What is behind a pane shows through it, so a pane hides nothing from what is drawn later.
        target.depth_mask = False
        self._forward.draw(blended, features=(*features, "BLEND"))
        target.depth_mask = True
