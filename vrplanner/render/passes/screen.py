"""Drawing over the whole target with one triangle."""

import moderngl

from vrplanner.render.gpu_objects import Owned
from vrplanner.render.programs import load_program


class ScreenPass:
    """A fragment shader run once for each pixel of the target in use."""

    def __init__(self, ctx: moderngl.Context, name: str) -> None:
        self.ctx = ctx
        self._owned = Owned()
        self.program = self._owned.keep(load_program(ctx, name))
        self._array = self._owned.keep(ctx.vertex_array(self.program, []))

    def draw(self) -> None:
        self._array.render(moderngl.TRIANGLES, vertices=3)

    def release(self) -> None:
        self._owned.release()
