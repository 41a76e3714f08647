"""What a ray meets first: an item, an avatar, or a room's floor, wall or ceiling.

Exact, on the CPU: boxes first, then the triangles of what the ray's line passes. Rooms are met from inside only, so
from outside one points through the walls that a cutaway view leaves out.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from shapely.geometry import Point

from vrplanner.core.drawn import world_from_model
from vrplanner.core.geometry import Vec3, rotate_plan, world_from_item
from vrplanner.core.item import Item
from vrplanner.core.model import Model, ModelStore
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene
from vrplanner.core.walls import wall_face
from vrplanner.render.camera import Matrix, View, world_ray

NOT_HERE_M = 1e-7
"""A ray that starts on a surface does not meet it."""

HitKind = Literal["item", "avatar", "floor", "wall", "ceiling"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ray:
    """From `origin` along `direction` (need not be unit), world, metres."""

    origin: Vec3
    direction: Vec3


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """`id` names the item, avatar or room; `normal` is unit and faces the ray's origin; `wall_id` only for walls."""

    kind: HitKind
    id: str
    point: Vec3
    normal: Vec3
    distance_m: float
    wall_id: str = ""


class Line(NamedTuple):
    """A ray as arrays (3,), its direction of unit length."""

    origin: Matrix
    direction: Matrix


def ray_under(view: View, x: float, y: float) -> Ray:
    """The ray under a point of the picture; `x`, `y` from -1 to 1, right and up."""
    origin, direction = world_ray(view, x, y)
    return Ray(origin=_vec(origin), direction=_vec(direction))


def pick(scene: Scene, models: ModelStore, ray: Ray, *, ignore: Collection[str] = (), rooms: bool = True) -> Hit | None:
    """The nearest thing the ray meets, None when it meets nothing. `ignore` holds ids to look through."""
    direction = np.asarray(ray.direction, float)
    length = float(np.linalg.norm(direction))
    if length < 1e-12:
        return None
    line = Line(np.asarray(ray.origin, float), direction / length)
    hits = [*_items(scene, models, line, ignore), *_avatars(scene, models, line, ignore)]
    if rooms:
        for room in scene.rooms.values():
            if room.id not in ignore:
                hits += _room(room, line)
    return min(hits, key=lambda hit: hit.distance_m, default=None)


def point_at_height(ray: Ray, height_m: float = 0.0) -> Vec3 | None:
    """Where the ray passes a level, for dragging over a floor or a table; None when it never does."""
    rise = ray.direction[1]
    if abs(rise) < 1e-9:
        return None
    t = (height_m - ray.origin[1]) / rise
    if t < 0:
        return None
    return ray.origin[0] + ray.direction[0] * t, height_m, ray.origin[2] + ray.direction[2] * t


def _items(scene: Scene, models: ModelStore, line: Line, ignore: Collection[str]) -> Iterator[Hit]:
    for item in scene.items.values():
        if item.id in ignore:
            continue
        box = _meet_item_box(item, line)
        if box is None:
            continue
        if item.model and item.model in models:
            model = models.get(item.model)
            met = meet_model(model, world_from_model(item, model), *line)
        else:
            met = box
        if met:
            yield _hit("item", item.id, line, met)


def _avatars(scene: Scene, models: ModelStore, line: Line, ignore: Collection[str]) -> Iterator[Hit]:
    for avatar in scene.avatars.values():
        if avatar.id in ignore:
            continue
        worn = [scene.garments[name].model for name in avatar.wearing if name in scene.garments]
        matrix = world_from_item(avatar.position, avatar.yaw_rad)
        for digest in (avatar.model, *worn):
            met = meet_model(models.get(digest), matrix, *line) if digest and digest in models else None
            if met:
                yield _hit("avatar", avatar.id, line, met)


def _meet_item_box(item: Item, line: Line) -> tuple[float, Matrix] | None:
    """Distance and world normal where a ray enters an item's box (leaves it, when it starts inside)."""
    offset = line.origin - np.asarray(item.position)
    near = _turned(offset, -item.yaw_rad)
    width, height, depth = item.size
    box = (np.array([-width / 2, 0.0, -depth / 2]), np.array([width / 2, height, depth / 2]))
    met = _meet_box(box, near, _turned(line.direction, -item.yaw_rad))
    return (met[0], _turned(met[1], item.yaw_rad)) if met else None


def _turned(vector: Matrix, yaw_rad: float) -> Matrix:
    x, z = rotate_plan((float(vector[0]), float(vector[2])), yaw_rad)
    return np.array([x, float(vector[1]), z])


def _meet_box(box: tuple[Matrix, Matrix], origin: Matrix, direction: Matrix) -> tuple[float, Matrix] | None:
    """The slab method (Kay and Kajiya 1986)."""
    low, high = box
    safe = np.where(np.abs(direction) < 1e-15, 1e-15, direction)
    ends = np.stack([(low - origin) / safe, (high - origin) / safe])
    entry, exit_ = ends.min(axis=0), ends.max(axis=0)
    enters, leaves = float(entry.max()), float(exit_.min())
    if enters > leaves or leaves <= NOT_HERE_M:
        return None
    inside = enters <= NOT_HERE_M
    axis = int(exit_.argmin() if inside else entry.argmax())
    normal = np.zeros(3)
    normal[axis] = -np.sign(direction[axis])
    return (leaves if inside else enters), normal


def meet_model(
    model: Model, world_from_model: Matrix, origin: Matrix, direction: Matrix
) -> tuple[float, Matrix] | None:
    """Distance along a unit `direction` to a model's nearest triangle from either side, and its unit world normal."""
    model_from_world = np.linalg.inv(world_from_model)
    near = model_from_world[:3, :3] @ origin + model_from_world[:3, 3]
    # Left unscaled, so that distances along it are the world's.
    along = model_from_world[:3, :3] @ direction
    if _meet_box(_padded(model), near, along) is None:
        return None
    corners, edges_1, edges_2 = _triangles(model)
    across = np.cross(along, edges_2)
    determinant = np.einsum("ij,ij->i", edges_1, across)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Möller and Trumbore 1997.
        inverse = 1.0 / determinant
        from_corner = near - corners
        u = np.einsum("ij,ij->i", from_corner, across) * inverse
        turned = np.cross(from_corner, edges_1)
        v = (turned @ along) * inverse
        t = np.einsum("ij,ij->i", edges_2, turned) * inverse
        slack = 1e-9
        met = (u >= -slack) & (v >= -slack) & (u + v <= 1 + slack) & (t > NOT_HERE_M) & np.isfinite(t)
    if not met.any():
        return None
    index = int(np.where(met, t, np.inf).argmin())
    normal = np.cross(edges_1[index], edges_2[index]) @ model_from_world[:3, :3]
    return float(t[index]), normal / np.linalg.norm(normal)


def _padded(model: Model) -> tuple[Matrix, Matrix]:
    low, high = model.bounds
    return low - 1e-6, high + 1e-6


_KNOWN: WeakKeyDictionary[Model, tuple[Matrix, Matrix, Matrix]] = WeakKeyDictionary()


def _triangles(model: Model) -> tuple[Matrix, Matrix, Matrix]:
    """First corners and both edges from them, (m, 3) each; kept as long as the model is."""
    known = _KNOWN.get(model)
    if known is None:
        corners = [part.positions.astype(float)[part.triangles] for part in model.parts]
        all_corners = np.concatenate(corners) if corners else np.zeros((0, 3, 3))
        first = all_corners[:, 0]
        known = _KNOWN[model] = (first, all_corners[:, 1] - first, all_corners[:, 2] - first)
    return known


def _room(room: Room, line: Line) -> Iterator[Hit]:
    origin, direction = line
    kinds: tuple[tuple[HitKind, float, float], ...] = (("floor", 0.0, 1.0), ("ceiling", room.height_m, -1.0))
    for kind, level_m, up in kinds:
        if direction[1] * up < -1e-12:
            t = (level_m - origin[1]) / direction[1]
            point = origin + direction * t
            if t > 0 and room.polygon.covers(Point(point[0], point[2])):
                yield _hit(kind, room.id, line, (t, np.array([0.0, up, 0.0])))
    for wall, start, end in room.segments():
        face = wall_face(start, end)
        inward = np.array([face.inward[0], 0.0, face.inward[1]])
        closing = float(direction @ inward)
        if closing > -1e-12:
            continue
        t = -face.measure((origin[0], origin[2]))[1] / closing
        point = origin + direction * t
        along_m = face.measure((point[0], point[2]))[0]
        if t <= 0 or not (0 <= along_m <= face.length_m and 0 <= point[1] <= room.height_m):
            continue
        # One sees through a passage; doors and panes are closed.
        if not any(
            o.kind == "passage"
            and o.offset_m < along_m < o.offset_m + o.width_m
            and o.sill_m < point[1] < o.sill_m + o.height_m
            for o in wall.openings
        ):
            yield _hit("wall", room.id, line, (t, inward), wall_id=wall.id)


def _hit(kind: HitKind, entity_id: str, line: Line, met: tuple[float, Matrix], *, wall_id: str = "") -> Hit:
    distance_m, normal = met
    facing = normal if normal @ line.direction <= 0 else -normal
    point = line.origin + line.direction * distance_m
    return Hit(
        kind=kind, id=entity_id, point=_vec(point), normal=_vec(facing), distance_m=float(distance_m), wall_id=wall_id
    )


def _vec(values: Matrix) -> Vec3:
    x, y, z = (float(value) for value in values)
    return x, y, z
