"""A furnished room to measure on: the same for every benchmark."""

import math

from vrplanner.core.document import Document
from vrplanner.core.model import ModelStore
from vrplanner.core.room import Opening, room_from_corners, with_opening
from vrplanner.core.scene import Scene

PIECES = (
    ("green velvet three-seat sofa 2 m wide", 2.6, 3.5, math.pi),
    ("walnut coffee table", 2.6, 2.2, 0.0),
    ("brown leather armchair", 0.7, 1.8, 1.9),
    ("oak bookcase", 0.2, 3.2, math.pi / 2),
    ("white tv stand", 2.4, 0.3, 0.0),
    ("floor lamp", 4.7, 3.6, 0.0),
    ("oak dining chair", 4.4, 1.8, 2.0),
    ("oak side table", 0.5, 0.6, 0.0),
)


def living_room() -> Document:
    """21 m² with a window, a door and eight generated pieces."""
    from vrplanner.generate.furniture import generate

    room = room_from_corners("room_1", [(0, 0), (5.2, 0), (5.2, 4.1), (0, 4.1)], height_m=2.6, name="Living room")
    window = Opening(id="window_1", kind="window", offset_m=1.5, width_m=1.8, height_m=1.3, sill_m=0.9)
    door = Opening(id="door_1", kind="door", offset_m=0.4, width_m=0.9, height_m=2.05)
    room = with_opening(with_opening(room, "room_1.wall_1", window), "room_1.wall_2", door)
    models, items = ModelStore(), {}
    for number, (words, x, z, yaw_rad) in enumerate(PIECES, start=1):
        made = generate(words)
        models.add(made.model)
        item = made.item(f"item_{number}", (x, 0.0, z), yaw_rad)
        items[item.id] = item
    return Document(Scene(name="Benchmark", rooms={room.id: room}, items=items), models)
