"""A target with several samples a pixel, and their mean drawn onto a plain one.

A shader takes the mean rather than a blit, since a blit refuses targets whose depth format differs from ours.
"""

import moderngl

from vrplanner.render.gpu_objects import Owned
from vrplanner.render.passes.screen import ScreenPass


class MultisampleTarget:
    def __init__(self, ctx: moderngl.Context) -> None:
        self.ctx = ctx
        self._resolve = ScreenPass(ctx, "resolve/resolve")
        self._owned = Owned()
        self._color: moderngl.Texture | None = None
        self._target: moderngl.Framebuffer | None = None

    def target(self, size: tuple[int, int], samples: int) -> moderngl.Framebuffer:
        """A framebuffer of this size, made anew only when size or samples change."""
        samples = min(samples, self.ctx.max_samples)
        if self._target is None or self._color is None or (self._color.size, self._color.samples) != (size, samples):
            self._owned.release()
            self._color = self._owned.keep(self.ctx.texture(size, 4, samples=samples))
            depth = self._owned.keep(self.ctx.depth_renderbuffer(size, samples=samples))
            self._target = self._owned.keep(self.ctx.framebuffer([self._color], depth))
        return self._target

    def resolve_to(self, framebuffer: moderngl.Framebuffer) -> None:
        assert self._color is not None
        framebuffer.use()
        self.ctx.enable_only(moderngl.NOTHING)
        self._color.use(1)
        self._resolve.program["samples"] = 1
        self._resolve.program["sample_count"] = self._color.samples
        self._resolve.draw()

    def release(self) -> None:
        self._owned.release()
        self._resolve.release()
