"""What of a scene is drawn, as plain values: a mesh by name and where it stands."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from shapely.geometry import Point

from vrplanner.core.color import linear_from_hex
from vrplanner.core.drawn import world_from_model
from vrplanner.core.errors import InvalidInput
from vrplanner.core.furniture import find_class
from vrplanner.core.geometry import world_from_item
from vrplanner.core.item import Item
from vrplanner.core.model import Material, Model, ModelStore, Part
from vrplanner.core.person import Avatar
from vrplanner.core.room import Room
from vrplanner.core.room_mesh import RoomPart, room_parts
from vrplanner.core.scene import Entity, Scene
from vrplanner.core.shared_walls import neighbours_of
from vrplanner.core.walls import wall_face
from vrplanner.render.camera import Matrix
from vrplanner.render.settings import RenderSettings
from vrplanner.render.shapes import rounded_box

DrawableKind = Literal["room", "item", "avatar", "scan"]

REACH_M = 0.4
BOX_COLOR = "#b8b2a8"
COLOR_WORDS = {
    "white": "#f1efea",
    "black": "#2b2b2d",
    "grey": "#8e8e8f",
    "gray": "#8e8e8f",
    "red": "#a93a32",
    "green": "#5c7f5a",
    "blue": "#47688f",
    "yellow": "#d9b24a",
    "orange": "#cc7a3c",
    "brown": "#7d5a40",
    "beige": "#d9c8ac",
    "pink": "#d9a5a5",
    "purple": "#765d85",
    "oak": "#c9a77c",
    "walnut": "#6b4a35",
}


@dataclass(frozen=True, eq=False)
class Drawable:
    """One mesh in the world. `entity_id` is what a person would say it belongs to.

    What `hangs` is too high to shade the floor; what is `mounted` is fixed to a wall and goes where the wall goes.
    """

    key: str
    kind: DrawableKind
    entity_id: str
    mesh: Hashable
    make_parts: Callable[[], tuple[Part, ...]]
    world_from_mesh: Matrix
    room: "RoomMesh | None" = None
    hangs: bool = False
    mounted: bool = False


@dataclass(frozen=True, eq=False)
class RoomMesh:
    """A room's parts, made when first asked for. Compared by identity: another room value is another mesh."""

    room: Room
    neighbours: tuple[Room, ...] = ()

    @cached_property
    def entries(self) -> tuple[RoomPart, ...]:
        return room_parts(self.room, self.neighbours)

    def is_of(self, room: Room, neighbours: tuple[Room, ...]) -> bool:
        """Whether this is still the mesh of this room between these others."""
        same = self.room is room and len(self.neighbours) == len(neighbours)
        return same and all(a is b for a, b in zip(self.neighbours, neighbours, strict=True))

    def parts(self) -> tuple[Part, ...]:
        return tuple(entry.part for entry in self.entries)


class SceneReader:
    """Turns scenes into drawables, reusing those of entities that are the same object as last time."""

    def __init__(self, models: ModelStore) -> None:
        self._models = models
        self._known: dict[str, tuple[Entity, bool, tuple[Drawable, ...]]] = {}

    def read(self, scene: Scene, settings: RenderSettings) -> dict[str, Drawable]:
        """Everything drawn, by key."""
        known: dict[str, tuple[Entity, bool, tuple[Drawable, ...]]] = {}
        rooms = list(scene.rooms.values())
        for room in rooms:
            beside = neighbours_of(room, rooms)
            known[f"room {room.id}"] = self._room(room, beside, show_scan=settings.show_scan)
        for item in scene.items.values():
            known[f"item {item.id}"] = self._item(item)
        self._known = known
        drawn = {drawable.key: drawable for _, _, drawables in known.values() for drawable in drawables}
        if settings.show_avatars:
            for avatar in scene.avatars.values():
                drawn |= {drawable.key: drawable for drawable in self._avatar(avatar, scene)}
        return drawn

    def _room(
        self, room: Room, neighbours: tuple[Room, ...], *, show_scan: bool
    ) -> tuple[Entity, bool, tuple[Drawable, ...]]:
        before = self._known.get(f"room {room.id}")
        mesh = before[2][0].room if before else None
        if before and before[0] is room and before[1] == show_scan and (not mesh or mesh.is_of(room, neighbours)):
            return before
        mesh = RoomMesh(room, neighbours)
        drawables = [Drawable(f"room {room.id}", "room", room.id, mesh, mesh.parts, np.eye(4), room=mesh)]
        if show_scan and room.scan_model and room.scan_model in self._models:
            model = self._models.get(room.scan_model)
            drawables = [Drawable(f"scan {room.id}", "scan", room.id, model.digest, _parts_of(model), np.eye(4))]
        return room, show_scan, tuple(drawables)

    def _item(self, item: Item) -> tuple[Entity, bool, tuple[Drawable, ...]]:
        has_model = bool(item.model and item.model in self._models)
        before = self._known.get(f"item {item.id}")
        if before and before[0] is item and before[1] == has_model:
            return before
        if has_model and item.model:
            model = self._models.get(item.model)
            mesh: Hashable = item.model
            make, matrix = _parts_of(model), world_from_model(item, model)
        else:
            mesh, make = box_of(item)
            matrix = world_from_item(item.position, item.yaw_rad)
        drawable = Drawable(
            f"item {item.id}",
            "item",
            item.id,
            mesh,
            make,
            matrix,
            hangs=item.position[1] > 1.6,
            mounted=_is_mounted(item),
        )
        return item, has_model, (drawable,)

    def _avatar(self, avatar: Avatar, scene: Scene) -> Iterator[Drawable]:
        matrix = world_from_item(avatar.position, avatar.yaw_rad)
        worn = [scene.garments[name].model for name in avatar.wearing if name in scene.garments]
        for digest in (avatar.model, *worn):
            if digest and digest in self._models:
                key = f"avatar {avatar.id} {digest}"
                yield Drawable(key, "avatar", avatar.id, digest, _parts_of(self._models.get(digest)), matrix)


def _is_mounted(item: Item) -> bool:
    furniture_class = find_class(item.kind)
    return furniture_class is not None and furniture_class.stands == "wall"


def box_of(item: Item) -> tuple[Hashable, Callable[[], tuple[Part, ...]]]:
    """Name and parts of the rounded box that stands for an item without a model."""
    color = box_color(item.color)
    material = Material(name="plain", color=(*color, 1.0), roughness=0.75)
    return ("box", item.size, color), lambda: rounded_box(item.size, material).parts


def box_color(color: str) -> tuple[float, float, float]:
    """Linear red, green, blue of a hex colour or a colour's plain name; a warm grey for what is neither."""
    try:
        return linear_from_hex(color)
    except InvalidInput:
        words = color.lower().split()
        return linear_from_hex(next((COLOR_WORDS[word] for word in reversed(words) if word in COLOR_WORDS), BOX_COLOR))


def _parts_of(model: Model) -> Callable[[], tuple[Part, ...]]:
    return lambda: model.parts


def hidden_walls(room: Room, eye: Matrix) -> frozenset[str]:
    """The walls that stand with their outer side towards an eye outside the room."""
    return frozenset(
        wall.id for wall, start, end in room.segments() if wall_face(start, end).measure((eye[0], eye[2]))[1] < 0
    )


def wall_behind(rooms: Mapping[str, Room], at: Matrix) -> tuple[str, ...]:
    """The id of the wall that a point (x, y, z) lies close in front of; empty when there is none within `REACH_M`."""
    nearest: tuple[float, tuple[str, ...]] = (REACH_M, ())
    for room in rooms.values():
        for wall, start, end in room.segments():
            face = wall_face(start, end)
            along_m, before_m = face.measure((at[0], at[2]))
            if 0 <= along_m <= face.length_m and -0.02 < before_m < nearest[0]:
                nearest = before_m, (wall.id,)
    return nearest[1]


def is_inside(rooms: Mapping[str, Room], eye: Matrix) -> bool:
    """Whether a point (x, y, z) lies in one of the rooms or in the thickness of its walls."""
    return any(
        -0.5 <= eye[1] <= room.height_m and room.polygon.distance(Point(eye[0], eye[2])) < 0.25
        for room in rooms.values()
    )
