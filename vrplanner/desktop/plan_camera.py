"""Which part of the plan is on screen, and how large."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from vrplanner.core.geometry import Point2
from vrplanner.core.scene import Scene

SMALLEST, LARGEST = 8.0, 800.0  # pixels a metre


@dataclass(frozen=True, slots=True)
class PlanCamera:
    """`centre` (x, z) is drawn in the middle of a widget of `width` x `height` pixels."""

    centre: Point2 = (0.0, 0.0)
    pixels_per_m: float = 80.0
    width: float = 100.0
    height: float = 100.0

    def to_screen(self, point: Point2) -> QPointF:
        scale = self.pixels_per_m
        return QPointF(
            self.width / 2 + (point[0] - self.centre[0]) * scale, self.height / 2 + (point[1] - self.centre[1]) * scale
        )

    def to_plan(self, at: QPointF) -> Point2:
        scale = self.pixels_per_m
        return (
            self.centre[0] + (at.x() - self.width / 2) / scale,
            self.centre[1] + (at.y() - self.height / 2) / scale,
        )

    @property
    def transform(self) -> QTransform:
        """From plan metres to widget pixels."""
        origin, scale = self.to_screen((0.0, 0.0)), self.pixels_per_m
        return QTransform(scale, 0, 0, scale, origin.x(), origin.y())

    def resized(self, width: float, height: float) -> "PlanCamera":
        return replace(self, width=width, height=height)

    def panned(self, dx: float, dy: float) -> "PlanCamera":
        """Moved by pixels, as if the sheet were pushed."""
        x, z = self.centre
        return replace(self, centre=(x - dx / self.pixels_per_m, z - dy / self.pixels_per_m))

    def zoomed(self, factor: float, at: QPointF) -> "PlanCamera":
        """Scaled so that what is under `at` stays there."""
        scale = min(LARGEST, max(SMALLEST, self.pixels_per_m * factor))
        fixed = self.to_plan(at)
        x = fixed[0] - (at.x() - self.width / 2) / scale
        z = fixed[1] - (at.y() - self.height / 2) / scale
        return replace(self, centre=(x, z), pixels_per_m=scale)

    def fitted(self, bounds: QRectF, *, margin_px: float = 72.0) -> "PlanCamera":
        """Showing all of `bounds` (plan metres)."""
        room_w, room_h = max(1.0, self.width - 2 * margin_px), max(1.0, self.height - 2 * margin_px)
        scale = min(room_w / max(bounds.width(), 0.5), room_h / max(bounds.height(), 0.5))
        scale = min(LARGEST, max(SMALLEST, scale))
        return replace(self, centre=(bounds.center().x(), bounds.center().y()), pixels_per_m=scale)


def scene_bounds(scene: Scene) -> QRectF:
    """Everything on the plan, metres; a 4 m square when there is nothing."""
    boxes = [room.polygon.bounds for room in scene.rooms.values()]
    boxes += [item.footprint.bounds for item in scene.items.values()]
    if not boxes:
        return QRectF(-2, -2, 4, 4)
    low_x, low_z = min(box[0] for box in boxes), min(box[1] for box in boxes)
    high_x, high_z = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return QRectF(low_x, low_z, high_x - low_x, high_z - low_z)
