"""Lengths and angles as people write them. Metres and radians inside; this is the one place that converts."""

import math
import re
from typing import Literal

from vrplanner.core.errors import InvalidInput
from vrplanner.core.money import money
from vrplanner.desktop.i18n import language

Units = Literal["metric", "imperial"]
METRES_PER = {
    "m": 1.0, "cm": 0.01, "mm": 0.001, "米": 1.0, "厘米": 0.01, "公分": 0.01, "毫米": 0.001,
    "ft": 0.3048, "'": 0.3048, "′": 0.3048, "in": 0.0254, '"': 0.0254, "″": 0.0254,
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, METRES_PER), key=len, reverse=True))
_PIECE = re.compile(rf"\s*(\d+(?:[.,]\d+)?)\s*({_UNIT})?\s*")


def format_length(metres: float, units: Units = "metric") -> str:
    """`2.10 m`, `45 cm`, or `6′ 11″`."""
    if units == "imperial":
        inches = round(abs(metres) / METRES_PER["in"])
        sign = "-" if metres < 0 and inches else ""
        feet, rest = divmod(inches, 12)
        return f"{sign}{feet}′ {rest}″" if feet else f"{sign}{rest}″"
    return f"{metres:.2f} m" if abs(metres) >= 0.995 else f"{metres * 100:.0f} cm"


def format_dimension(metres: float, units: Units = "metric") -> str:
    """Shorter, for dimension lines: `2.10` (metres are understood), or feet and inches."""
    return f"{metres:.2f}" if units == "metric" else format_length(metres, units)


def parse_length(text: str, units: Units = "metric") -> float:
    """Metres from "2.1 m", "210cm", "6' 11\\"" or a bare number (centimetres, or inches with imperial units).

    A bare number with a decimal point below 20 is taken as metres when units are metric ("2.1").
    """
    # The sign is the whole length's: -3′ 2″ is 38 inches to the left.
    negative = text.strip().startswith("-")
    text = text.strip().removeprefix("-")
    position, total_m, pieces = 0, 0.0, 0
    while position < len(text):
        match = _PIECE.match(text, position)
        if match is None:
            raise InvalidInput(f'"{text}" is not a length.', hint="Write for example 2.1 m, 45 cm or 6' 11\".")
        total_m += _piece_m(match, units)
        position, pieces = match.end(), pieces + 1
    if not pieces:
        raise InvalidInput("A length is missing.", hint="Write for example 2.1 m, 45 cm or 6' 11\".")
    return -total_m if negative else total_m


def _piece_m(match: re.Match[str], units: Units) -> float:
    number, unit = match.group(1).replace(",", "."), match.group(2)
    if unit:
        return float(number) * METRES_PER[unit]
    if units == "imperial":
        return float(number) * METRES_PER["in"]
    return float(number) if "." in number and abs(float(number)) < 20 else float(number) * METRES_PER["cm"]


def format_angle(yaw_rad: float) -> str:
    """Whole degrees in 0..359."""
    return f"{round(math.degrees(yaw_rad)) % 360}°"


def parse_angle(text: str) -> float:
    """Radians from degrees as written."""
    try:
        return math.radians(float(text.strip().rstrip("°").replace(",", ".")))
    except ValueError:
        raise InvalidInput(f'"{text}" is not an angle.', hint="Write degrees, for example 90.") from None


def format_price(price: float | None, currency: str, *, guide: bool = False) -> str:
    """`€ 1,299`, or `about 1,299 EUR` for a guide that is no offer; nothing when unknown."""
    if price is None:
        return ""
    if guide:
        return money(price, currency, language(), guide=True)
    sign = {"EUR": "€", "USD": "$", "GBP": "£", "CNY": "¥", "JPY": "¥"}.get(currency, currency)
    shown = f"{price:,.0f}" if price == round(price) else f"{price:,.2f}"
    return f"{sign} {shown}".strip()
