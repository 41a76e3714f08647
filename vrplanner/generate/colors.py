"""Colours as painters mix them: "#rrggbb" and sRGB 0..1."""

import colorsys

from vrplanner.core.color import Rgb, hex_from_srgb


def rgb(hex_color: str) -> Rgb:
    """sRGB 0..1 of "#rrggbb"."""
    value = hex_color.lstrip("#")
    return int(value[0:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:6], 16) / 255


def shaded(hex_color: str, factor: float) -> str:
    """Lighter (over 1) or darker, in the same hue."""
    h, lightness, s = colorsys.rgb_to_hls(*rgb(hex_color))
    moved = lightness * factor if factor <= 1 else 1 - (1 - lightness) / factor
    return hex_from_srgb(colorsys.hls_to_rgb(h, min(moved, 0.97), s))


def mixed(first: Rgb, second: Rgb, share: float) -> Rgb:
    r, g, b = (a + (z - a) * share for a, z in zip(first, second, strict=True))
    return r, g, b
