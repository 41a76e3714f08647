"""The sample project that a newcomer opens first: a furnished living room, made from words like any other."""

import math
from dataclasses import dataclass, replace
from pathlib import Path

from vrplanner.core.document import Document
from vrplanner.core.model import ModelStore
from vrplanner.core.progress import Progress, silent
from vrplanner.core.room import Finish, Opening, Room, room_from_corners, with_opening
from vrplanner.core.scene import Scene
from vrplanner.core.viewpoints import default_cameras

HELP = "the furnished living room one can open first (assets/samples)"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, where the piece stands (x, z), the yaw of its front in degrees, and its height above the floor."""

    words: str
    x: float
    z: float
    yaw_deg: float = 0.0
    above_m: float = 0.0


PIECES = (
    Piece("light grey linen three-seat sofa, 2.2 m wide", 2.45, 4.02, 180),
    Piece("cream wool rug, 2.6 m wide and 1.8 m deep", 2.45, 2.75),
    Piece("round oak coffee table, 90 cm wide", 2.45, 2.85),
    Piece("mustard yellow armchair", 0.85, 2.45, 75),
    Piece("white sideboard, 1.8 m wide", 2.5, 0.26),
    Piece("black floor lamp with a linen shade", 0.85, 4.05, 0),
    Piece("olive tree in a terracotta pot, 1.6 m high", 5.3, 4.05, 0),
    Piece("walnut bookcase, 90 cm wide", 5.62, 2.6, -90),
    Piece("oak desk, 1.3 m wide", 5.0, 0.36, 0),
    Piece("oak chair", 5.0, 0.95, 180),
    Piece("blue vase", 1.9, 0.26, 0, 0.82),
    Piece("table lamp", 3.1, 0.26, 0, 0.82),
)


def living_room() -> Room:
    """5.8 m by 4.5 m with a wide window to the south, a door and a green wall."""
    room = room_from_corners("living_room", [(0, 0), (5.8, 0), (5.8, 4.5), (0, 4.5)], height_m=2.6, name="Living room")
    window = Opening(id="window_1", kind="window", offset_m=1.9, width_m=2.2, height_m=1.4, sill_m=0.85)
    door = Opening(id="door_1", kind="door", offset_m=3.2, width_m=0.9, height_m=2.05, swing="in_left")
    room = with_opening(with_opening(room, "living_room.wall_3", window), "living_room.wall_4", door)
    green, white = Finish(color="#a9b8a3", material="plaster"), Finish(color="#f2efe9", material="plaster")
    walls = tuple(replace(wall, finish=green if wall.id.endswith("_1") else white) for wall in room.walls)
    return replace(room, walls=walls)


def sample_document() -> Document:
    """The room with its furniture and the usual views."""
    from vrplanner.generate.furniture import generate

    models, items = ModelStore(), {}
    for number, piece in enumerate(PIECES, start=1):
        made = generate(piece.words, seed=number)
        models.add(made.model)
        item_id = f"{made.spec.kind.replace(' ', '_')}_{number}"
        items[item_id] = made.item(item_id, (piece.x, piece.above_m, piece.z), math.radians(piece.yaw_deg))
    room = living_room()
    scene = Scene(name="Living room", rooms={room.id: room}, items=items)
    cameras = {camera.id: camera for camera in default_cameras(scene)}
    return Document(replace(scene, cameras=cameras), models)


def make(out: Path, *, progress: Progress = silent) -> None:
    """Write `living-room.vrplan` into the folder `out`."""
    from vrplanner.app.pictures import thumbnail_png
    from vrplanner.formats import vrplan

    progress(0.1, "furniture")
    document = sample_document()
    progress(0.7, "thumbnail")
    thumbnail = thumbnail_png(document.scene, document.models)
    vrplan.save(out / "living-room.vrplan", document, thumbnail=thumbnail)
    progress(1.0, "saved")
