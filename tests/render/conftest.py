"""One headless context for all drawing tests, which fails a test that leaves a GL error or a GL object behind."""

import ctypes
import ctypes.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import moderngl
import numpy as np
import pytest

from vrplanner.core.item import Item
from vrplanner.core.model import Material, Model, ModelStore
from vrplanner.core.quads import FaceMesh, Frame
from vrplanner.core.room import Finish, Opening, room_from_corners, with_opening
from vrplanner.core.scene import Scene
from vrplanner.render.context import create_headless_context

HIGHEST_NAME = 3000


def live_objects() -> dict[str, int]:
    """How many buffers, textures, … the current context has, asked of OpenGL itself."""
    if not sys.platform.startswith("linux"):
        return {}
    gl = ctypes.CDLL(ctypes.util.find_library("GL") or "libGL.so.1")
    kinds = ("Buffer", "Texture", "Framebuffer", "Renderbuffer", "VertexArray", "Program", "Shader")
    return {kind: sum(1 for n in range(1, HIGHEST_NAME) if getattr(gl, f"glIs{kind}")(n)) for kind in kinds}


@pytest.fixture(scope="session")
def shared_ctx() -> Iterator[moderngl.Context]:
    ctx = create_headless_context()
    yield ctx
    ctx.gc()
    ctx.release()


@pytest.fixture(scope="session")
def idle(shared_ctx: moderngl.Context) -> Callable[[], None]:
    """Draws nothing with a program of its own: OpenGL keeps a deleted program for as long as it is the current one."""
    program = shared_ctx.program(vertex_shader="#version 330\nvoid main() { gl_Position = vec4(2.0); }")
    array = shared_ctx.vertex_array(program, [])
    target = shared_ctx.framebuffer([shared_ctx.renderbuffer((1, 1))])

    def draw() -> None:
        target.use()
        array.render(moderngl.POINTS, vertices=1)

    return draw


@pytest.fixture
def ctx(shared_ctx: moderngl.Context, idle: Callable[[], None]) -> Iterator[moderngl.Context]:
    """The context; afterwards it must hold what it held before, without an error."""
    shared_ctx.__enter__()
    idle()
    shared_ctx.gc()
    assert shared_ctx.error == "GL_NO_ERROR"
    before = live_objects()
    yield shared_ctx
    assert shared_ctx.error == "GL_NO_ERROR"
    idle()
    shared_ctx.gc()
    assert live_objects() == before


@dataclass(frozen=True)
class Furnished:
    scene: Scene
    models: ModelStore


def table_model() -> Model:
    top, legs = FaceMesh(Material(color=(0.4, 0.22, 0.1, 1.0), roughness=0.4)), FaceMesh(Material())
    frame = Frame(np.zeros(3), *np.eye(3))
    top.box(frame, (-0.6, 0.6), (0.4, 0.45), (-0.35, 0.35))
    for x in (-0.55, 0.5):
        for z in (-0.3, 0.25):
            legs.box(frame, (x, x + 0.05), (0, 0.4), (z, z + 0.05))
    return Model((top.part(), legs.part()))


@pytest.fixture
def furnished() -> Furnished:
    """A room with a window, a door, two tables of one model, a box and a see-through thing."""
    room = room_from_corners("room", [(0, 0), (4.6, 0), (4.6, 3.8), (0, 3.8)], height_m=2.5, thickness_m=0.2)
    room = replace(room, floor=Finish(color="#c9a77c", material="oak"))
    room = with_opening(
        room, "room.wall_1", Opening(id="w", kind="window", offset_m=1.2, width_m=1.8, height_m=1.4, sill_m=0.8)
    )
    room = with_opening(room, "room.wall_4", Opening(id="d", kind="door", offset_m=0.6, width_m=0.9, height_m=2.05))
    models = ModelStore()
    table = models.add(table_model())
    size = (1.2, 0.45, 0.7)
    items = [
        Item(id="table", kind="coffee table", name="Table", position=(2.3, 0, 1.6), size=size, model=table),
        Item(
            id="second", kind="coffee table", name="Table", position=(0.9, 0, 2.9), size=size, model=table, yaw_rad=0.7
        ),
        Item(id="box", kind="armchair", name="Box", position=(3.7, 0, 2.2), size=(0.8, 0.9, 0.8), color="#b5652f"),
    ]
    return Furnished(Scene(rooms={"room": room}, items={item.id: item for item in items}), models)
