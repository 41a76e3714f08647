"""Which of the lengths in a description is the width, height or depth, and what the others are."""

import math
from dataclasses import dataclass, replace

from vrplanner.core.errors import InvalidInput
from vrplanner.core.furniture import FurnitureClass
from vrplanner.core.geometry import Vec3
from vrplanner.generate import usual
from vrplanner.generate.measures import Dimension, Length, Product

_TV_ASPECT = 16 / 9
Stated = dict[str, float]


@dataclass(frozen=True, slots=True)
class Measured:
    products: tuple[Product, ...] = ()
    lengths: tuple[Length, ...] = ()


def take_out(text: str, products: list[Product], lengths: list[Length]) -> tuple[str, Measured]:
    """The text with its measures blanked out, and the measures; lengths inside a product are not kept twice."""
    single = [length for length in lengths if all(length.end <= p.start or length.start >= p.end for p in products)]
    blanked = list(text)
    for start, end in [(p.start, p.end) for p in products] + [(length.start, length.end) for length in single]:
        blanked[start:end] = " " * (end - start)
    return "".join(blanked), Measured(tuple(products), tuple(single))


def resolve(entry: FurnitureClass, measured: Measured, features: dict[str, object]) -> tuple[Vec3, set[str]]:
    """The size (width, height, depth) in metres and the names of the dimensions that were stated.

    Raises InvalidInput for a size that such a piece cannot have.
    """
    stated: Stated = {}
    for product in measured.products[:1]:
        stated |= _from_product(entry, product.values_m)
    for length in _long_by_wide(entry, measured.lengths):
        for name, value in _from_length(entry, length, stated).items():
            stated.setdefault(name, value)
    if entry.name == "sofa" and "width" in stated and "seats" not in features:
        seated = stated["width"] - (0.25 if features.get("chaise") else 0.0)
        features["seats"] = usual.sofa_seats(seated)
    _check(entry, stated)
    w, h, d = (round(side, 4) for side in _completed(entry, stated, features))
    return (w, h, d), {f"{name}_m" for name in stated}


def _from_product(entry: FurnitureClass, values: tuple[float, ...]) -> Stated:
    if len(values) == 2:
        first, second = values
        if entry.name == "rug":
            return {"width": max(values), "depth": min(values)}
        if entry.name in usual.UPRIGHT or second > entry.depth_m[2] * 1.3 >= entry.depth_m[2] * 1.3 - first:
            upright = entry.name in usual.UPRIGHT or second <= entry.height_m[2] * 1.3
            return {"width": first, "height" if upright else "depth": second}
        return {"width": first, "depth": second}
    orders = [("width", "depth", "height"), ("width", "height", "depth"), ("depth", "width", "height")]
    best = min(orders, key=lambda order: round(_oddness(entry, dict(zip(order, values, strict=True))), 1))
    return dict(zip(best, values, strict=True))


def _oddness(entry: FurnitureClass, stated: Stated) -> float:
    """How far sizes are outside the class's range, in octaves."""
    total = 0.0
    for name, (low, _, high) in _ranges(entry).items():
        value = stated[name]
        total += max(0.0, math.log2(low / value), math.log2(value / high))
    return total


def _ranges(entry: FurnitureClass) -> dict[str, tuple[float, float, float]]:
    return {"width": entry.width_m, "height": entry.height_m, "depth": entry.depth_m}


def _from_length(entry: FurnitureClass, length: Length, known: Stated) -> Stated:
    value = length.value_m
    if length.dimension == "diameter":
        return {"width": value, "height" if entry.name in usual.UPRIGHT else "depth": value}
    if length.dimension == "length":
        return {_length_dimension(entry, known): value}
    if length.dimension is not None:
        return {length.dimension: value}
    if entry.name == "tv" and length.unit in ("in", "inch", "inches", '"', "″", "英寸", "寸"):
        diagonal = value if length.unit != "寸" else value * 30 * 0.0254
        width = diagonal * _TV_ASPECT / math.hypot(_TV_ASPECT, 1)
        return {"width": round(width, 3), "height": round(width / _TV_ASPECT, 3)}
    if entry.name in usual.HEIGHT_FIRST:
        return {"height": value}
    tall = value > entry.width_m[2] * 1.05 and value <= entry.height_m[2] * 1.3
    return {"height" if tall else "width": value}


def _long_by_wide(entry: FurnitureClass, lengths: tuple[Length, ...]) -> list[Length]:
    """Where both a length and a width are named, the width of what is longer than deep is its depth."""
    named = {length.dimension for length in lengths}
    lies_along = entry.name not in usual.LONG_IS_DEPTH and entry.name not in usual.LONG_IS_HEIGHT
    if not ({"length", "width"} <= named and "depth" not in named and lies_along):
        return list(lengths)
    other: dict[str | None, Dimension] = {"length": "width", "width": "depth"}
    return [replace(length, dimension=other.get(length.dimension, length.dimension)) for length in lengths]


def _length_dimension(entry: FurnitureClass, known: Stated) -> str:
    if entry.name in usual.LONG_IS_HEIGHT:
        return "height"
    if entry.name in usual.LONG_IS_DEPTH or ("width" in known and "depth" not in known):
        return "depth"
    return "width"


def _completed(entry: FurnitureClass, stated: Stated, features: dict[str, object]) -> Vec3:
    width, height, depth = _scaled(entry, usual.usual_size(entry.name, features), features)
    w, h, d = stated.get("width"), stated.get("height"), stated.get("depth")
    alike = entry.name in usual.ALWAYS_DEEP_AS_WIDE or bool(features.get("round") or features.get("square"))
    flat = entry.name in ("mirror", "cushion", "picture")
    if flat and features.get("round") and (w or h):
        return w or h or width, h or w or height, d or depth
    if alike and entry.name not in ("mirror", "sofa", "picture", "cushion", "bathtub") and not features.get("arc"):
        w, d = w or d, d or w
    if entry.name == "tv" and w and not h:
        h = round(w / _TV_ASPECT, 3)
    if entry.name in ("plant", "vase") and h and not w:
        w = d = min(max(h * width / height, entry.width_m[0]), entry.width_m[2])
    return w or width, h or height, d or depth


def _scaled(entry: FurnitureClass, size: Vec3, features: dict[str, object]) -> Vec3:
    """A "small" or "large" piece: a sixth less or more across, within what is usual; small things also in height."""
    factor = {"small": 0.84, "large": 1.18}.get(str(features.get("scale", "")), 1.0)
    high = 1.15 if features.get("high") and entry.name != "stool" else 0.85 if features.get("low") else 1.0
    narrow = 0.75 if features.get("narrow") else 1.0
    tall = factor if entry.name in ("plant", "vase", "table lamp", "pendant lamp", "mirror", "picture", "tv") else 1.0
    ranges = (entry.width_m, entry.height_m, entry.depth_m)
    factors = (
        factor * narrow,
        tall * high,
        factor if entry.name not in ("tv", "mirror", "picture", "curtain") else 1.0,
    )
    w, h, d = (
        side if share == 1.0 else min(max(side * share, min(low, side)), max(top, side))
        for side, share, (low, _, top) in zip(size, factors, ranges, strict=True)
    )
    return w, h, d


def _check(entry: FurnitureClass, stated: Stated) -> None:
    for (name, value), (low, high) in (
        ((name, stated[name]), bounds)
        for name, bounds in zip(("width", "height", "depth"), usual.limits(entry), strict=True)
        if name in stated
    ):
        if not low - 1e-9 <= value <= high + 1e-9:
            raise InvalidInput(
                f"A {entry.name} with a {name} of {value:g} m cannot be made.",
                hint=f"Its {name} can be {low:g} m to {high:g} m.",
            )
