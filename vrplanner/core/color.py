"""Colours: sRGB hex strings in the document, linear light in materials."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.errors import InvalidInput

Rgb = tuple[float, float, float]
Floats = TypeVar("Floats", bound=np.floating)


def linear_from_srgb(value: float) -> float:
    """One channel 0..1 from sRGB to linear light (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def srgb_from_linear(value: float) -> float:
    """One channel 0..1 from linear light to sRGB; values outside are clipped."""
    value = min(max(value, 0.0), 1.0)
    return value * 12.92 if value <= 0.0031308 else 1.055 * float(value ** (1 / 2.4)) - 0.055


def linear_from_srgb_array(values: NDArray[Floats]) -> NDArray[Floats]:
    """`linear_from_srgb` of every value 0..1 of an array."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def srgb_from_linear_array(values: NDArray[Floats]) -> NDArray[Floats]:
    """`srgb_from_linear` of every value of an array; values outside 0..1 are clipped."""
    values = np.clip(values, 0.0, 1.0)
    return np.where(values <= 0.0031308, values * 12.92, 1.055 * values ** (1 / 2.4) - 0.055)


def linear_from_hex(color: str) -> Rgb:
    """`#rrggbb` or `#rgb` as linear red, green, blue 0..1. Raises InvalidInput for anything else."""
    digits = color.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    try:
        if len(digits) != 6:
            raise ValueError(digits)
        red, green, blue = bytes.fromhex(digits)
    except ValueError:
        raise InvalidInput(f'"{color}" is not a colour.', hint="Write colours like #c9a77c.") from None
    return linear_from_srgb(red / 255), linear_from_srgb(green / 255), linear_from_srgb(blue / 255)


def hex_from_linear(color: Rgb) -> str:
    """Linear red, green, blue as `#rrggbb`."""
    red, green, blue = (srgb_from_linear(channel) for channel in color)
    return hex_from_srgb((red, green, blue))


def hex_from_srgb(color: Rgb) -> str:
    """sRGB red, green, blue as `#rrggbb`; values outside 0..1 are clipped."""
    return "#" + "".join(f"{round(255 * min(max(channel, 0.0), 1.0)):02x}" for channel in color)
