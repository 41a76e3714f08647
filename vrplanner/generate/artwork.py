"""Pictures that are laid on once instead of tiled: rug designs and paintings, drawn in numpy."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.model import Texture
from vrplanner.generate.colors import mixed, rgb
from vrplanner.generate.patterns import noise
from vrplanner.generate.textures import jpeg

Picture = NDArray[np.float64]
_SIZE = 512
_RUG_SIZE = 768
"""A rug's design covers square metres, so it has more pixels than a tile."""
_PALETTES = (
    ("#e8dfcf", "#c2694a", "#2f4858", "#d9a441", "#7d8f79"),
    ("#f0ebe2", "#3a4a5c", "#9fb3b5", "#d7c0a2", "#b5563f"),
    ("#ece5da", "#5b6b4e", "#c99b5a", "#32312e", "#a9b8a0"),
    ("#f1e9e4", "#b98a83", "#5e4b56", "#d8c3b4", "#88939c"),
)


def rug_pattern(design: str, color: str, *, aspect: float, seed: int, second: str = "#e7dcc4") -> Texture:
    """A design over a whole rug: persian, patterned (lozenges), striped, border, abstract; `aspect` is width/depth."""
    rng = np.random.default_rng(seed + 11)
    v, u = np.meshgrid(np.linspace(-1, 1, _RUG_SIZE), np.linspace(-1, 1, _RUG_SIZE), indexing="ij")
    x, y = u * max(1.0, aspect), v * max(1.0, 1 / aspect)
    edge = np.minimum(max(1.0, aspect) - np.abs(x), max(1.0, 1 / aspect) - np.abs(y))
    main = np.array(rgb(color))
    cream, dark = np.array(rgb(second)), np.array(mixed(rgb(color), (0.05, 0.06, 0.12), 0.72))
    draw = {"persian": _persian, "patterned": _lozenges, "striped": _stripes, "abstract": _patches}.get(
        design, _bordered
    )
    picture = draw(x, y, edge, (main, cream, dark), rng)
    knots = (
        1
        + 0.05 * rng.normal(size=(_RUG_SIZE, _RUG_SIZE, 1))
        + 0.03 * noise(rng, _RUG_SIZE, wave_u=3, wave_v=40)[..., None]
    )
    return jpeg(picture * knots)


Colors = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


def _blend(under: Picture, mask: Picture, color: NDArray[np.float64]) -> Picture:
    share = np.clip(mask, 0, 1)[..., None]
    return np.asarray(under * (1 - share) + color * share)


def _soft(values: Picture, *, sharp: float = 40) -> Picture:
    """1 where positive, 0 where negative, a thin ramp between."""
    return np.asarray(np.clip(values * sharp + 0.5, 0, 1))


def _persian(x: Picture, y: Picture, edge: Picture, colors: Colors, rng: np.random.Generator) -> Picture:
    """A lobed medallion on a field of blossoms and tendrils, quarters of it in the corners, three borders."""
    main, cream, dark = colors
    gold, sky = np.array(rgb("#c39a4c")), np.array(rgb("#7f97a3"))
    half = len(x) // 2
    x, y, edge = x[half:, half:], y[half:, half:], edge[half:, half:]  # the other quarters mirror this one
    right, top = float(x.max()), float(y.max())
    picture = np.broadcast_to(main, (*x.shape, 3)).copy()
    picture = _blossoms(picture, x, y, (cream, dark, gold), rng)
    inner = (right - 0.36, top - 0.36)
    for cx, cy, size in ((0.0, 0.0, 0.52), (*inner, 0.34)):
        picture = _medallion(picture, x - cx, y - cy, size, (main, cream, dark, gold, sky))
    for outer, color in ((0.36, cream), (0.35, dark), (0.325, gold), (0.315, main), (0.285, cream), (0.278, dark)):
        picture = _blend(picture, _soft(outer - edge, sharp=70), color)
    along = np.where(right - x < top - y, y, x)
    picture = _border(picture, along, edge, (0.19, 0.07, 0.17), (cream, gold, main))
    for outer, color in ((0.105, cream), (0.098, main), (0.045, dark), (0.038, cream), (0.03, dark)):
        picture = _blend(picture, _soft(outer - edge, sharp=70), color)
    picture = _border(picture, along, edge, (0.072, 0.018, 0.055), (cream, gold, dark))
    lower = np.concatenate([picture[:, ::-1], picture], axis=1)
    return np.concatenate([lower[::-1], lower])


def _medallion(picture: Picture, x: Picture, y: Picture, size: float, colors: Sequence[NDArray[np.float64]]) -> Picture:
    main, cream, dark, gold, sky = colors
    radius, angle = np.hypot(x, y / 0.9), np.arctan2(y, x)
    lobes = size * (1 + 0.09 * np.cos(16 * angle) + 0.05 * np.cos(8 * angle))
    for share, color in (
        (1.0, cream),
        (0.965, dark),
        (0.72, gold),
        (0.69, sky),
        (0.52, cream),
        (0.49, main),
        (0.2, gold),
    ):
        picture = _blend(picture, _soft(lobes * share - radius, sharp=70), color)
    ring = np.cos(16 * angle) * np.cos((radius / size - 0.84) * 18)
    picture = _blend(picture, _soft(ring - 0.55, sharp=8) * (np.abs(radius / lobes - 0.84) < 0.1), cream)
    petals = np.cos(8 * angle) ** 2 * np.cos((radius / size - 0.36) * 9)
    picture = _blend(picture, _soft(petals - 0.72, sharp=8) * (np.abs(radius / lobes - 0.35) < 0.13), cream)
    return _blend(picture, _soft(0.09 * size - radius, sharp=70), dark)


def _blossoms(picture: Picture, x: Picture, y: Picture, colors: Colors, rng: np.random.Generator) -> Picture:
    """Tendrils between small flowers on a staggered lattice."""
    cream, dark, gold = colors
    pitch = 0.2
    tendril = np.sin((x + 0.05 * np.sin(y * 31)) * math.pi / pitch) + np.sin(
        (y + 0.05 * np.sin(x * 31)) * math.pi / pitch
    )
    picture = _blend(picture, _soft(0.07 - np.abs(tendril), sharp=10) * 0.45, dark)
    column = np.round(x / pitch)
    row = np.round((y - (column % 2) * pitch / 2) / pitch)
    dx, dy = x - column * pitch, y - (row * pitch + (column % 2) * pitch / 2)
    radius, angle = np.hypot(dx, dy), np.arctan2(dy, dx)
    petals = 0.05 * (0.72 + 0.28 * np.cos(5 * angle))
    kind = ((column * 3 + row * 5) % 3)[..., None]
    tint = np.where(kind == 0, cream, np.where(kind == 1, gold, dark))
    share = _soft(petals - radius, sharp=90)[..., None]
    picture = picture * (1 - share) + tint * share
    return _blend(picture, _soft(0.014 - radius, sharp=120), cream)


def _border(
    picture: Picture, along: Picture, edge: Picture, place: tuple[float, float, float], colors: Colors
) -> Picture:
    """Rosettes in a row, `place` = (middle, half width, pitch), with leaves between them."""
    middle, half, pitch = place
    leaf, heart, petal = colors
    step = (along / pitch + 0.5) % 1.0 - 0.5
    dx, dy = step * pitch, edge - middle
    radius, angle = np.hypot(dx, dy), np.arctan2(dy, dx)
    flower = half * (0.7 + 0.2 * np.cos(8 * angle))
    band = np.abs(dy) < half * 1.2
    between = np.abs(step) - 0.5
    leaves = _soft(half * 0.5 - np.hypot(between * pitch, dy * 0.6), sharp=90)
    picture = _blend(picture, leaves * band, leaf)
    for share, color in ((1.0, petal), (0.72, leaf), (0.35, heart)):
        picture = _blend(picture, _soft(flower * share - radius, sharp=90) * band, color)
    return picture


def _lozenges(x: Picture, y: Picture, edge: Picture, colors: Colors, rng: np.random.Generator) -> Picture:
    main, cream, _ = colors
    count = 4
    cell = np.abs(((x * count) % 2) - 1) + np.abs(((y * count * 0.6) % 2) - 1)
    picture = np.broadcast_to(cream, (*x.shape, 3)).copy()
    picture = _blend(picture, _soft(0.05 - np.abs(cell - 1), sharp=16), main)
    return _blend(picture, _soft(0.05 - np.abs(cell - 0.5), sharp=16), main)


def _stripes(x: Picture, y: Picture, edge: Picture, colors: Colors, rng: np.random.Generator) -> Picture:
    main, cream, dark = colors
    picture = np.broadcast_to(cream, (*x.shape, 3)).copy()
    picture = _blend(picture, _soft(np.sin(x * math.pi * 5.5), sharp=10), main)
    return _blend(picture, _soft(0.05 - np.abs(np.sin(x * math.pi * 5.5) - 0.55), sharp=14) * 0.6, dark)


def _patches(x: Picture, y: Picture, edge: Picture, colors: Colors, rng: np.random.Generator) -> Picture:
    main, cream, dark = colors
    picture = np.broadcast_to(cream, (*x.shape, 3)).copy()
    for color, level in ((main, 0.2), (dark, 1.0), (np.array(rgb("#c6962f")), 1.35)):
        picture = _blend(picture, _soft(noise(rng, _RUG_SIZE, wave_u=2, wave_v=2) - level, sharp=12), color)
    return picture


def _bordered(x: Picture, y: Picture, edge: Picture, colors: Colors, rng: np.random.Generator) -> Picture:
    main, cream, _ = colors
    picture = np.broadcast_to(main, (*x.shape, 3)).copy()
    return _blend(picture, _soft(edge - 0.08) * _soft(0.14 - edge), cream)


def painting(kind: str, *, aspect: float, seed: int, tint: str | None = None) -> Texture:
    """A wall picture: hills in mist (landscape), shapes on paper (abstract), or one of them by seed."""
    rng = np.random.default_rng(seed)
    palette = [np.array(rgb(c)) for c in _PALETTES[int(rng.integers(len(_PALETTES)))]]
    if tint:
        palette[1] = np.array(rgb(tint))
    choice = kind if kind in ("landscape", "abstract") else ("landscape", "abstract", "abstract")[int(rng.integers(3))]
    v, u = np.meshgrid(np.linspace(0, 1, _SIZE), np.linspace(0, 1, _SIZE), indexing="ij")
    picture = (_hills if choice == "landscape" else _shapes)(u * aspect, v, aspect, palette, rng)
    paper = (
        1
        + 0.018 * noise(rng, _SIZE, wave_u=90, wave_v=90)[..., None]
        + 0.02 * noise(rng, _SIZE, wave_u=4, wave_v=4)[..., None]
    )
    return jpeg(picture * paper)


def _hills(
    x: Picture, y: Picture, aspect: float, palette: list[NDArray[np.float64]], rng: np.random.Generator
) -> Picture:
    sky = palette[0] * (1 - 0.12 * y[..., None])
    sun = np.hypot(x - aspect * rng.uniform(0.3, 0.7), y - rng.uniform(0.22, 0.34))
    picture = _blend(sky, _soft(rng.uniform(0.07, 0.12) - sun, sharp=200), palette[3])
    for layer in range(5):
        level = 0.42 + 0.12 * layer
        waves = sum(
            a * np.sin(f * x + p)
            for a, f, p in zip(
                0.07 / np.arange(1, 5), rng.uniform(1.5, 3.5, 4) * np.arange(1, 5), rng.uniform(0, 6, 4), strict=True
            )
        )
        color = np.asarray(mixed(tuple(palette[4]), tuple(palette[2] if layer % 2 else palette[1]), 0.25 * layer))
        mist = np.clip((y - level) / 0.35, 0, 1)[..., None]
        picture = _blend(picture, _soft(y - level - waves, sharp=200), color) * (1 - 0.0 * mist)
    return picture


def _shapes(
    x: Picture, y: Picture, aspect: float, palette: list[NDArray[np.float64]], rng: np.random.Generator
) -> Picture:
    picture = np.broadcast_to(palette[0], (*x.shape, 3)).copy()
    for color in (palette[4], palette[1], palette[3], palette[2]):
        cx, cy = rng.uniform(0.25, 0.75) * aspect, rng.uniform(0.25, 0.75)
        radius = rng.uniform(0.14, 0.27)
        angle = np.arctan2(y - cy, x - cx)
        wobble = 1 + sum(
            a * np.cos(k * angle + p)
            for k, a, p in zip((2, 3, 4), rng.uniform(0, 0.22, 3), rng.uniform(0, 6, 3), strict=True)
        )
        picture = _blend(picture, _soft(radius * wobble - np.hypot(x - cx, y - cy), sharp=200) * 0.92, color)
    for _ in range(2):
        slope, start = rng.uniform(-0.6, 0.6), rng.uniform(0.2, 0.8)
        line = np.abs(y - start - slope * (x - aspect / 2) - 0.08 * np.sin(5 * x))
        picture = _blend(picture, _soft(0.004 - line, sharp=300), np.array(rgb("#2c2a28")))
    return picture
