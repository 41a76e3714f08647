"""A picture of a scan from above: the surface that was seen, and the walls, openings and things found in it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from vrplanner.core.color import srgb_from_linear_array
from vrplanner.core.geometry import Point2, front_of
from vrplanner.core.item import Item
from vrplanner.core.model import Model
from vrplanner.core.room import Opening, Room, Wall
from vrplanner.core.walls import WallFace, wall_face
from vrplanner.scan.pipeline import ScanResult

MARGIN_M = 0.75
WALL_M = 0.1
OVERSAMPLE = 2
SAMPLES_PER_M2 = 40_000
PAPER, INK, FAINT = (250, 249, 246), (38, 42, 48), (150, 154, 160)
THING, DOOR, GLASS = (214, 84, 36), (30, 110, 90), (60, 140, 200)

Color = tuple[int, int, int]


def draw_scan(result: ScanResult, *, width_px: int = 1400) -> Image.Image:
    """The scan from above, north up (−z), as an RGB picture `width_px` wide with a scale and sizes."""
    sheet = _Sheet(result.room, width_px)
    sheet.surface(*_shown_surface(result))
    for item in result.items:
        sheet.thing(item)
    for index, (wall, start, end) in enumerate(result.room.segments()):
        sheet.wall(wall, start, end, seen=result.report.walls[index].seen)
    sheet.sizes(result.room)
    sheet.footer(_title(result))
    return sheet.finished()


def _shown_surface(result: ScanResult) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Surface points below the ceiling and what hangs from it, none of them behind a wall that was seen."""
    below_m = result.room.height_m - (0.25 if result.report.ceiling_seen else 0.0)
    points, colors = _spread(result.mesh, below_m=below_m)
    plan, shown = points[:, [0, 2]], np.ones(len(points), bool)
    for (_, start, end), report in zip(result.room.segments(), result.report.walls, strict=True):
        face = wall_face(start, end)
        along_m, inward_m = face.measure_points(plan)
        shown &= ~(report.seen & (inward_m < 0) & (along_m > -0.4) & (along_m < face.length_m + 0.4))
    return points[shown], colors[shown]


def _title(result: ScanResult) -> str:
    report = result.report
    height = f"{report.height_m:.2f} m high" if report.ceiling_seen else "ceiling not seen"
    return f"{report.capture}   {report.width_m:.2f} by {report.depth_m:.2f} m, {height}, {report.area_m2:.1f} sq m"


class _Sheet:
    """A drawing of the plan in metres, drawn larger and scaled down for smooth lines."""

    def __init__(self, room: Room, width_px: int) -> None:
        x0, z0, x1, z1 = room.polygon.bounds
        self._low = np.array([x0 - MARGIN_M, z0 - MARGIN_M])
        span = np.array([x1, z1]) + MARGIN_M - self._low
        self._scale = width_px * OVERSAMPLE / span[0]
        self._size = width_px, int(width_px * span[1] / span[0])
        large = (int(span[0] * self._scale), int(span[1] * self._scale))
        self._picture = Image.new("RGB", large, PAPER)
        self._draw = ImageDraw.Draw(self._picture, "RGBA")
        self._room = room
        self._names: list[tuple[Point2, str]] = []

    def at(self, point: Sequence[float]) -> tuple[float, float]:
        x, z = (np.array([point[0], point[1]]) - self._low) * self._scale
        return float(x), float(z)

    def font(self, size_px: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        return ImageFont.load_default(size_px * OVERSAMPLE)

    def surface(self, points: NDArray[np.float64], colors: NDArray[np.uint8]) -> None:
        """Coloured points (n, 3), the highest on top, paler than life so that lines and words stand out."""
        pixels = ((points[:, [0, 2]] - self._low) * self._scale / OVERSAMPLE).astype(int)
        width, height = self._size
        canvas = np.asarray(self._picture.resize(self._size)).copy()
        order = np.argsort(points[:, 1], kind="stable")
        for dx, dy in np.ndindex(3, 3):
            x, y = pixels[order, 0] + dx, pixels[order, 1] + dy
            inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
            canvas[y[inside], x[inside]] = colors[order][inside]
        large = Image.fromarray(canvas).resize(self._picture.size, Image.Resampling.BICUBIC)
        self._picture.paste(Image.blend(large, Image.new("RGB", large.size, PAPER), 0.12))

    def wall(self, wall: Wall, start: Point2, end: Point2, *, seen: bool) -> None:
        if not seen:
            self._dashes(np.array(start), np.array(end))
            return
        face = wall_face(start, end)
        near_m, far_m = -WALL_M, face.length_m + WALL_M
        corners = [(near_m, 0.0), (far_m, 0.0), (far_m, -WALL_M), (near_m, -WALL_M)]
        self._draw.polygon([self.at(face.at(*corner)) for corner in corners], fill=INK)
        for opening in wall.openings:
            self._opening(opening, face)

    def _dashes(self, a: NDArray[np.float64], b: NDArray[np.float64]) -> None:
        count = max(int(np.hypot(*(b - a)) / 0.2), 1)
        for step in range(count):
            p, q = a + (b - a) * (step + 0.15) / count, a + (b - a) * (step + 0.7) / count
            self._draw.line([self.at(p), self.at(q)], fill=FAINT, width=4 * OVERSAMPLE)

    def _opening(self, opening: Opening, face: WallFace) -> None:
        glass = opening.kind == "window"
        corners = [*face.ends_of(opening), *face.ends_of(opening, -WALL_M)[::-1]]
        self._draw.polygon([self.at(p) for p in corners], fill=PAPER, outline=INK, width=OVERSAMPLE)
        if glass:
            pane = [self.at(p) for p in face.ends_of(opening, -WALL_M / 2)]
            self._draw.line(pane, fill=GLASS, width=5 * OVERSAMPLE)
        elif opening.kind == "door":
            hinge_m, width_m = opening.offset_m, opening.width_m
            leaf = [self.at(face.at(hinge_m)), self.at(face.at(hinge_m, width_m))]
            self._draw.line(leaf, fill=DOOR, width=3 * OVERSAMPLE)
            turns = np.linspace(0, np.pi / 2, 24)
            arc = [self.at(face.at(hinge_m + width_m * np.sin(t), width_m * np.cos(t))) for t in turns]
            self._draw.line(arc, fill=DOOR, width=OVERSAMPLE)
        text = f"{opening.kind} {opening.width_m:.2f} m"
        self._beside(
            face, opening.offset_m + opening.width_m / 2, 0.24, text, size_px=15, color=GLASS if glass else DOOR
        )

    def thing(self, item: Item) -> None:
        outline = [self.at(p) for p in item.footprint.exterior.coords]
        self._draw.polygon(outline, fill=(*THING, 34))
        self._draw.line(outline, fill=THING, width=3 * OVERSAMPLE, joint="curve")
        front = np.array(front_of(item.yaw_rad)) * item.size[2] / 2
        side = np.array([front[1], -front[0]]) / max(float(np.hypot(*front)), 1e-9) * 0.07
        tip = np.array(item.plan_position) + front
        arrow = [self.at(tip - side), self.at(tip + side), self.at(tip + front / max(item.size[2] / 2, 1e-9) * 0.09)]
        self._draw.polygon(arrow, fill=THING)
        self._names.append((item.plan_position, item.name))

    def sizes(self, room: Room) -> None:
        """Each wall's length outside it, and the things' names above everything else."""
        for point, name in self._names:
            self._text(point, name, 15, INK, plate=True)
        for _, start, end in room.segments():
            face = wall_face(start, end)
            if face.length_m > 0.4:
                self._beside(face, face.length_m / 2, 0.5, f"{face.length_m:.2f} m", size_px=18, color=INK)

    def footer(self, text: str) -> None:
        width, height = self._picture.size
        bar = self._scale
        y = height - 14 * OVERSAMPLE
        self._draw.line([(width - bar - 24, y), (width - 24, y)], fill=INK, width=3 * OVERSAMPLE)
        self._draw.text((width - bar / 2 - 24, y - 6), "1 m", fill=INK, font=self.font(15), anchor="ms")
        self._draw.text((24, y), text, fill=INK, font=self.font(18), anchor="ls")

    def _text(self, point: Sequence[float], text: str, size_px: int, color: Color, *, plate: bool = False) -> None:
        font, at = self.font(size_px), self.at(point)
        if plate:
            x0, y0, x1, y1 = self._draw.textbbox(at, text, font=font, anchor="mm")
            pad = 4 * OVERSAMPLE
            self._draw.rounded_rectangle((x0 - pad, y0 - pad, x1 + pad, y1 + pad), pad, fill=(*PAPER, 215))
        self._draw.text(at, text, fill=color, font=font, anchor="mm")

    def _beside(self, face: WallFace, along_m: float, away_m: float, text: str, *, size_px: int, color: Color) -> None:
        """Text outside a wall, turned to run along it."""
        font = self.font(size_px)
        x0, y0, x1, y1 = (int(v) for v in self._draw.textbbox((0, 0), text, font=font))
        label = Image.new("L", (x1 - x0 + 4, y1 - y0 + 4), 0)
        ImageDraw.Draw(label).text((2 - x0, 2 - y0), text, fill=255, font=font)
        if abs(face.along[1]) > abs(face.along[0]):
            label = label.rotate(90, expand=True)
        x, y = self.at(face.at(along_m, -away_m))
        self._picture.paste(color, (int(x - label.width / 2), int(y - label.height / 2)), label)

    def finished(self) -> Image.Image:
        return self._picture.resize(self._size, Image.Resampling.LANCZOS)


def _spread(mesh: Model, *, below_m: float) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Points (n, 3) spread evenly over a coloured model below a height, and their sRGB colours (n, 3)."""
    rng = np.random.default_rng(0)
    part = mesh.parts[0]
    corners = part.positions[part.triangles].astype(float)
    corners_linear = part.colors[part.triangles] if part.colors is not None else np.full((len(corners), 3, 3), 0.5)
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1) / 2
    chosen = np.repeat(np.arange(len(corners)), np.ceil(area * SAMPLES_PER_M2).astype(int))
    weights = rng.dirichlet((1.0, 1.0, 1.0), size=len(chosen))
    points = np.einsum("nc,ncd->nd", weights, corners[chosen])
    linear = np.einsum("nc,ncd->nd", weights, corners_linear[chosen])
    kept = points[:, 1] < below_m
    return points[kept], (srgb_from_linear_array(linear[kept]) * 255).astype(np.uint8)
