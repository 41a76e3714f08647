"""Stage 1: the shipped capture becomes a room, and is held against what the room really is."""

import json
import math

from vrplanner.app.demo.stage import Demo, Told
from vrplanner.app.pictures import choose_camera, picture_png
from vrplanner.core.codec import from_plain
from vrplanner.core.commands.base import Macro
from vrplanner.core.commands.items import PlaceItem
from vrplanner.core.commands.rooms import SetRoom
from vrplanner.core.item import Item
from vrplanner.core.progress import Progress, part
from vrplanner.core.resources import assets_dir
from vrplanner.core.room import Opening, Room

CAPTURE = "captures/living-room"
Row = tuple[str, ...]


def scan(demo: Demo, progress: Progress) -> Told:
    """Scan the capture and put the room and its furniture into the document as one step."""
    folder = assets_dir() / CAPTURE
    result = demo.services.scan(folder, progress=part(progress, 0.0, 0.9))
    steps = (SetRoom(room=result.room), *(PlaceItem(item=item) for item in result.items))
    if result.mesh is not None:
        demo.document.models.add(result.mesh)
    demo.document.execute(Macro(title="Scan the living room", steps=steps))
    progress(0.92, "drawing what was found")
    scene = demo.document.scene
    picture = picture_png(scene, demo.document.models, choose_camera(scene, "overview"), size=(1280, 800))
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    rows = compare(result.room, result.items, truth)
    openings = sum(len(wall.openings) for wall in result.room.walls)
    line = (
        f"{len(result.room.walls)} walls, {openings} openings and {len(result.items)} pieces of furniture were found."
    )
    return Told(
        lines=(line,),
        table=(("", "measured", "true", "off by"), *rows),
        files=(demo.write("1-scan.png", picture),),
        figures={"walls": len(result.room.walls), "openings": openings, "items": len(result.items)},
    )


def compare(room: Room, items: tuple[Item, ...], truth: dict[str, object]) -> list[Row]:
    """Measured against true: the room's sides and height, its openings, its furniture matched by kind and place."""
    true_room = from_plain(Room, truth["room"])  # type: ignore[arg-type]
    true_items = from_plain(tuple[Item, ...], truth["items"])  # type: ignore[arg-type]
    rows = [_metres(name, got, true) for name, got, true in zip(SIDES, _sides(room), _sides(true_room), strict=True)]
    for kind in ("door", "passage", "window"):
        found, real = _openings(room, kind), _openings(true_room, kind)
        rows += [_metres(f"{kind} width", a.width_m, b.width_m) for a, b in zip(found, real, strict=False)]
    return rows + [_thing(true, items) for true in true_items]


SIDES = ("room, long side", "room, short side", "room height")


def _sides(room: Room) -> tuple[float, float, float]:
    """Long and short side of the smallest rectangle round the floor, and the height."""
    corners = list(room.polygon.minimum_rotated_rectangle.exterior.coords)
    a, b = math.dist(corners[0], corners[1]), math.dist(corners[1], corners[2])
    return max(a, b), min(a, b), room.height_m


def _openings(room: Room, kind: str) -> list[Opening]:
    return [opening for wall in room.walls for opening in wall.openings if opening.kind == kind]


def _metres(name: str, measured_m: float, true_m: float) -> Row:
    return name, f"{measured_m:.2f} m", f"{true_m:.2f} m", f"{100 * (measured_m - true_m):+.0f} cm"


def _thing(true: Item, items: tuple[Item, ...]) -> Row:
    """The found piece that covers most of where the true one stands."""
    covered = [(item.footprint.intersection(true.footprint).area, item) for item in items]
    area, found = max(covered, key=lambda pair: pair[0], default=(0.0, None))
    if found is None or area == 0.0:
        return true.name, "not found", _size(true), ""
    union = found.footprint.union(true.footprint).area
    return true.name, f"{found.kind}, {_size(found)}", _size(true), f"overlap {100 * area / union:.0f} %"


def _size(item: Item) -> str:
    return " × ".join(f"{side:.2f}" for side in item.size) + " m"
