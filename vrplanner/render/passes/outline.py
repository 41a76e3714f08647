"""A line around what is selected or pointed at, seen through whatever stands in front of it."""

from collections.abc import Iterable

import moderngl

from vrplanner.render.draw_list import DrawCall
from vrplanner.render.gpu_objects import Owned
from vrplanner.render.passes.forward import bind_program
from vrplanner.render.passes.screen import ScreenPass
from vrplanner.render.programs import load_program

LINE_COLOR = (1.0, 0.60, 0.16, 1.0)
LINE_WIDTH_PX = 2.5


class OutlinePass:
    def __init__(self, ctx: moderngl.Context) -> None:
        self.ctx = ctx
        self._owned = Owned()
        self._mask_program = self._owned.keep(bind_program(load_program(ctx, "outline/mask")))
        self._line = self._owned.keep(ScreenPass(ctx, "outline/outline"))
        self._mask_owned = Owned()
        self._mask: moderngl.Texture | None = None
        self._mask_target: moderngl.Framebuffer | None = None

    def draw(self, target: moderngl.Framebuffer, size: tuple[int, int], calls: Iterable[DrawCall]) -> None:
        """Draw the line around these parts on `target`; the frame's uniforms and transforms must be bound."""
        mask, mask_target = self._sized(size)
        mask_target.use()
        mask_target.clear()
        self.ctx.enable_only(moderngl.NOTHING)
        for call in calls:
            self._mask_program["transform_row"] = call.row
            call.array(self._mask_program).render()
        target.use()
        self.ctx.enable_only(moderngl.BLEND)
        self.ctx.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        mask.use(1)
        self._line.program["mask"] = 1
        self._line.program["line_color"] = LINE_COLOR
        self._line.program["width_px"] = LINE_WIDTH_PX * max(size[1] / 800, 0.6)
        self._line.draw()

    def _sized(self, size: tuple[int, int]) -> tuple[moderngl.Texture, moderngl.Framebuffer]:
        if self._mask is None or self._mask_target is None or self._mask.size != size:
            self._mask_owned.release()
            self._mask = self._mask_owned.keep(self.ctx.texture(size, 1))
            self._mask.repeat_x = self._mask.repeat_y = False
            self._mask_target = self._mask_owned.keep(self.ctx.framebuffer([self._mask]))
        return self._mask, self._mask_target

    def release(self) -> None:
        self._mask_owned.release()
        self._owned.release()
