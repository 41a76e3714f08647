"""Fabrics: seamless tiles of colour and relief, drawn from a garment's description."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from vrplanner.core.model import Material
from vrplanner.tryon.describe import GarmentSpec
from vrplanner.tryon.mesh import jpeg, png

Floats = NDArray[np.float64]

TILE_M = 0.16  # every fabric repeats after this length, so charts that wrap a whole number of tiles have no seam
PIXELS = 512


@dataclass(frozen=True, slots=True)
class Weave:
    """`threads` a tile, how rough it is to light, how deep its relief, how much threads differ in tone."""

    threads: int
    roughness: float
    relief: float
    mottle: float


WEAVES = {
    "cotton": Weave(128, 0.85, 0.20, 0.025),
    "linen": Weave(96, 0.88, 0.35, 0.07),
    "wool": Weave(64, 0.95, 0.35, 0.06),
    "knit": Weave(32, 0.92, 1.00, 0.05),
    "denim": Weave(96, 0.88, 0.45, 0.10),
    "silk": Weave(128, 0.38, 0.04, 0.010),
    "chiffon": Weave(128, 0.60, 0.08, 0.015),
    "velvet": Weave(64, 0.70, 0.15, 0.05),
    "leather": Weave(24, 0.45, 0.50, 0.04),
}


def fabric_material(spec: GarmentSpec, *, seed: int = 0) -> Material:
    """The material of a garment; UVs count tiles of TILE_M."""
    return _material(spec.fabric, spec.color, spec.pattern, spec.pattern_color, seed)


@lru_cache(maxsize=32)
def _material(fabric: str, color: str, pattern: str, pattern_color: str, seed: int) -> Material:
    weave = WEAVES[fabric]
    rng = np.random.default_rng(seed + 101)
    height, tone = _relief(fabric, weave, rng)
    ground = np.broadcast_to(_srgb(color), (PIXELS, PIXELS, 3))
    cover = _pattern(pattern, rng)[..., None]
    colors = ground + (_srgb(pattern_color) - ground) * cover
    if pattern == "floral":
        colors = _leaves(colors, rng)
    colors = colors * (1 + tone[..., None])
    return Material(
        name=f"{fabric} {color}",
        color=(1.0, 1.0, 1.0, 1.0),
        roughness=weave.roughness,
        color_texture=jpeg(colors, quality=86),
        normal_texture=png(_normals(height * weave.relief)),
        double_sided=True,
    )


def _srgb(color: str) -> Floats:
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def _grid() -> tuple[Floats, Floats]:
    axis = (np.arange(PIXELS) + 0.5) / PIXELS
    u, v = np.meshgrid(axis, axis)
    return u, v


def _noise(rng: np.random.Generator, pixels: tuple[float, float]) -> Floats:
    """Seamless noise of deviation 1, smoothed over so many pixels down and across."""
    field = gaussian_filter(rng.standard_normal((PIXELS, PIXELS)), pixels, mode="wrap")
    return np.asarray(field / field.std())


def _relief(fabric: str, weave: Weave, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Height 0..1 and relative change of tone of the threads."""
    u, v = _grid()
    a, b = 2 * np.pi * weave.threads * u, 2 * np.pi * weave.threads * v
    if fabric == "knit":
        # Stockinette: columns of V-shaped stitches.
        column = np.abs(np.mod(u * weave.threads, 1) - 0.5)
        stitch = np.cos(2 * np.pi * (v * weave.threads + 1.1 * column))
        height = (
            0.5 + 0.5 * stitch * np.sin(np.pi * np.clip(column * 2.0, 0, 1)) - 0.35 * np.exp(-((column / 0.08) ** 2))
        )
    elif fabric == "denim":
        height = 0.5 + 0.5 * np.cos(a + b)
    elif fabric == "leather":
        height = np.abs(_noise(rng, (5, 5))) * 0.6
    elif fabric in {"wool", "velvet"}:
        height = 0.5 + 0.3 * _noise(rng, (1.6, 1.6))
    else:
        height = 0.5 + 0.25 * (np.cos(a) * np.sign(np.cos(b / 2)) + np.cos(b) * np.sign(np.cos(a / 2)))
    slubs = _noise(rng, (0.7, 18)) + _noise(rng, (18, 0.7))
    tone = weave.mottle * (0.5 * slubs + 0.35 * _noise(rng, (1.2, 1.2)))
    if fabric == "denim":
        tone = tone + 0.10 * (height - 0.5) + 0.03 * _noise(rng, (30, 2))
    if fabric == "knit":
        tone = tone + 0.22 * (height - 0.6)
    return height, tone


def _normals(height: Floats) -> Floats:
    """A tangent-space normal map, +Y up the picture, of a relief about one thread deep."""
    across = np.roll(height, -1, 1) - np.roll(height, 1, 1)
    down = np.roll(height, -1, 0) - np.roll(height, 1, 0)
    normals = np.stack([-across, down, np.full_like(height, 1.0)], axis=-1)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    return np.asarray(normals * 0.5 + 0.5)


def _pattern(pattern: str, rng: np.random.Generator) -> Floats:
    """Cover 0..1 of the second colour."""
    u, v = _grid()
    if pattern == "striped":
        return _band(v * 4, 0.38)
    if pattern == "checked":
        return 0.45 * _band(u * 2, 0.5) + 0.45 * _band(v * 2, 0.5) + 0.10 * _band(u * 2 + 0.25, 0.06)
    if pattern == "dotted":
        return np.maximum(_dots(u * 4, v * 4), _dots(u * 4 + 0.5, v * 4 + 0.5))
    if pattern == "floral":
        return _flowers(u, v, rng)
    return np.zeros_like(u)


def _band(phase: Floats, share: float) -> Floats:
    distance = np.abs(np.mod(phase, 1) - 0.5)
    return np.clip((share / 2 - distance) * 60 + 0.5, 0, 1)


def _dots(u: Floats, v: Floats) -> Floats:
    distance = np.hypot(np.mod(u, 1) - 0.5, np.mod(v, 1) - 0.5)
    return np.clip((0.19 - distance) * 25 + 0.5, 0, 1)


def _wrapped(value: Floats, centre: float) -> Floats:
    return np.mod(value - centre + 0.5, 1) - 0.5


def _flowers(u: Floats, v: Floats, rng: np.random.Generator) -> Floats:
    cover = np.zeros_like(u)
    for x, y, size in _places(rng):
        dx, dy = _wrapped(u, x), _wrapped(v, y)
        angle, radius = np.arctan2(dy, dx), np.hypot(dx, dy) / size
        petals = 0.62 + 0.38 * np.abs(np.cos(2.5 * (angle + 7 * x)))
        flower = np.clip((petals - radius) * 9, 0, 1) * np.clip((radius - 0.16) * 14, 0, 1)
        cover = np.maximum(cover, flower * (0.72 + 0.28 * np.clip(radius, 0, 1)))
    return cover


def _leaves(colors: Floats, rng: np.random.Generator) -> Floats:
    """Small leaves beside the flowers."""
    u, v = _grid()
    colors = np.array(colors)
    green = np.array([0.36, 0.50, 0.33])
    for x, y, size in _places(np.random.default_rng(101)):
        turn = 6.3 * (x + y)
        cx, cy = x + 1.35 * size * np.cos(turn), y + 1.35 * size * np.sin(turn)
        dx, dy = _wrapped(u, cx), _wrapped(v, cy)
        along, across = dx * np.cos(turn) + dy * np.sin(turn), -dx * np.sin(turn) + dy * np.cos(turn)
        leaf = np.clip((1 - (along / (0.6 * size)) ** 2 - (across / (0.22 * size)) ** 2) * 6, 0, 1)
        colors += (green - colors) * (0.9 * leaf)[..., None]
    return colors


def _places(rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """Middles and radii of flowers over the tile, spread by keeping the best of many tries."""
    rng = np.random.default_rng(7)
    chosen: list[tuple[float, float, float]] = []
    for index in range(14):
        tries = rng.random((40, 2))
        free = [
            min((float(np.hypot((x - a + 0.5) % 1 - 0.5, (y - b + 0.5) % 1 - 0.5)) for a, b, _ in chosen), default=1.0)
            for x, y in tries
        ]
        x, y = tries[int(np.argmax(free))].tolist()
        chosen.append((x, y, 0.075 if index % 3 else 0.105))
    return chosen
