"""Stage 1: the shipped capture becomes a room, and is held against what the room really is."""

import io
import json
import math

from shapely.affinity import rotate, translate
from shapely.geometry import Polygon
from shapely.ops import unary_union

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
from vrplanner.scan.picture import draw_scan
from vrplanner.scan.pipeline import ScanResult

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
        files=(demo.write("1-capture.png", _from_above(result)), demo.write("1-scan.png", picture)),
        figures={"walls": len(result.room.walls), "openings": openings, "items": len(result.items)},
    )


def _from_above(result: ScanResult) -> bytes:
    """The fused capture with the walls, openings and boxes found in it, as a PNG."""
    buffer = io.BytesIO()
    draw_scan(result).save(buffer, "PNG")
    return buffer.getvalue()


def compare(room: Room, items: tuple[Item, ...], truth: dict[str, object]) -> list[Row]:
    """Measured against true: the room's sides and height, its openings, its furniture matched by place."""
    true_room = from_plain(Room, truth["room"])  # type: ignore[arg-type]
    true_items = from_plain(tuple[Item, ...], truth["items"])  # type: ignore[arg-type]
    rows = [_metres(name, got, true) for name, got, true in zip(SIDES, _sides(room), _sides(true_room), strict=True)]
    for name, kinds in (("door", ("door", "passage")), ("window", ("window",))):
        found, real = _openings(room, kinds), _openings(true_room, kinds)
        rows += [_metres(f"{name} width", a.width_m, b.width_m) for a, b in zip(found, real, strict=False)]
    there = _aligned(room, items, true_room, true_items)
    return rows + [_thing(true, items, there) for true in true_items]


def _aligned(room: Room, items: tuple[Item, ...], true_room: Room, true_items: tuple[Item, ...]) -> list[Polygon]:
    """The footprints found, turned (by quarters) and moved to where the truth has its room.

    A scan does not know where north is; of the four ways to lay it over the truth the one that covers most is meant.
    """
    here, there = room.polygon.centroid, true_room.polygon.centroid
    really = unary_union([item.footprint for item in true_items])

    def laid(degrees: int) -> list[Polygon]:
        moved = (translate(item.footprint, there.x - here.x, there.y - here.y) for item in items)
        return [rotate(footprint, degrees, origin=(there.x, there.y)) for footprint in moved]

    return max(map(laid, (0, 90, 180, 270)), key=lambda footprints: unary_union(footprints).intersection(really).area)


SIDES = ("room, long side", "room, short side", "room height")


def _sides(room: Room) -> tuple[float, float, float]:
    """Long and short side of the smallest rectangle round the floor, and the height."""
    corners = list(room.polygon.minimum_rotated_rectangle.exterior.coords)
    a, b = math.dist(corners[0], corners[1]), math.dist(corners[1], corners[2])
    return max(a, b), min(a, b), room.height_m


def _openings(room: Room, kinds: tuple[str, ...]) -> list[Opening]:
    return [opening for wall in room.walls for opening in wall.openings if opening.kind in kinds]


def _metres(name: str, measured_m: float, true_m: float) -> Row:
    return name, f"{measured_m:.2f} m", f"{true_m:.2f} m", f"{100 * (measured_m - true_m):+.0f} cm"


def _thing(true: Item, items: tuple[Item, ...], there: list[Polygon]) -> Row:
    """The found piece that covers most of where the true one stands."""
    covered = [(shape.intersection(true.footprint).area, index) for index, shape in enumerate(there)]
    area, index = max(covered, default=(0.0, 0))
    if area == 0.0:
        return true.name, "not found", _size(true), ""
    union = there[index].union(true.footprint).area
    return true.name, f"{items[index].kind}, {_size(items[index])}", _size(true), f"overlap {100 * area / union:.0f} %"


def _size(item: Item) -> str:
    return " × ".join(f"{side:.2f}" for side in item.size) + " m"
