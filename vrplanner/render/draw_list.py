"""The draw calls of a scene, and which of them a view needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import moderngl
import numpy as np

from vrplanner.core.room import Room
from vrplanner.render.camera import Matrix
from vrplanner.render.drawables import Drawable, hidden_walls, is_inside, wall_behind
from vrplanner.render.gpu_cache import GpuCache, GpuPart


@dataclass(frozen=True, eq=False, slots=True)
class DrawCall:
    """One part of one drawable."""

    cache: GpuCache
    drawable: Drawable
    part: GpuPart
    row: int
    middle: Matrix
    role: str = ""
    wall_ids: tuple[str, ...] = ()

    def array(self, program: moderngl.Program) -> moderngl.VertexArray:
        return self.part.array_for(self.cache.ctx, program)

    @property
    def casts_shadow(self) -> bool:
        return not self.part.blend


def draw_calls(cache: GpuCache, drawables: Iterable[Drawable], rooms: Mapping[str, Room]) -> list[DrawCall]:
    """Every part of everything, with its place in the world."""
    calls = []
    for drawable in drawables:
        parts = cache.mesh(drawable.mesh).parts
        if drawable.room:
            roles = [(str(entry.role), entry.wall_ids) for entry in drawable.room.entries]
        else:
            roles = [("", ())] * len(parts)
        row = cache.transforms.row(drawable.key)
        for part, (role, wall_ids) in zip(parts, roles, strict=True):
            middle = (drawable.world_from_mesh @ np.append(part.middle, 1.0))[:3]
            walls = wall_behind(rooms, middle) if drawable.mounted else wall_ids
            calls.append(DrawCall(cache, drawable, part, row, middle, role, walls))
    return calls


def visible_calls(
    calls: Iterable[DrawCall], rooms: Mapping[str, Room], eye: Matrix, *, cutaway: bool
) -> tuple[list[DrawCall], list[DrawCall]]:
    """Opaque parts, nearest first (rooms last: they hide little), and see-through parts, farthest first."""
    hidden: frozenset[str] = frozenset()
    if cutaway and not is_inside(rooms, eye):
        hidden = hidden.union(*(hidden_walls(room, eye) for room in rooms.values()))
    shown = [call for call in calls if hidden.isdisjoint(call.wall_ids)]
    distance = {id(call): float(np.linalg.norm(call.middle - eye)) for call in shown}
    opaque = sorted(
        (call for call in shown if not call.part.blend), key=lambda c: (c.drawable.kind == "room", distance[id(c)])
    )
    blended = sorted((call for call in shown if call.part.blend), key=lambda c: -distance[id(c)])
    return opaque, blended
