"""Drawing the plan: sheet, walls with their openings, furniture, people, dimensions."""

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from shapely.geometry import LineString

from vrplanner.core.geometry import Point2, front_of, rotate_plan
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar
from vrplanner.core.room import Opening, Room, Wall
from vrplanner.core.scene import Scene
from vrplanner.core.walls import outer_corners, wall_face
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.plan_camera import PlanCamera
from vrplanner.desktop.plan_symbols import draw_socket, draw_symbol
from vrplanner.desktop.theme import Tokens, mix
from vrplanner.desktop.units import Units, format_dimension, format_length


def pen(color: str | QColor, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen of so many pixels, whatever the zoom."""
    made = QPen(QColor(color), width, style)
    made.setCosmetic(True)
    made.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return made


def small_font(size_px: int = 11, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(size_px)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def paint_grid(painter: QPainter, camera: PlanCamera, tokens: Tokens) -> None:
    """A line every half metre where there is room for it, a stronger one every metre."""
    left, top = camera.to_plan(QPointF(0, 0))
    right, bottom = camera.to_plan(QPointF(camera.width, camera.height))
    steps = [(0.5, tokens.grid)] if camera.pixels_per_m >= 40 else []
    steps += [(1.0 if camera.pixels_per_m >= 20 else 5.0, tokens.grid_strong)]
    for step, color in steps:
        painter.setPen(pen(color))
        for x in range(math.floor(left / step), math.ceil(right / step) + 1):
            at = round(camera.to_screen((x * step, 0)).x()) + 0.5
            painter.drawLine(QLineF(at, 0, at, camera.height))
        for z in range(math.floor(top / step), math.ceil(bottom / step) + 1):
            at = round(camera.to_screen((0, z * step)).y()) + 0.5
            painter.drawLine(QLineF(0, at, camera.width, at))


def polygon(points: Iterable[Point2]) -> QPolygonF:
    return QPolygonF([QPointF(x, z) for x, z in points])


def paint_floor(painter: QPainter, room: Room, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    color = QColor(room.floor.color) if QColor.isValidColorName(room.floor.color) else QColor(tokens.floor)
    painter.setBrush(QBrush(mix(tokens.floor, color, 0.18)))
    painter.drawPolygon(polygon(room.corners))


def paint_walls(painter: QPainter, room: Room, tokens: Tokens) -> None:
    """Walls filled, then openings cut out of them and drawn."""
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.OddEvenFill)
    for corners in (outer_corners(room), room.corners):
        outline.addPolygon(polygon(corners))
        outline.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.wall))
    painter.drawPath(outline)
    for wall, start, end in room.segments():
        for opening in wall.openings:
            _paint_opening(painter, opening, wall, (start, end), tokens)


def _paint_opening(
    painter: QPainter, opening: Opening, wall: Wall, ends: tuple[Point2, Point2], tokens: Tokens
) -> None:
    """In the wall's own frame: x along it from the opening's near edge, y into the room."""
    start, end = ends
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    width, thick = opening.width_m, wall.thickness_m
    painter.save()
    painter.translate(*start)
    painter.rotate(math.degrees(angle))
    painter.translate(opening.offset_m, 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.floor))
    painter.drawRect(QRectF(0, -thick - 0.004, width, thick + 0.008))
    painter.setPen(pen(tokens.wall, 1.2))
    painter.drawLine(QLineF(0, -thick, 0, 0))
    painter.drawLine(QLineF(width, -thick, width, 0))
    if opening.kind == "window":
        painter.setBrush(mix(tokens.floor, tokens.glass, 0.35))
        painter.drawRect(QRectF(0, -thick, width, thick))
        painter.setPen(pen(tokens.glass, 2.0))
        painter.drawLine(QLineF(0, -thick / 2, width, -thick / 2))
    elif opening.kind == "door":
        _paint_door(painter, opening, thick, tokens)
    else:
        painter.setPen(pen(tokens.muted, 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(0, 0, width, 0))
        painter.drawLine(QLineF(0, -thick, width, -thick))
    painter.restore()


def _paint_door(painter: QPainter, opening: Opening, thick: float, tokens: Tokens) -> None:
    width, leaf = opening.width_m, 0.045
    painter.setPen(pen(tokens.wall, 1.2))
    painter.setBrush(QColor(tokens.fill))
    if opening.swing == "slide":
        painter.drawRect(QRectF(0, -thick / 2 - leaf, width * 0.55, leaf))
        painter.drawRect(QRectF(width * 0.45, -thick / 2, width * 0.55, leaf))
        return
    inward = opening.swing.startswith("in")
    if not inward:
        painter.translate(0, -thick)
        painter.scale(1, -1)
    if opening.swing.endswith("right"):
        painter.translate(width, 0)
        painter.scale(-1, 1)
    painter.drawRect(QRectF(0, 0, leaf, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(tokens.muted, 1.0, Qt.PenStyle.DashLine))
    # From straight ahead of the hinge round to the far jamb; Qt measures sixteenths of a degree, y up.
    painter.drawArc(QRectF(-width, -width, 2 * width, 2 * width), -90 * 16, 90 * 16)


def paint_sockets(painter: QPainter, room: Room, tokens: Tokens) -> None:
    for wall, start, end in room.segments():
        face = wall_face(start, end)
        for socket in wall.sockets:
            painter.save()
            painter.translate(*face.place_of(socket))
            painter.rotate(math.degrees(math.atan2(face.along[1], face.along[0])))
            draw_socket(painter, tokens)
            painter.restore()


@contextmanager
def in_metres(painter: QPainter, camera: PlanCamera) -> Iterator[None]:
    """Within this the painter's unit is the metre and its axes are the plan's."""
    painter.save()
    painter.setTransform(camera.transform, True)
    try:
        yield
    finally:
        painter.restore()


def drawing_order(scene: Scene) -> list[Item]:
    """Lowest top first, so that rugs lie under tables and lamps stand on them."""
    return sorted(scene.items.values(), key=lambda item: (not item.is_flat, item.position[1] + item.size[1]))


def paint_item(painter: QPainter, item: Item, tokens: Tokens, *, color: str, opacity: float = 1.0) -> None:
    painter.save()
    painter.setOpacity(opacity)
    painter.translate(*item.plan_position)
    painter.rotate(-math.degrees(item.yaw_rad))
    draw_symbol(painter, item.kind, (item.size[0], item.size[2]), color=color, tokens=tokens)
    painter.restore()


def paint_avatar(painter: QPainter, avatar: Avatar, tokens: Tokens) -> None:
    """Shoulders and head from above, with the nose to the front."""
    painter.save()
    painter.translate(avatar.position[0], avatar.position[2])
    painter.rotate(-math.degrees(avatar.yaw_rad))
    painter.setPen(pen(tokens.accent, 1.4))
    painter.setBrush(mix(tokens.floor, tokens.accent, 0.25))
    painter.drawEllipse(QRectF(-0.24, -0.13, 0.48, 0.26))
    nose = QPainterPath(QPointF(-0.045, 0.09))
    nose.lineTo(0, 0.16)
    nose.lineTo(0.045, 0.09)
    painter.drawPath(nose)
    painter.setBrush(mix(tokens.floor, tokens.accent, 0.5))
    painter.drawEllipse(QRectF(-0.1, -0.1, 0.2, 0.2))
    painter.restore()


def paint_tag(painter: QPainter, at: QPointF, text: str, *, text_color: QColor, back: QColor) -> None:
    """Words in a rounded box around `at`, pixels."""
    metrics = QFontMetricsF(painter.font())
    width, height = metrics.horizontalAdvance(text) + 10, metrics.height() + 3
    box = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(back)
    painter.drawRoundedRect(box, height / 3, height / 3)
    painter.setPen(text_color)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_room_label(
    painter: QPainter, room: Room, at: Point2, camera: PlanCamera, *, tokens: Tokens, units: Units
) -> None:
    area = room.polygon.area
    size = tr("{area} m²", area=f"{area:.1f}") if units == "metric" else f"{area * 10.7639:.0f} sq ft"
    middle = camera.to_screen(at)
    painter.setFont(small_font(12, bold=True))
    painter.setPen(mix(tokens.muted, tokens.floor, 0.1))
    painter.drawText(QRectF(middle.x() - 120, middle.y() - 17, 240, 17), Qt.AlignmentFlag.AlignCenter, tr(room.name))
    painter.setFont(small_font(11))
    painter.drawText(QRectF(middle.x() - 120, middle.y() + 1, 240, 16), Qt.AlignmentFlag.AlignCenter, size)


def paint_wall_dimensions(painter: QPainter, room: Room, camera: PlanCamera, tokens: Tokens, units: Units) -> None:
    """A dimension line outside every wall, inner face to inner face."""
    painter.setFont(small_font(11))
    for wall, start, end in room.segments():
        face = wall_face(start, end)
        if face.length_m * camera.pixels_per_m < 70:
            continue
        away_m = wall.thickness_m + 22 / camera.pixels_per_m
        a, b = (camera.to_screen(face.at(along_m, -away_m)) for along_m in (0.0, face.length_m))
        _paint_dimension(painter, a, b, format_dimension(face.length_m, units), tokens)


def _paint_dimension(painter: QPainter, a: QPointF, b: QPointF, text: str, tokens: Tokens) -> None:
    painter.setPen(pen(tokens.muted))
    painter.drawLine(a, b)
    line = QLineF(a, b)
    across = line.normalVector().unitVector()
    dx, dy = across.dx() * 5, across.dy() * 5
    for at in (a, b):
        painter.drawLine(QPointF(at.x() - dx, at.y() - dy), QPointF(at.x() + dx, at.y() + dy))
    painter.save()
    painter.translate((a + b) / 2)
    angle = -line.angle() % 180
    painter.rotate(angle - 180 if angle > 90 else angle)
    paint_tag(painter, QPointF(0, 0), text, text_color=QColor(tokens.muted), back=QColor(tokens.paper))
    painter.restore()


def clearances(scene: Scene, item: Item) -> list[tuple[Point2, Point2]]:
    """From the middle of each side of the item straight to the wall it faces."""
    lines = []
    for direction in ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0)):
        half = item.size[2] / 2 if direction[0] == 0 else item.size[0] / 2
        turned = rotate_plan(direction, item.yaw_rad)
        x, z = item.plan_position
        start = x + turned[0] * half, z + turned[1] * half
        ray = LineString([start, (x + turned[0] * 30, z + turned[1] * 30)])
        hits = (_nearest(ray.intersection(room.polygon.exterior), start) for room in scene.rooms.values())
        near = min((hit for hit in hits if hit is not None), key=lambda hit: math.dist(hit, start), default=None)
        if near is not None and math.dist(start, near) > 0.03:
            lines.append((start, near))
    return lines


def _nearest(geometry: object, start: Point2) -> Point2 | None:
    parts = getattr(geometry, "geoms", [geometry])
    points = [tuple(part.coords[0]) for part in parts if not part.is_empty]
    return min(points, key=lambda point: math.dist(point, start), default=None)


def paint_clearances(
    painter: QPainter, lines: list[tuple[Point2, Point2]], camera: PlanCamera, tokens: Tokens, units: Units
) -> None:
    painter.setFont(small_font(11))
    for start, end in lines:
        a, b = camera.to_screen(start), camera.to_screen(end)
        painter.setPen(pen(tokens.accent, 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(a, b)
        if QLineF(a, b).length() > 34:
            text = format_length(math.dist(start, end), units)
            paint_tag(
                painter, (a + b) / 2, text, text_color=QColor(tokens.accent), back=mix(tokens.floor, tokens.accent, 0.1)
            )


def handle_place(item: Item | Avatar, camera: PlanCamera) -> QPointF:
    """Where the handle that turns a thing is: in front of it."""
    depth = item.size[2] if isinstance(item, Item) else 0.3
    away = depth / 2 + 26 / camera.pixels_per_m
    fx, fz = front_of(item.yaw_rad)
    return camera.to_screen((item.position[0] + fx * away, item.position[2] + fz * away))
