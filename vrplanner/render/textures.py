"""Encoded pictures as mipmapped textures."""

import io

import moderngl
import numpy as np
from PIL import Image

from vrplanner.core.model import Texture
from vrplanner.render.context import is_software

SRGB8_ALPHA8 = 0x8C43
LARGEST_PIXELS = 2048


def decode_texture(texture: Texture) -> np.ndarray:
    """The picture's pixels, uint8 (h, w, 4), top row first; a grey pixel for bytes that are no picture."""
    try:
        with Image.open(io.BytesIO(texture.data)) as picture:
            picture.thumbnail((LARGEST_PIXELS, LARGEST_PIXELS))
            return np.asarray(picture.convert("RGBA"))
    except (OSError, ValueError, SyntaxError):
        return np.full((1, 1, 4), 128, np.uint8)


def upload_texture(ctx: moderngl.Context, texture: Texture, *, srgb: bool) -> moderngl.Texture:
    """A repeating texture; `srgb` pictures are turned to linear light by the sampler.

    The top row comes first, so texture coordinates run from the top left as glTF has them.
    """
    pixels = decode_texture(texture)
    size = (pixels.shape[1], pixels.shape[0])
    internal_format = SRGB8_ALPHA8 if srgb else None
    uploaded = ctx.texture(size, 4, np.ascontiguousarray(pixels).tobytes(), internal_format=internal_format)
    uploaded.build_mipmaps()
    uploaded.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
    uploaded.repeat_x = uploaded.repeat_y = True
    # On the CPU every tap of a texture is dear.
    if not is_software(ctx):
        uploaded.anisotropy = min(8.0, ctx.max_anisotropy)
    return uploaded
