"""A small room of plain boxes, known to the centimetre, for the tests of the headset."""

import math

from vrplanner.core.document import Document
from vrplanner.core.furniture import BY_NAME
from vrplanner.core.geometry import Point2
from vrplanner.core.item import Item
from vrplanner.core.room import Opening, room_from_corners, with_opening
from vrplanner.core.scene import Scene

_PIECES: tuple[tuple[str, Point2, float, str], ...] = (
    ("sofa", (2.5, 3.53), 180.0, "#5b7d8c"),
    ("coffee table", (2.5, 2.3), 0.0, "#a9744a"),
    ("tv stand", (2.5, 0.23), 0.0, "#6d5440"),
    ("armchair", (4.1, 2.3), -90.0, "#c98f5a"),
    ("bookcase", (0.16, 1.2), 90.0, "#8a6a4c"),
    ("floor lamp", (0.45, 3.5), 0.0, "#d9c59a"),
)


def plain_document() -> Document:
    """A living room of 5 × 4 m with plain pieces of usual sizes."""
    room = room_from_corners("room_1", [(0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (0.0, 4.0)], name="Living room")
    north, east = room.walls[0].id, room.walls[1].id
    window = Opening(id="window_1", kind="window", offset_m=1.5, width_m=2.0, height_m=1.3, sill_m=0.9)
    door = Opening(id="door_1", kind="door", offset_m=2.7, width_m=0.9, height_m=2.05)
    room = with_opening(with_opening(room, north, window), east, door)
    items = [_item(*piece) for piece in _PIECES]
    return Document(Scene(name="Sample room", rooms={room.id: room}, items={item.id: item for item in items}))


def _item(kind: str, at: Point2, yaw_deg: float, color: str) -> Item:
    return Item(
        id=f"{kind.replace(' ', '_')}_1",
        kind=kind,
        name=kind.capitalize(),
        position=(at[0], 0.0, at[1]),
        yaw_rad=math.radians(yaw_deg),
        size=BY_NAME[kind].usual_size,
        color=color,
    )
