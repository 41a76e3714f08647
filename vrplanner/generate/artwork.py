"""Pictures that are laid on once instead of tiled: rug designs and paintings, drawn in numpy."""

import math

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.model import Texture
from vrplanner.generate.colors import mixed, rgb
from vrplanner.generate.patterns import noise
from vrplanner.generate.textures import jpeg

Picture = NDArray[np.float64]
_SIZE = 512
_PALETTES = (
    ("#e8dfcf", "#c2694a", "#2f4858", "#d9a441", "#7d8f79"),
    ("#f0ebe2", "#3a4a5c", "#9fb3b5", "#d7c0a2", "#b5563f"),
    ("#ece5da", "#5b6b4e", "#c99b5a", "#32312e", "#a9b8a0"),
    ("#f1e9e4", "#b98a83", "#5e4b56", "#d8c3b4", "#88939c"),
)


def rug_pattern(design: str, color: str, *, aspect: float, seed: int) -> Texture:
    """A design over a whole rug: persian, patterned (lozenges), striped, border, abstract; `aspect` is width/depth."""
    rng = np.random.default_rng(seed + 11)
    v, u = np.meshgrid(np.linspace(-1, 1, _SIZE), np.linspace(-1, 1, _SIZE), indexing="ij")
    x, y = u * max(1.0, aspect), v * max(1.0, 1 / aspect)
    edge = np.minimum(max(1.0, aspect) - np.abs(x), max(1.0, 1 / aspect) - np.abs(y))
    main = np.array(rgb(color))
    cream, dark = np.array(rgb("#e7dcc4")), np.array(mixed(rgb(color), (0.05, 0.06, 0.12), 0.72))
    draw = {"persian": _persian, "patterned": _lozenges, "striped": _stripes, "abstract": _patches}.get(
        design, _bordered
    )
    picture = draw(x, y, edge, (main, cream, dark), rng)
    knots = 1 + 0.05 * rng.normal(size=(_SIZE, _SIZE, 1)) + 0.03 * noise(rng, _SIZE, wave_u=3, wave_v=40)[..., None]
    return jpeg(picture * knots)


Colors = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


def _blend(under: Picture, mask: Picture, color: NDArray[np.float64]) -> Picture:
    share = np.clip(mask, 0, 1)[..., None]
    return np.asarray(under * (1 - share) + color * share)


def _soft(values: Picture, *, sharp: float = 40) -> Picture:
    """1 where positive, 0 where negative, a thin ramp between."""
    return np.asarray(np.clip(values * sharp + 0.5, 0, 1))


def _persian(x: Picture, y: Picture, edge: Picture, colors: Colors, rng: np.random.Generator) -> Picture:
    main, cream, dark = colors
    gold = np.array(rgb("#c39a4c"))
    picture = np.broadcast_to(main, (*x.shape, 3)).copy()
    vine = np.sin(9 * x + 1.2 * np.sin(7 * y)) * np.sin(9 * y + 1.2 * np.sin(7 * x))
    picture = _blend(picture, _soft(np.abs(vine) - 0.82, sharp=14), dark)
    picture = _blend(picture, _soft(0.06 - np.abs(vine - 0.3), sharp=16) * 0.7, cream)
    radius, angle = np.hypot(x / 1.0, y / 0.86), np.arctan2(y, x)
    medallion = 0.5 + 0.055 * np.cos(16 * angle) + 0.04 * np.cos(8 * angle)
    for size, color in (
        (1.0, dark),
        (0.9, cream),
        (0.84, main),
        (0.55, dark),
        (0.48, gold),
        (0.42, main),
        (0.2, cream),
    ):
        picture = _blend(picture, _soft(medallion * size - radius), color)
    flowers = np.cos(12 * angle) * np.cos(26 * radius)
    picture = _blend(picture, _soft(flowers - 0.55, sharp=8) * (radius < 0.46), cream)
    for outer, color in ((0.34, cream), (0.325, dark), (0.13, gold), (0.115, dark), (0.06, main), (0.03, cream)):
        picture = _blend(picture, _soft(outer - edge), color)
    along = np.where(np.abs(x) * 1.0 > np.abs(y), y, x)
    band = (edge > 0.14) & (edge < 0.32)
    rosette = np.cos(along * math.tau * 5) * np.cos((edge - 0.23) * math.pi / 0.12)
    picture = _blend(picture, _soft(rosette - 0.3, sharp=8) * band, main)
    return _blend(picture, _soft(rosette - 0.72, sharp=8) * band, gold)


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
        picture = _blend(picture, _soft(noise(rng, _SIZE, wave_u=2, wave_v=2) - level, sharp=12), color)
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
