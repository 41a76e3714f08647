"""Finishes of floors, walls and ceilings as materials: plain paint, or a pattern tinted by the finish's colour.

Patterns are computed once from a fixed seed and repeat without a seam. A pattern's picture is light and nearly grey;
the material's colour is set so that the surface has the finish's colour on average.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.color import linear_from_hex, srgb_from_linear_array
from vrplanner.core.model import Material, Texture
from vrplanner.core.pattern_noise import smooth_noise
from vrplanner.core.png import png_bytes
from vrplanner.core.room import Finish

Field = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One repeat of a surface: `tint` (n, n, 3) linear reflectance relative to its mean, `height_m` (n, n), and how
    large it is.
    """

    tint: Field
    height_m: Field
    period_m: float
    roughness: float
    roughness_field: Field | None = None


def finish_material(finish: Finish, *, name: str = "") -> tuple[Material, float]:
    """The material of a finish, and how many metres one repeat of its pattern covers.

    A pattern that is not known is drawn as plain paint.
    """
    red, green, blue = linear_from_hex(finish.color)
    maker = PATTERNS.get(finish.material.strip().lower())
    if maker is None:
        return Material(name=name, color=(red, green, blue, 1.0), roughness=0.9), 1.0
    drawn = _drawn(finish.material.strip().lower())
    color = tuple(min(channel / mean, 1.0) for channel, mean in zip((red, green, blue), drawn.mean, strict=True))
    material = Material(
        name=name,
        color=(color[0], color[1], color[2], 1.0),
        roughness=drawn.roughness,
        color_texture=drawn.color,
        normal_texture=drawn.normal,
    )
    return material, drawn.period_m


@dataclass(frozen=True, slots=True)
class _Drawn:
    color: Texture
    normal: Texture
    mean: tuple[float, float, float]
    period_m: float
    roughness: float


@cache
def _drawn(name: str) -> _Drawn:
    pattern = PATTERNS[name]()
    # The brightest spots may reach white, the mean stays high so that light finishes can be light.
    reach = float(np.percentile(pattern.tint, 99.5))
    linear = np.clip(pattern.tint / reach, 0.0, 1.0)
    mean = linear.reshape(-1, 3).mean(axis=0).tolist()
    return _Drawn(
        color=Texture(png_bytes(np.round(srgb_from_linear_array(linear) * 255).astype(np.uint8))),
        normal=Texture(png_bytes(_normals(pattern))),
        mean=(mean[0], mean[1], mean[2]),
        period_m=pattern.period_m,
        roughness=pattern.roughness,
    )


def _normals(pattern: Pattern) -> NDArray[np.uint8]:
    """A tangent-space normal map, green upwards, from heights that wrap around."""
    height, pixel_m = pattern.height_m, pattern.period_m / len(pattern.height_m)
    across = (np.roll(height, -1, axis=1) - np.roll(height, 1, axis=1)) / (2 * pixel_m)
    down = (np.roll(height, -1, axis=0) - np.roll(height, 1, axis=0)) / (2 * pixel_m)
    normal = np.stack([-across, down, np.ones_like(height)], axis=2)
    normal /= np.linalg.norm(normal, axis=2, keepdims=True)
    return np.round(normal * 127.5 + 127.5).astype(np.uint8)


def _grid(pixels: int) -> tuple[Field, Field]:
    at = (np.arange(pixels) + 0.5) / pixels
    x, y = np.meshgrid(at, at)
    return x, y


def _planks(*, seed: int, variety: float, grain: float, warmth: float) -> Pattern:
    """Parquet planks along x: 12 rows of 16.7 cm by about 1 m in 2 m, each with its own tone and grain."""
    pixels, rows, period_m = 1024, 12, 2.0
    rng = np.random.default_rng(seed)
    x, y = _grid(pixels)
    row = np.minimum((y * rows).astype(int), rows - 1)
    shift = rng.uniform(0, 1, rows)
    per_row = 2
    along = (x + shift[row]) * per_row
    plank = (np.floor(along).astype(int) % per_row) + row * per_row
    count = rows * per_row
    tone, hue = rng.normal(0.0, 1.0, count)[plank], rng.normal(0.0, 1.0, count)[plank]
    # Growth rings cut lengthwise: slow waves across the plank, bent along it, starting elsewhere on every plank.
    bend = smooth_noise(pixels, (2, 9), seed=seed + 1)
    fibre = smooth_noise(pixels, (9, 330), seed=seed + 2)
    pores = np.clip(smooth_noise(pixels, (30, 480), seed=seed + 3) - 1.2, 0.0, 2.0)
    rings_at = (y * rows % 1.0) * 3.5 + bend * 1.5 + rng.uniform(0, 9, count)[plank]
    rings = 0.5 + 0.5 * np.sin(2 * np.pi * rings_at + 0.8 * np.sin(2 * np.pi * rings_at))
    light = 1.0 + variety * 0.5 * tone + grain * (0.07 * (rings - 0.5) + 0.035 * fibre - 0.07 * pores)
    tint = np.stack([light * (1 + warmth * 0.02 * hue), light, light * (1 - warmth * 0.03 * hue)], axis=2)
    gap = np.minimum(_edge(y * rows, 0.010), _edge(along, 0.0022))
    tint *= (0.6 + 0.4 * gap)[:, :, None]
    height_m = gap * 0.0009 + 0.00004 * (fibre - pores) * grain
    return Pattern(np.maximum(tint, 0.02), height_m, period_m, 0.46)


def _edge(at: Field, half_width: float | Field) -> Field:
    """0 on whole numbers, rising to 1 within `half_width`."""
    distance = np.abs(at - np.round(at))
    return np.clip(distance / half_width - 0.4, 0.0, 1.0)


def _herringbone() -> Pattern:
    """Blocks of 10 by 40 cm laid at right angles to each other, stepping across the floor."""
    pixels, period_m, steps = 768, 1.6, 16
    rng = np.random.default_rng(71)
    x, y = _grid(pixels)
    u, v = x * steps, y * steps
    i, j = np.floor(u).astype(int), np.floor(v).astype(int)
    # Along every diagonal, 4 cells lie in a block along x, the next 4 in blocks along y.
    phase = (i - j) % 8
    lies = phase < 4
    block = np.where(lies, (i - phase) * 31 + j * 17, i * 31 + (j - (7 - phase)) * 17 + 5000) % 4096
    within_long = np.where(lies, u - (i - phase), v - (j - (7 - phase)))
    within_short = np.where(lies, v - j, u - i)
    tone = rng.normal(0, 1, 4096)[block]
    grain_x = smooth_noise(pixels, (6, 160), seed=72) - np.clip(smooth_noise(pixels, (24, 380), seed=73) - 1.0, 0, 2)
    grain = np.where(lies, grain_x, grain_x.T)
    light = 1.0 + 0.08 * tone + 0.04 * grain
    gap = np.minimum(_edge(within_short, 0.025), _edge(within_long / 4, 0.006))
    tint = np.stack([light, light * (1 - 0.01 * tone), light * (1 - 0.025 * tone)], axis=2)
    tint *= (0.68 + 0.32 * gap)[:, :, None]
    return Pattern(tint, gap * 0.0008, period_m, 0.45)


def _tile() -> Pattern:
    """Square tiles of 30 cm with 4 mm joints."""
    pixels, tiles, period_m = 768, 4, 1.2
    rng = np.random.default_rng(11)
    x, y = _grid(pixels)
    index = (np.floor(x * tiles) + np.floor(y * tiles) * tiles).astype(int)
    cloud = smooth_noise(pixels, (8, 8), seed=12) * 0.6 + smooth_noise(pixels, (40, 40), seed=13) * 0.4
    light = 1.0 + 0.025 * rng.normal(0, 1, tiles * tiles)[index] + 0.03 * cloud
    joint = np.minimum(_edge(x * tiles, 0.0105), _edge(y * tiles, 0.0105))
    light = light * joint + 0.72 * (1 - joint)
    return Pattern(np.repeat(light[:, :, None], 3, axis=2), joint * 0.0012, period_m, 0.25)


def _carpet() -> Pattern:
    """Short loops, mottled."""
    pixels, period_m = 512, 0.5
    loops = smooth_noise(pixels, (128, 128), seed=21)
    fuzz = np.random.default_rng(22).normal(0, 1, (pixels, pixels))
    mottled = smooth_noise(pixels, (14, 14), seed=23)
    light = 1.0 + 0.13 * loops + 0.06 * fuzz + 0.05 * mottled
    return Pattern(np.repeat(np.maximum(light, 0.1)[:, :, None], 3, axis=2), 0.0012 * loops, period_m, 1.0)


def _concrete() -> Pattern:
    """Trowelled screed: clouds, fine grain and a few pores."""
    pixels, period_m = 768, 2.4
    cloud = smooth_noise(pixels, (4, 4), seed=31) + 0.6 * smooth_noise(pixels, (11, 11), seed=32)
    cloud += 0.35 * smooth_noise(pixels, (37, 31), seed=33)
    grain = smooth_noise(pixels, (250, 250), seed=34)
    pores = np.clip(smooth_noise(pixels, (120, 120), seed=35) - 2.6, 0, 1)
    light = 1.0 + 0.055 * cloud + 0.018 * grain - 0.35 * pores
    tint = np.stack([light, light * (1 + 0.004 * cloud), light * (1 + 0.01 * cloud)], axis=2)
    return Pattern(tint, 0.0002 * cloud - 0.0008 * pores, period_m, 0.6)


def _marble() -> Pattern:
    """Slabs of 60 cm, polished, with soft clouds and thin veins."""
    pixels, period_m, slabs = 1024, 1.2, 2
    x, y = _grid(pixels)
    warp = smooth_noise(pixels, (3, 3), seed=41) + 0.4 * smooth_noise(pixels, (7, 7), seed=42)
    warp += 0.12 * smooth_noise(pixels, (19, 19), seed=43)
    # A vein runs where a bent wave crosses zero; it widens and fades as it goes.
    wide = np.sin(2 * np.pi * (x + y) + warp * 1.3)
    fine = np.sin(2 * np.pi * (2 * x - y) + warp * 2.0 + 1.0)
    strength = np.clip(0.55 + 0.45 * smooth_noise(pixels, (5, 5), seed=44), 0.0, 1.4)
    veins = np.exp(-np.abs(wide) * 9) * strength
    thin = np.exp(-np.abs(fine) * 28) * strength
    light = 1.0 + 0.03 * smooth_noise(pixels, (5, 5), seed=45) - 0.22 * veins - 0.16 * thin
    joint = np.minimum(_edge(x * slabs, 0.0022), _edge(y * slabs, 0.0022))
    light = light * (0.8 + 0.2 * joint)
    tint = np.stack([light, light * 0.998, light * (1.0 + 0.02 * veins)], axis=2)
    return Pattern(tint, joint * 0.0004, period_m, 0.12)


def _plaster() -> Pattern:
    """Fine render, barely rough."""
    pixels, period_m = 512, 1.0
    grain = smooth_noise(pixels, (110, 110), seed=51) + 0.7 * smooth_noise(pixels, (220, 220), seed=52)
    cloud = smooth_noise(pixels, (5, 5), seed=53)
    light = 1.0 + 0.012 * grain + 0.014 * cloud
    return Pattern(np.repeat(light[:, :, None], 3, axis=2), 0.00022 * grain, period_m, 0.95)


def _brick() -> Pattern:
    """Stretcher bond: bricks of 24 by 7.1 cm with 1 cm joints."""
    pixels, period_m, courses, per_course = 768, 1.0, 12, 4
    rng = np.random.default_rng(61)
    x, y = _grid(pixels)
    course = np.minimum((y * courses).astype(int), courses - 1)
    along = (x + 0.5 / per_course * (course % 2)) * per_course
    brick = (np.floor(along).astype(int) % per_course) + course * per_course
    rough = smooth_noise(pixels, (90, 90), seed=62) + 0.6 * smooth_noise(pixels, (210, 210), seed=63)
    tone = rng.normal(0, 1, courses * per_course)[brick]
    joint = np.minimum(_edge(y * courses, 0.055 + 0.006 * rough), _edge(along, 0.018 + 0.002 * rough))
    body = np.stack([1 + 0.10 * tone, 1 + 0.13 * tone, 1 + 0.15 * tone], axis=2) * (1 + 0.06 * rough)[..., None]
    mortar = np.array([1.15, 1.45, 1.6]) * (1 + 0.03 * rough)[..., None]
    tint = body * joint[..., None] + mortar * (1 - joint[..., None])
    return Pattern(np.maximum(tint, 0.05), joint * 0.004 + 0.0003 * rough, period_m, 0.92)


PATTERNS: dict[str, Callable[[], Pattern]] = {
    "oak": lambda: _planks(seed=1, variety=0.14, grain=1.0, warmth=1.0),
    "walnut": lambda: _planks(seed=2, variety=0.26, grain=1.8, warmth=1.6),
    "wood": lambda: _planks(seed=3, variety=0.18, grain=1.2, warmth=1.0),
    "herringbone": _herringbone,
    "tile": _tile,
    "carpet": _carpet,
    "concrete": _concrete,
    "marble": _marble,
    "plaster": _plaster,
    "brick": _brick,
}
"""Names a `Finish.material` may have."""
