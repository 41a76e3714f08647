"""What of the scene the language side sees: things with class, name, colour and place, walls by compass name."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vrplanner.assistant.lexicon import color_of_hex, nouns, words
from vrplanner.core.geometry import Point2
from vrplanner.core.item import Item
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene
from vrplanner.core.walls import wall_face

_COMPASS = ("north", "east", "south", "west")
"""In the order of the outward directions -z, +x, +z, -x."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingView:
    """An item as words see it. `place` is (x, z) metres."""

    id: str
    noun: str
    name: str
    color: str
    material: str
    place: Point2
    yaw_rad: float
    size: tuple[float, float, float]
    height_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotView:
    """A wall, window, door or corner: its name as an anchor ("north wall", "window") and where it is."""

    anchor: str
    kind: str
    place: Point2


@dataclass(frozen=True, slots=True, kw_only=True)
class GarmentView:
    id: str
    kind: str
    name: str
    color: str
    worn: bool


@dataclass(frozen=True, slots=True)
class SceneView:
    things: tuple[ThingView, ...] = ()
    spots: tuple[SpotView, ...] = ()
    garments: tuple[GarmentView, ...] = ()

    def thing(self, item_id: str) -> ThingView | None:
        return next((thing for thing in self.things if thing.id == item_id), None)

    def spots_named(self, anchor: str) -> list[SpotView]:
        """The spots an anchor can mean: both windows for "window", one wall for "north wall"."""
        return [spot for spot in self.spots if anchor in (spot.anchor, spot.kind)]

    @property
    def hints(self) -> list[str]:
        """Names worth telling a speech recogniser."""
        return [thing.name for thing in self.things]


@lru_cache(maxsize=8)
def _view_of(scene_key: "_ByIdentity") -> SceneView:
    scene = scene_key.scene
    things = tuple(_thing(item) for item in scene.items.values())
    spots = tuple(spot for room in scene.rooms.values() for spot in room_spots(room))
    worn = {garment_id for avatar in scene.avatars.values() for garment_id in avatar.wearing}
    garments = tuple(
        GarmentView(id=g.id, kind=g.kind, name=g.name, color=_color(g.color), worn=g.id in worn)
        for g in scene.garments.values()
    )
    return SceneView(things, spots, garments)


class _ByIdentity:
    """A cache key: scenes are immutable values but too large to hash."""

    __slots__ = ("scene",)

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def __hash__(self) -> int:
        return id(self.scene)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.scene is self.scene


def view_of(scene: Scene) -> SceneView:
    """The view of a scene; the last few are kept."""
    return _view_of(_ByIdentity(scene))


def _thing(item: Item) -> ThingView:
    return ThingView(
        id=item.id, noun=nouns().get(item.kind.lower(), item.kind.lower()), name=item.name or item.kind,
        color=_color(item.color), material=item.material.lower(), place=item.plan_position, yaw_rad=item.yaw_rad,
        size=item.size, height_m=item.position[1],
    )  # fmt: skip


def _color(value: str) -> str:
    if value.startswith("#") and len(value) == 7:
        return color_of_hex(value)
    return words("colors").get(value.lower(), value.lower())


def compass_of(direction: Point2) -> str:
    """The compass name of a plan direction (x, z): north is -z, east +x."""
    x, z = direction
    quarter = round(math.atan2(x, -z) / (math.pi / 2)) % 4
    return _COMPASS[quarter]


def wall_names(room: Room) -> dict[str, str]:
    """Each wall's id with its compass name ("north wall"), from the way its outside faces."""
    names = {}
    for wall, start, end in room.segments():
        x, z = wall_face(start, end).inward
        names[wall.id] = f"{compass_of((-x, -z))} wall"
    return names


def room_spots(room: Room) -> Iterator[SpotView]:
    """Walls (their middles), windows, doors, corners and the centre of a room."""
    names = wall_names(room)
    for wall, start, end in room.segments():
        face = wall_face(start, end)
        yield SpotView(anchor=names[wall.id], kind="wall", place=face.at(face.length_m / 2))
        for opening in wall.openings:
            place = face.at(opening.offset_m + opening.width_m / 2)
            yield SpotView(anchor=opening.kind, kind=opening.kind, place=place)
    x0, z0, x1, z1 = room.polygon.bounds
    for north_south, z in (("north", z0), ("south", z1)):
        for east_west, x in (("west", x0), ("east", x1)):
            corner = min(room.corners, key=lambda at, x=x, z=z: math.hypot(at[0] - x, at[1] - z))  # type: ignore[misc]
            yield SpotView(anchor=f"{north_south}-{east_west} corner", kind="corner", place=corner)
    yield SpotView(anchor="center", kind="center", place=(room.polygon.centroid.x, room.polygon.centroid.y))
