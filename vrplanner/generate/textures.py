"""Patterns as encoded pictures: colour, tangent-space normals, roughness.

Pictures are made once a process for each pattern and colour pair, are tileable and the same on every run. They are JPEG
of high quality: a third of PNG's size for noise-like pictures, without visible loss.
"""

import io
import zlib
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vrplanner.core.model import Texture
from vrplanner.generate import patterns
from vrplanner.generate.colors import Rgb
from vrplanner.generate.patterns import Pattern

SIZE_PX = 512

PATTERNS: dict[str, Callable[[np.random.Generator, int], Pattern]] = {
    "fabric": lambda rng, n: patterns.woven(rng, n, threads=84, tile_m=0.2),
    "linen": lambda rng, n: patterns.woven(rng, n, threads=128, tile_m=0.22, melange=0.8),
    "cotton": lambda rng, n: patterns.woven(rng, n, threads=128, tile_m=0.16, melange=0.2),
    "boucle": lambda rng, n: patterns.looped(rng, n, tile_m=0.25),
    "shaggy": lambda rng, n: patterns.looped(rng, n, tile_m=0.5, waves=20),
    "velvet": patterns.napped,
    "leather": patterns.pebbled,
    "knit": patterns.knitted,
    "jute": lambda rng, n: patterns.woven(rng, n, threads=32, tile_m=0.24, melange=0.9),
    "pile": patterns.piled,
    "oak": lambda rng, n: patterns.wood(rng, n, rings=26, pores=0.9),
    "walnut": lambda rng, n: patterns.wood(rng, n, rings=18, pores=0.7, figure=1.15),
    "pine": lambda rng, n: patterns.wood(rng, n, rings=22, pores=0.05),
    "beech": lambda rng, n: patterns.wood(rng, n, rings=10, pores=0.35, figure=0.7),
    "bamboo": patterns.bamboo,
    "marble": patterns.marble,
    "stone": patterns.speckled,
    "concrete": patterns.cloudy,
    "brushed": patterns.brushed,
    "smooth": patterns.smooth,
    "rattan": patterns.basket,
    "leaf": patterns.leafy,
    "soil": patterns.soil,
}


@lru_cache(maxsize=32)
def pattern(name: str) -> Pattern:
    """The named pattern; its seed is its name, so that it never changes between runs."""
    return PATTERNS[name](np.random.default_rng(zlib.crc32(name.encode())), SIZE_PX)


@lru_cache(maxsize=256)
def color_texture(name: str, dark: Rgb, middle: Rgb, light: Rgb) -> Texture:
    """The pattern painted from `dark` over `middle`, which is its average tone, to `light` (sRGB 0..1)."""
    tone = pattern(name).tone
    knots = (0.0, float(tone.mean()), 1.0)
    channels = [np.interp(tone, knots, ends) for ends in zip(dark, middle, light, strict=True)]
    return jpeg(np.stack(channels, -1))


@lru_cache(maxsize=64)
def normal_texture(name: str) -> Texture:
    """Tangent-space normals, +Y up in the picture (glTF)."""
    surface = pattern(name)
    pixel_m = surface.tile_m / SIZE_PX
    along_u = (np.roll(surface.height, -1, axis=1) - np.roll(surface.height, 1, axis=1)) / (2 * pixel_m)
    down_v = (np.roll(surface.height, -1, axis=0) - np.roll(surface.height, 1, axis=0)) / (2 * pixel_m)
    normals = np.stack([-along_u, down_v, np.ones_like(along_u)], -1)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    return jpeg(normals * 0.5 + 0.5)


@lru_cache(maxsize=64)
def roughness_texture(name: str) -> Texture:
    """Roughness in G relative to 1/1.25 of the material's factor, metalness in B."""
    rough = np.clip(pattern(name).roughness / ROUGHNESS_SCALE, 0, 1)[::2, ::2]
    return jpeg(np.stack([np.ones_like(rough), rough, np.ones_like(rough)], -1))


ROUGHNESS_SCALE = 1.25
"""Textures cannot exceed 1, so they hold the pattern's roughness divided by this; materials multiply it back."""


def jpeg(pixels: NDArray[np.float64], *, quality: int = 92) -> Texture:
    """sRGB or data 0..1 (h, w, 3) as an encoded picture."""
    image = Image.fromarray((np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, subsampling=0)
    return Texture(buffer.getvalue(), "image/jpeg")
