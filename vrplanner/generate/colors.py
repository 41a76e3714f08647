"""Colours: "#rrggbb" in sRGB, floats 0..1, and the linear values that materials hold."""

import colorsys

Rgb = tuple[float, float, float]


def rgb(hex_color: str) -> Rgb:
    """sRGB 0..1 of "#rrggbb"."""
    value = hex_color.lstrip("#")
    return int(value[0:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:6], 16) / 255


def to_hex(color: Rgb) -> str:
    return "#" + "".join(f"{round(255 * min(max(channel, 0.0), 1.0)):02x}" for channel in color)


def linear(color: Rgb) -> Rgb:
    """sRGB transfer function undone (IEC 61966-2-1)."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color)
    return r, g, b


def shaded(hex_color: str, factor: float) -> str:
    """Lighter (over 1) or darker, in the same hue."""
    h, lightness, s = colorsys.rgb_to_hls(*rgb(hex_color))
    moved = lightness * factor if factor <= 1 else 1 - (1 - lightness) / factor
    return to_hex(colorsys.hls_to_rgb(h, min(moved, 0.97), s))


def mixed(first: Rgb, second: Rgb, share: float) -> Rgb:
    r, g, b = (a + (z - a) * share for a, z in zip(first, second, strict=True))
    return r, g, b
