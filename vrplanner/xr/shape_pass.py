"""Draws the shapes of `vrplanner.xr.pointer` over a finished picture. Everything on the GPU is made once."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vrplanner.render.camera import View
from vrplanner.render.gpu_objects import Owned
from vrplanner.render.programs import load_program
from vrplanner.xr.pointer import MeshName, Shape

if TYPE_CHECKING:
    import moderngl

MOST_OF_A_MESH = 80
_ROW_FLOATS = 18
_SIDES = 16
Mesh = NDArray[np.float32]
"""(3 n, 6): the corners of triangles as position and normal."""


class ShapePass:
    """Owned by the thread of the GL context it is made in."""

    def __init__(self, ctx: "moderngl.Context") -> None:
        self._ctx = ctx
        self._owned = Owned()
        self._program = self._owned.keep(load_program(ctx, "xr/shapes"))
        self._clip_from_world: Any = self._program["clip_from_world"]
        self._batches = {
            name: self._owned.keep(_Batch(ctx, self._program, mesh)) for name, mesh in unit_meshes().items()
        }
        self._blink = self._owned.keep(load_program(ctx, "xr/blink"))
        self._blink_array = self._owned.keep(ctx.vertex_array(self._blink, []))

    def update(self, shapes: Sequence[Shape]) -> None:
        """Take what is to be drawn for both eyes; of one mesh, what is beyond `MOST_OF_A_MESH` is left out."""
        for name, batch in self._batches.items():
            batch.fill([shape for shape in shapes if shape.mesh == name])

    def draw(self, framebuffer: "moderngl.Framebuffer", view: View, *, darkness: float = 0.0) -> None:
        """Over what is there, hidden by what its depth says is nearer; `darkness` 1 is a closed eye."""
        ctx = self._ctx
        framebuffer.use()
        ctx.enable_only(ctx.BLEND | ctx.DEPTH_TEST)
        ctx.blend_func = ctx.SRC_ALPHA, ctx.ONE_MINUS_SRC_ALPHA
        ctx.depth_func = "<="
        self._clip_from_world.write(np.ascontiguousarray(view.clip_from_world.T, np.float32))
        for name in ("controller", "ring", "tube", "ball"):  # what is solid before what shows through
            self._batches[name].draw()
        if darkness > 0:
            ctx.enable_only(ctx.BLEND)
            self._blink["darkness"] = darkness
            self._blink_array.render(vertices=3)
        ctx.enable_only(ctx.NOTHING)

    def release(self) -> None:
        self._owned.release()


class _Batch:
    """All shapes of one mesh in one draw call."""

    def __init__(self, ctx: "moderngl.Context", program: "moderngl.Program", mesh: Mesh) -> None:
        self._owned = Owned()
        corners = self._owned.keep(ctx.buffer(np.ascontiguousarray(mesh, np.float32).tobytes()))
        self._rows = np.zeros((MOST_OF_A_MESH, _ROW_FLOATS), np.float32)
        self._instances = self._owned.keep(ctx.buffer(reserve=self._rows.nbytes, dynamic=True))
        rows = ("in_row_x", "in_row_y", "in_row_z", "in_color", "in_look")
        layout = [(corners, "3f 3f", "in_position", "in_normal"), (self._instances, "4f 4f 4f 4f 2f/i", *rows)]
        self._array = self._owned.keep(ctx.vertex_array(program, layout))
        self._count = 0

    def fill(self, shapes: Sequence[Shape]) -> None:
        self._count = min(len(shapes), MOST_OF_A_MESH)
        for row, shape in zip(self._rows, shapes, strict=False):
            row[:12] = shape.world_from_mesh[:3].ravel()
            row[12:] = (*shape.color, shape.shading, shape.fade)
        if self._count:
            self._instances.write(self._rows[: self._count])

    def draw(self) -> None:
        if self._count:
            self._array.render(instances=self._count)

    def release(self) -> None:
        self._owned.release()


# --- the meshes ---


def unit_meshes() -> dict[MeshName, Mesh]:
    """A tube of radius and length 1 along -z, a ball of radius 1, a flat ring of radius 1, a controller as held."""
    return {"tube": _tube(), "ball": _ball(), "ring": _ring(), "controller": _controller()}


def _tube() -> Mesh:
    return _lathe([(1.0, 0.0), (1.0, 1.0)])


def _ball() -> Mesh:
    angles = [math.pi * step / 10 for step in range(11)]
    return _lathe([(math.sin(angle), -math.cos(angle)) for angle in angles])


def _ring() -> Mesh:
    """In the (x, z) plane, seen from above."""
    corners: list[tuple[float, ...]] = []
    for step in range(48):
        (c0, s0), (c1, s1) = ((math.cos(a), math.sin(a)) for a in (math.tau * step / 48, math.tau * (step + 1) / 48))
        for inner, outer in ((0.82, 1.0), (0.0, 0.14)):
            quad = [
                (c0 * inner, s0 * inner),
                (c1 * inner, s1 * inner),
                (c1 * outer, s1 * outer),
                (c0 * outer, s0 * outer),
            ]
            corners += [(x, 0.0, z, 0.0, 1.0, 0.0) for x, z in (quad[i] for i in (0, 1, 2, 0, 2, 3))]
    return np.array(corners, np.float32)


def _controller() -> Mesh:
    """A slim wand with a round head, 15 cm, with the palm at the origin and its head forward (-z)."""
    handle = [(0.0, -0.085), (0.012, -0.083), (0.016, -0.07), (0.0165, 0.01), (0.019, 0.03)]
    head = [(0.026, 0.045), (0.027, 0.055), (0.022, 0.066), (0.01, 0.071), (0.0, 0.072)]
    return _lathe(handle + head)


def _lathe(profile: Sequence[tuple[float, float]]) -> Mesh:
    """A profile of (radius, distance along -z) turned about the z axis; normals are smooth around and along it."""
    radius, ahead = (np.array(values, float) for values in zip(*profile, strict=True))
    slope = np.stack([np.gradient(ahead), -np.gradient(radius)], axis=1)
    slope /= np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-9)
    angles = np.linspace(0.0, math.tau, _SIDES + 1)
    c, s = np.cos(angles)[None, :], np.sin(angles)[None, :]
    positions = np.stack([radius[:, None] * c, radius[:, None] * s, -ahead[:, None] * np.ones_like(c)], axis=-1)
    normals = np.stack([slope[:, :1] * c, slope[:, :1] * s, -slope[:, 1:] * np.ones_like(c)], axis=-1)
    both = np.concatenate([positions, normals], axis=-1)
    a, b, c2, d = both[:-1, :-1], both[:-1, 1:], both[1:, 1:], both[1:, :-1]
    return np.stack([a, d, c2, a, c2, b], axis=2).reshape(-1, 6).astype(np.float32)
