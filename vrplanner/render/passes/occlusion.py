"""Ambient occlusion from depths at half the picture's size: creases and the ground under things grow darker."""

from collections.abc import Iterable

import moderngl
import numpy as np

from vrplanner.render.camera import View
from vrplanner.render.draw_list import DrawCall
from vrplanner.render.gpu_objects import Owned
from vrplanner.render.passes.screen import ScreenPass
from vrplanner.render.passes.shadow import draw_depths
from vrplanner.render.programs import load_program, set_matrix

SOURCE_UNIT = 1


class OcclusionPass:
    """`result` holds openness in its red channel once `draw` has run."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self.ctx = ctx
        self._owned = Owned()
        self._depth_program = self._owned.keep(load_program(ctx, "depth/depth"))
        self._occlusion = self._owned.keep(ScreenPass(ctx, "occlusion/occlusion"))
        self._smooth = self._owned.keep(ScreenPass(ctx, "occlusion/smooth"))
        self._maps = Owned()
        self._size = (0, 0)

    def draw(self, calls: Iterable[DrawCall], view: View, size: tuple[int, int]) -> moderngl.Texture:
        """Openness of everything these parts show, for a picture of `size`. The transforms must be bound."""
        self._make_maps((max(size[0] // 2, 1), max(size[1] // 2, 1)))
        self._depth_target.use()
        self._depth_target.clear(depth=1.0)
        self.ctx.enable_only(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        draw_depths(self._depth_program, calls, view.clip_from_world)
        self.ctx.enable_only(moderngl.NOTHING)
        program = self._occlusion.program
        program["depths"] = SOURCE_UNIT
        set_matrix(program, "view_from_clip", np.linalg.inv(view.clip_from_view))
        program["pixels_per_metre"] = float(view.clip_from_view[1, 1]) * self._size[1] / 2
        program["is_parallel"] = float(view.is_orthographic)
        self._depths.use(SOURCE_UNIT)
        self._raw_target.use()
        self._occlusion.draw()
        self._smooth.program["source"] = SOURCE_UNIT
        self._raw.use(SOURCE_UNIT)
        self._target.use()
        self._smooth.draw()
        return self.result

    def _make_maps(self, size: tuple[int, int]) -> None:
        if size == self._size:
            return
        self._maps.release()
        self._size = size
        self._depths = self._maps.keep(self.ctx.depth_texture(size))
        self._depths.compare_func = ""
        self._depths.filter = (moderngl.NEAREST, moderngl.NEAREST)
        self._depth_target = self._maps.keep(self.ctx.framebuffer(depth_attachment=self._depths))
        self._raw = self._maps.keep(self.ctx.texture(size, 2, dtype="f2"))
        self._raw_target = self._maps.keep(self.ctx.framebuffer([self._raw]))
        self.result = self._maps.keep(self.ctx.texture(size, 2, dtype="f2"))
        self._target = self._maps.keep(self.ctx.framebuffer([self.result]))
        for texture in (self._depths, self._raw, self.result):
            texture.repeat_x = texture.repeat_y = False

    def release(self) -> None:
        self._maps.release()
        self._owned.release()
