"""A layout as a small picture seen from above: for the eye, reports and tests."""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from vrplanner.layout.problem import Array, Layout, Piece, Problem, piece_corners
from vrplanner.layout.room_tables import inward_normal

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

ToPixels = Callable[[Array], list[tuple[float, float]]]

_COLORS = {
    "sofa": "#9db8c9", "armchair": "#b5c7d2", "bed": "#c9b8d6", "nightstand": "#d9c4a3", "wardrobe": "#bfa27a",
    "bookcase": "#bfa27a", "dresser": "#cdb28b", "sideboard": "#cdb28b", "tv stand": "#8a8f98", "tv": "#5c6068",
    "coffee table": "#dcc7a1", "dining table": "#dcc7a1", "desk": "#d6bd92", "side table": "#e2d2b4",
    "chair": "#e8dcc6", "office chair": "#b9bfc6", "rug": "#f0dfd3", "plant": "#a9c79b", "floor lamp": "#f5e4a3",
    "kitchen unit": "#c5ccd3",
}  # fmt: skip
_SOFT = ("sofa", "armchair")
_SCALE = 3  # drawn larger and reduced: smooth edges


def draw_layout(problem: Problem, layout: Layout, *, title: str = "", pixels_per_m: int = 90) -> "Image":
    """The room with its pieces, fronts marked, y up the page."""
    from PIL import Image, ImageDraw

    low = problem.polygon.min(axis=0) - 0.45
    size = problem.polygon.max(axis=0) + 0.45 - low
    scale = pixels_per_m * _SCALE
    header = 26 * _SCALE
    width, height = (size * scale).astype(int)
    image = Image.new("RGB", (int(width), int(height) + header), "#ffffff")
    pen = ImageDraw.Draw(image)

    def to_pixels(points: Array) -> list[tuple[float, float]]:
        flipped = np.atleast_2d(points) - low
        return [(float(x * scale), float(header + height - y * scale)) for x, y in flipped]

    _draw_room(pen, problem, to_pixels, scale)
    order = sorted(range(len(problem)), key=lambda i: (not problem.pieces[i].rug, problem.pieces[i].height_m))
    for i in order:
        if layout.present[i]:
            _draw_piece(pen, problem.pieces[i], layout.pose[i], to_pixels, scale)
    pen.text((10 * _SCALE, 6 * _SCALE), title, fill="#333333", font=_font(13 * _SCALE))
    return image.resize((image.width // _SCALE, image.height // _SCALE), Image.Resampling.LANCZOS)


def side_by_side(pictures: "Sequence[Image]") -> "Image":
    """Several pictures in one row."""
    from PIL import Image

    width, height = sum(picture.width for picture in pictures), max((picture.height for picture in pictures), default=1)
    row = Image.new("RGB", (max(1, width), height), "#ffffff")
    x = 0
    for picture in pictures:
        row.paste(picture, (x, 0))
        x += picture.width
    return row


def _draw_room(pen: "ImageDraw", problem: Problem, to_pixels: ToPixels, scale: float) -> None:
    outline = to_pixels(problem.polygon)
    pen.polygon(outline, fill="#f7f1e6")
    pen.line([*outline, outline[0]], fill="#444444", width=int(0.08 * scale), joint="curve")
    for window in problem.windows:
        pen.line(to_pixels(np.array([window.start, window.end])), fill="#7ec8f2", width=int(0.07 * scale))
    for door in problem.doors:
        hinge, leaf = np.array(door.hinge), np.array(door.leaf)
        pen.line(to_pixels(np.array([hinge, leaf])), fill="#ffffff", width=int(0.1 * scale))
        normal = inward_normal(problem, door.hinge, door.leaf)
        normal = normal if door.swing == "in" else -normal
        if door.swing == "slide":
            continue
        along = leaf - hinge
        turns = np.linspace(0, math.pi / 2, 16)[:, None]
        arc = hinge + np.cos(turns) * along + np.sin(turns) * normal * np.hypot(*along)
        pen.line(to_pixels(np.vstack([arc, hinge])), fill="#c08040", width=max(1, int(0.015 * scale)))


def _draw_piece(pen: "ImageDraw", piece: Piece, pose: Array, to_pixels: ToPixels, scale: float) -> None:
    back_left, back_right, front_right, front_left = piece_corners(piece, pose)
    fill = _COLORS.get(piece.kind, "#d8d8d8")
    line = max(1, int(0.012 * scale))
    outline = "#666666" if not piece.fixed else "#222222"
    if piece.kind in ("plant", "floor lamp"):
        reach = min(piece.width_m, piece.depth_m) / 2
        corners = to_pixels(np.array([pose[:2] - reach, pose[:2] + reach]))
        (x0, y1), (x1, y0) = corners
        pen.ellipse([x0, y0, x1, y1], fill=fill, outline=outline, width=line)
    else:
        pen.polygon(to_pixels(np.array([back_left, back_right, front_right, front_left])), fill=fill)
        ring = np.array([back_left, back_right, front_right, front_left, back_left])
        pen.line(to_pixels(ring), fill=outline, width=line)
    depth = (front_left - back_left) / piece.depth_m
    across = (back_right - back_left) / piece.width_m
    if piece.kind in _SOFT or piece.kind in ("chair", "office chair"):
        thick = 0.2 if piece.kind in _SOFT else 0.08
        bar = np.array([back_left, back_right, back_right + thick * depth, back_left + thick * depth])
        pen.polygon(to_pixels(bar), fill="#7f95a3" if piece.kind in _SOFT else "#b9a98a")
    elif piece.kind == "bed":
        for start in (0.08, 0.54) if piece.width_m > 1.25 else (0.2,):
            corner = back_left + start * piece.width_m * across + 0.12 * depth
            wide = 0.38 * piece.width_m * across
            pillow = np.array([corner, corner + wide, corner + wide + 0.35 * depth, corner + 0.35 * depth])
            pen.polygon(to_pixels(pillow), fill="#ffffff", outline="#999999")
    elif not piece.rug and piece.kind not in ("plant", "floor lamp", "coffee table", "dining table"):
        tip = (front_left + front_right) / 2
        mark = np.array([tip - 0.08 * across - 0.1 * depth, tip, tip + 0.08 * across - 0.1 * depth])
        pen.line(to_pixels(mark), fill="#444444", width=line)
    at = pose[:2] if not piece.rug else front_left * 0.94 + back_right * 0.06
    pen.text(to_pixels(at)[0], piece.name, fill="#333333", font=_font(int(0.11 * scale)), anchor="mm")


def _font(size: int) -> "FreeTypeFont | ImageFont":
    from PIL import ImageFont

    return ImageFont.load_default(size)
