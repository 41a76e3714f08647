"""Shadows, drawn when the scene changes and kept until it changes again.

The sun gets a depth map. Light from above is too soft for one: what stands on the floor is drawn from above as a map of
heights and their squares, blurred twice, which shading reads as the share of light that gets past (variance shadow
maps, Donnelly and Lauritzen 2006).
"""

from collections.abc import Iterable
from itertools import product

import moderngl
import numpy as np

from vrplanner.render.camera import Matrix, look_at, orthographic
from vrplanner.render.draw_list import DrawCall
from vrplanner.render.gpu_objects import Owned
from vrplanner.render.lighting import Lighting
from vrplanner.render.passes.screen import ScreenPass
from vrplanner.render.programs import load_program, set_matrix, uniform_of

NEAR_BLUR_M = 0.07
WIDE_BLUR_M = 0.4


def draw_depths(program: moderngl.Program, calls: Iterable[DrawCall], light_from_world: Matrix) -> None:
    set_matrix(program, "light_from_world", light_from_world)
    row = uniform_of(program, "transform_row")
    for call in calls:
        row.value = call.row
        call.array(program).render()


class SunShadow:
    """The sun's depth map over all rooms."""

    def __init__(self, ctx: moderngl.Context, pixels: int) -> None:
        self.ctx = ctx
        self._owned = Owned()
        self.depths = self._owned.keep(ctx.depth_texture((pixels, pixels)))
        self.depths.compare_func = "<="
        self.depths.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self.depths.repeat_x = self.depths.repeat_y = False
        self._target = self._owned.keep(ctx.framebuffer(depth_attachment=self.depths))
        self._program = self._owned.keep(load_program(ctx, "depth/depth"))
        self.clip_from_world = np.eye(4)
        self.texel_m = 0.01

    def draw(self, calls: Iterable[DrawCall], lighting: Lighting) -> None:
        self.clip_from_world, span_m = _sun_view(lighting)
        self.texel_m = span_m / self.depths.width
        self._target.use()
        self._target.clear(depth=1.0)
        self.ctx.enable_only(moderngl.DEPTH_TEST)
        self.ctx.polygon_offset = (1.5, 2.0)
        draw_depths(self._program, calls, self.clip_from_world)
        self.ctx.polygon_offset = (0.0, 0.0)

    def release(self) -> None:
        self._owned.release()


def _sun_view(lighting: Lighting) -> tuple[Matrix, float]:
    """clip_from_world of the tightest parallel view along the sun that holds all rooms, and its wider side, metres."""
    west, north, width_m, depth_m = lighting.plan_rect
    ends = ((west, west + width_m), (-0.1, lighting.height_m + 0.1), (north, north + depth_m))
    corners = np.array([(x, y, z, 1.0) for x, y, z in product(*ends)])
    x, y, z = (-lighting.to_sun).tolist()
    view = look_at((0.0, 0.0, 0.0), (x, y, z))
    seen = corners @ view.T
    low, high = seen[:, :3].min(axis=0), seen[:, :3].max(axis=0)
    centred = np.eye(4)
    centred[:3, 3] = -(low + high) / 2
    span = high - low
    half_depth_m = float(span[2]) / 2 + 0.5
    clip = orthographic(float(span[0]), float(span[1]), near_m=-half_depth_m, far_m=half_depth_m)
    return clip @ centred @ view, float(max(span[0], span[1]))


class SoftShadow:
    """Blurred heights of what stands in the rooms, seen from above."""

    def __init__(self, ctx: moderngl.Context, pixels: int) -> None:
        self.ctx = ctx
        self._owned = Owned()
        self._program = self._owned.keep(load_program(ctx, "depth/depth", defines=("HEIGHTS",)))
        self._blur = self._owned.keep(ScreenPass(ctx, "blur/blur"))
        self._heights, self._heights_target = self._map(pixels, depth=True)
        self.near, self._near_target = self._map(pixels // 2)
        self._between, self._between_target = self._map(pixels // 2)
        self.wide, self._wide_target = self._map(pixels // 4)
        self._half, self._half_target = self._map(pixels // 4)

    def _map(self, pixels: int, *, depth: bool = False) -> tuple[moderngl.Texture, moderngl.Framebuffer]:
        texture = self._owned.keep(self.ctx.texture((pixels, pixels), 2, dtype="f4"))
        texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
        texture.repeat_x = texture.repeat_y = False
        attachment = self._owned.keep(self.ctx.depth_renderbuffer((pixels, pixels))) if depth else None
        return texture, self._owned.keep(self.ctx.framebuffer([texture], attachment))

    def draw(self, calls: Iterable[DrawCall], lighting: Lighting) -> None:
        self._heights_target.use()
        self._heights_target.clear()
        self.ctx.enable_only(moderngl.DEPTH_TEST)
        draw_depths(self._program, calls, _plan_view(lighting))
        self.ctx.disable(moderngl.DEPTH_TEST)
        _, _, width_m, depth_m = lighting.plan_rect
        spread = np.array([1 / width_m, 1 / depth_m])
        self._blurred(self._heights, self._between_target, (spread[0] * NEAR_BLUR_M, 0.0))
        self._blurred(self._between, self._near_target, (0.0, spread[1] * NEAR_BLUR_M))
        self._blurred(self.near, self._half_target, (spread[0] * WIDE_BLUR_M, 0.0))
        self._blurred(self._half, self._wide_target, (0.0, spread[1] * WIDE_BLUR_M))

    def _blurred(self, source: moderngl.Texture, target: moderngl.Framebuffer, step_uv: tuple[float, float]) -> None:
        target.use()
        source.use(0)
        self._blur.program["source"] = 0
        self._blur.program["step_uv"] = step_uv
        self._blur.draw()

    def release(self) -> None:
        self._owned.release()


def _plan_view(lighting: Lighting) -> Matrix:
    """clip_from_world straight down, with the plan's west and north at -1, so that it matches the plan maps."""
    west, north, width_m, depth_m = lighting.plan_rect
    top_m = lighting.height_m + 0.5
    return np.array(
        [
            [2 / width_m, 0.0, 0.0, -2 * west / width_m - 1],
            [0.0, 0.0, 2 / depth_m, -2 * north / depth_m - 1],
            [0.0, -1 / top_m, 0.0, 0.5],
            [0.0, 0.0, 0.0, 1.0],
        ]
    )
