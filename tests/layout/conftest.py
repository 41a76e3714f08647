"""Rooms to arrange, as a person would have them."""

from collections.abc import Callable

import numpy as np
import pytest

from vrplanner.core.furniture import BY_NAME
from vrplanner.core.item import Item
from vrplanner.core.room import Opening, Room, room_from_corners, with_opening
from vrplanner.core.scene import Scene
from vrplanner.layout.problem import SIDES, Door, Piece, Problem

Placed = tuple[str, float, float, float]


def items_of(placed: list[Placed]) -> dict[str, Item]:
    """Items of usual sizes at (kind, x, height, z)."""
    items: dict[str, Item] = {}
    for kind, x, y, z in placed:
        stem = kind.replace(" ", "_")
        item_id = next(f"{stem}_{n}" for n in range(1, 99) if f"{stem}_{n}" not in items)
        size = BY_NAME[kind].usual_size
        items[item_id] = Item(id=item_id, kind=kind, name=kind.capitalize(), position=(x, y, z), size=size)
    return items


def living_room_walls() -> Room:
    """5.2 by 4.2 m, its window in the north, its door in the south."""
    room = room_from_corners("living", [(0, 0), (5.2, 0), (5.2, 4.2), (0, 4.2)], name="Living room")
    window = Opening(id="window", kind="window", offset_m=1.5, width_m=1.8, height_m=1.3, sill_m=0.9)
    door = Opening(id="door", kind="door", offset_m=0.3, width_m=0.9, height_m=2.0, swing="in_left")
    return with_opening(with_opening(room, "living.wall_1", window), "living.wall_3", door)


@pytest.fixture(scope="session")
def living_room() -> Scene:
    """Thirteen things thrown in anyhow, some standing on others, one hanging."""
    placed: list[Placed] = [
        ("sofa", 2.5, 0, 2.2), ("tv stand", 1, 0, 1), ("tv", 1, 0.5, 1), ("coffee table", 3, 0, 3),
        ("armchair", 4, 0, 1), ("rug", 2, 0, 2), ("bookcase", 4, 0, 3), ("floor lamp", 0.5, 0, 3.5),
        ("plant", 0.5, 0, 0.5), ("picture", 2.6, 1.5, 0.02), ("side table", 4.5, 0, 3.5), ("vase", 4.55, 0.55, 3.45),
        ("cushion", 2.2, 0.5, 2.2),
    ]  # fmt: skip
    return Scene(rooms={"living": living_room_walls()}, items=items_of(placed))


@pytest.fixture
def make_problem() -> Callable[..., Problem]:
    """A rectangular room with a door and plain boxes of the sizes given."""

    def make(sizes: list[tuple[float, float]], poses: list[tuple[float, float, float]], **changes: object) -> Problem:
        pieces = tuple(
            Piece(id=f"box_{i}", kind="box", name=f"Box {i}", width_m=w, depth_m=d, height_m=0.8, access_any=SIDES)
            for i, (w, d) in enumerate(sizes)
        )
        fields: dict[str, object] = {
            "id": "test room",
            "polygon": np.array([(0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (0.0, 4.0)]),
            "doors": (Door(id="door", hinge=(0.5, 0.0), leaf=(1.4, 0.0), swing="in"),),
            "windows": (),
            "pieces": pieces,
            "relations": (),
            "current": np.array(poses, float).reshape(-1, 3),
        }
        return Problem(**{**fields, **changes})

    return make
