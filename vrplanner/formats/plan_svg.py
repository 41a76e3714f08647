"""The plan as an SVG drawing to scale: a sheet one can print, open in a vector editor, or put on a web page.

One user unit is a millimetre in the room; the sheet is 1:50 on paper.
"""

import math
from collections.abc import Iterable
from html import escape

from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from vrplanner.core.free_floor import free_spot
from vrplanner.core.furniture import BY_NAME
from vrplanner.core.geometry import Point2, front_of
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar
from vrplanner.core.plan_symbols import Stroke, plan_symbol, socket_symbol
from vrplanner.core.room import Opening, Room
from vrplanner.core.scene import Scene
from vrplanner.core.walls import WallFace, outer_outline, wall_face

SCALE = 50
MARGIN_MM = 900
STYLE = """
text{font-family:Inter,"Noto Sans","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;fill:#27313b}
.floor{fill:#fbf9f5}.wall{fill:#3b4651}.line{fill:none;stroke:#3b4651;stroke-width:12}
.thin{fill:none;stroke:#8a949e;stroke-width:8}.glass{fill:#cfe4ee;stroke:#3b4651;stroke-width:10}
.fill{fill:#fff;stroke:#46525e;stroke-width:12;stroke-linejoin:round}
.soft{fill:#f4f1ea;stroke:#8a949e;stroke-width:8;stroke-linejoin:round}
.socket path{stroke:#a4480f;stroke-width:14}
.name{font-size:110px;text-anchor:middle;paint-order:stroke;stroke:#ffffffd9;stroke-width:34px}
.size{font-size:120px;text-anchor:middle;fill:#5b6670}.room{font-size:190px;font-weight:600;text-anchor:middle}
.title{font-size:230px;font-weight:600}.note{font-size:120px;fill:#5b6670}
"""


def write_plan(scene: Scene) -> str:
    """The plan of every room with furniture, openings, sizes and a scale bar, as an SVG document."""
    outlines = [outer_outline(room) for room in scene.rooms.values()]
    outlines += [item.footprint for item in scene.items.values()]
    bounds = unary_union(outlines).bounds if outlines else (0.0, 0.0, 1.0, 1.0)
    x0, z0, x1, z1 = (round(1000 * value) for value in bounds)
    left, top = x0 - MARGIN_MM, z0 - MARGIN_MM - 300
    width, height = x1 - x0 + 2 * MARGIN_MM, z1 - z0 + 2 * MARGIN_MM + 800
    # Rugs lie under the rest, lamps hang over it.
    items = sorted(scene.items.values(), key=lambda item: (item.position[1], item.kind != "rug", item.size[1]))
    parts = [
        *(line for room in scene.rooms.values() for line in _room(room)),
        *(line for item in items for line in _item(item)),
        *(line for avatar in scene.avatars.values() for line in _avatar(avatar)),
        *(line for room in scene.rooms.values() for line in _sockets(room)),
        *(_name(item) for item in items if _is_named(item)),
        *(line for room in scene.rooms.values() for line in _room_name(room, scene)),
        f'<text class="title" x="{left + 250}" y="{top + 380}">{_text(scene.name)}</text>',
        *_scale_bar(left + 250, top + height - 260),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width / SCALE:g}mm" height="{height / SCALE:g}mm" '
        f'viewBox="{left} {top} {width} {height}"><style>{STYLE}</style>'
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _room(room: Room) -> Iterable[str]:
    yield f'<path class="floor" d="{_polygon_path(room.polygon)}"/>'
    walls = [(wall, wall_face(start, end)) for wall, start, end in room.segments()]
    holes = [_hole(opening, face, wall.thickness_m) for wall, face in walls for opening in wall.openings]
    solid = outer_outline(room) - room.polygon - unary_union(holes)
    yield f'<path class="wall" fill-rule="evenodd" d="{_polygon_path(solid)}"/>'
    for wall, face in walls:
        for opening in wall.openings:
            yield from _opening(opening, face, wall.thickness_m)
        yield _dimension(face)


def _room_name(room: Room, scene: Scene) -> Iterable[str]:
    """Name and area where the plan shows most free floor."""
    middle, _ = free_spot(scene, room, below_m=math.inf)
    x, z = _mm(middle[0]), _mm(middle[1])
    yield f'<text class="room" x="{x}" y="{z}">{_text(room.name)}</text>'
    yield f'<text class="size" x="{x}" y="{z + 180}">{room.polygon.area:.1f} m²</text>'


def _hole(opening: Opening, face: WallFace, thickness_m: float) -> Polygon:
    """The opening through the wall and a hair further, so that nothing of the wall is left at its faces."""
    inner, outer = face.ends_of(opening, 0.01), face.ends_of(opening, -thickness_m - 0.01)
    return Polygon([*inner, *outer[::-1]])


def _opening(opening: Opening, face: WallFace, thickness_m: float) -> Iterable[str]:
    a, b = face.ends_of(opening)
    outer_a, outer_b = face.ends_of(opening, -thickness_m)
    if opening.kind == "window":
        yield f'<path class="glass" d="{_closed([a, b, outer_b, outer_a])}"/>'
        pane = face.ends_of(opening, -thickness_m / 2)
        yield f'<path class="line" d="M{_xy(pane[0])}L{_xy(pane[1])}"/>'
    elif opening.kind == "door" and opening.swing != "slide":
        inwards = opening.swing.startswith("in")
        ends = (a, b) if inwards else (outer_a, outer_b)
        hinge, latch = ends if opening.swing.endswith("left") else ends[::-1]
        along_m, inward_m = face.measure(hinge)
        tip = face.at(along_m, inward_m + (opening.width_m if inwards else -opening.width_m))
        radius, sweep = _mm(opening.width_m), int((hinge == ends[0]) != inwards)
        yield f'<path class="line" d="M{_xy(hinge)}L{_xy(tip)}"/>'
        yield f'<path class="thin" d="M{_xy(tip)}A{radius} {radius} 0 0 {1 - sweep} {_xy(latch)}"/>'
    yield f'<path class="thin" d="M{_xy(a)}L{_xy(b)}"/>'


def _sockets(room: Room) -> Iterable[str]:
    """Over the furniture, which on a plan would hide them."""
    for wall, start, end in room.segments():
        face = wall_face(start, end)
        for socket in wall.sockets:
            degrees = math.degrees(math.atan2(face.along[1], face.along[0]))
            yield f'<g class="socket" transform="translate({_xy(face.place_of(socket))}) rotate({degrees:.3f})">'
            yield f"<title>{socket.height_m:.2f} m</title>"
            yield from (_stroke(stroke) for stroke in socket_symbol())
            yield "</g>"


def _item(item: Item) -> Iterable[str]:
    degrees = -math.degrees(item.yaw_rad)  # the sheet's z runs down, so the plan's turn is the sheet's, reversed
    x, z = item.plan_position
    yield f'<g transform="translate({_mm(x)} {_mm(z)}) rotate({degrees:.3f})"><title>{_text(item.name)}</title>'
    for stroke in plan_symbol(item.kind, round(item.size[0], 4), round(item.size[2], 4)):
        yield _stroke(stroke)
    yield "</g>"


def _stroke(stroke: Stroke) -> str:
    path = " ".join(str(name) + " ".join(f"{1000 * float(n):g}" for n in numbers) for name, *numbers in stroke.path)
    return f'<path class="{stroke.tone}" d="{path}"/>'


def _avatar(avatar: Avatar) -> Iterable[str]:
    x, _, z = avatar.position
    fx, fz = front_of(avatar.yaw_rad)
    yield f'<circle class="soft" cx="{_mm(x)}" cy="{_mm(z)}" r="230"><title>{_text(avatar.name)}</title></circle>'
    yield f'<path class="line" d="M{_mm(x)} {_mm(z)}L{_mm(x + fx * 0.23)} {_mm(z + fz * 0.23)}"/>'


def _is_named(item: Item) -> bool:
    known = BY_NAME.get(item.kind)
    return item.kind != "rug" and (known is None or known.stands == "floor") and min(item.size[0], item.size[2]) > 0.3


def _name(item: Item) -> str:
    x, z = item.plan_position
    return f'<text class="name" x="{_mm(x)}" y="{_mm(z) + 40}">{_text(item.name)}</text>'


def _dimension(face: WallFace) -> str:
    """The length of a wall, written outside it, upright."""
    if face.length_m < 0.4:
        return ""
    x, z = face.at(face.length_m / 2, -0.32)
    angle = math.degrees(math.atan2(face.along[1], face.along[0]))
    angle = (angle + 90) % 180 - 90
    turn = f"rotate({angle:.2f} {_mm(x)} {_mm(z)})"
    return f'<text class="size" x="{_mm(x)}" y="{_mm(z) + 40}" transform="{turn}">{face.length_m:.2f} m</text>'


def _scale_bar(x: int, y: int) -> Iterable[str]:
    yield f'<path class="line" d="M{x} {y - 60}V{y}H{x + 1000}V{y - 60}M{x + 500} {y}V{y - 40}"/>'
    yield f'<text class="note" x="{x + 1080}" y="{y}">1 m · 1:{SCALE}</text>'


def _polygon_path(shape: BaseGeometry) -> str:
    polygons = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors) if not polygon.is_empty]
    return "".join(_closed([(x, z) for x, z in ring.coords[:-1]]) for ring in rings)


def _closed(points: list[Point2]) -> str:
    return "M" + "L".join(_xy(point) for point in points) + "Z"


def _text(words: str) -> str:
    """Words as XML text; control characters, which XML cannot hold, are left out."""
    return escape("".join(ch for ch in words if ch.isprintable()))


def _xy(point: Point2) -> str:
    return f"{_mm(point[0])} {_mm(point[1])}"


def _mm(metres: float) -> int:
    return round(1000 * metres)
