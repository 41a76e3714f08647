"""The products that come into question for a slot: a short list from cheap to dear that fits the room and the style."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry import Polygon

from vrplanner.app.furnishing.programme import Slot
from vrplanner.app.furnishing.styles import Looks, goes_with, style_fit
from vrplanner.catalog.product import Product

MOST = 8
LEVELS = 3
"""Cheap, middling and dear."""
SLACK = 0.12
"""How far outside the wanted width a piece may be, as a share of it."""
OTHER_KIND = 0.3
"""What a class that is only second choice costs in fit."""
FLOOR_SHARE = 0.35
"""The most of a room's floor that one piece may cover; a rug may cover twice that."""
WEIGHTS = {"style": 0.55, "size": 0.2, "together": 0.13, "make": 0.12}
"""How much each counts in a fit. Of pieces that fit alike the better made is preferred, and all that a catalogue tells
of that is where its price stands among its like.
"""
NO_STYLE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A product for a slot. `misfit` is 0..1, 0 is best: style, size, make, and how it goes with what stands there."""

    product: Product
    price: float
    misfit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSpace:
    """What of a room limits the size of a piece: the sides of the rectangle round its floor, area and height."""

    long_m: float
    short_m: float
    area_m2: float
    height_m: float


def space_of(floor: Polygon, height_m: float) -> RoomSpace:
    """The limits of a floor (x, z)."""
    corners = list(floor.minimum_rotated_rectangle.exterior.coords)
    sides = sorted((math.dist(corners[0], corners[1]), math.dist(corners[1], corners[2])))
    return RoomSpace(long_m=sides[1], short_m=sides[0], area_m2=floor.area, height_m=height_m)


def candidates(
    slot: Slot,
    products: Sequence[Product],
    *,
    space: RoomSpace,
    style: str | None = None,
    standing: Sequence[Looks] = (),
    price_max: float = math.inf,
    most: int = MOST,
) -> tuple[Candidate, ...]:
    """Up to `most` products for a slot, cheapest first, none dearer than `price_max` apiece; empty where none will do.

    What another product beats in price and fit comes in only where its price level would be missing otherwise.
    """
    usable = [p for p in products if p.price is not None and p.kind in slot.kinds and _will_do(p, slot, space)]
    sized = [p for p in usable if _size_fit(p, slot) > 0] or usable
    prices = sorted(p.price for p in sized if p.price is not None)
    rated = [
        Candidate(product=p, price=p.price, misfit=round(1 - _fit(p, slot, style, standing, prices), 4))
        for p in sized
        if p.price is not None and p.price <= price_max
    ]
    return _shortlist(rated, most)


def looks_of(product: Product) -> Looks:
    return Looks(kind=product.kind, description=product.description, color=product.color, material=product.material)


def _will_do(product: Product, slot: Slot, space: RoomSpace) -> bool:
    width_m, height_m, depth_m = product.size_m
    if slot.on == "window":
        return height_m <= space.height_m
    if any(word in product.description.lower() for word in slot.unlike) or depth_m < slot.least_depth_m:
        return False
    fits = max(width_m, depth_m) <= space.long_m and min(width_m, depth_m) <= space.short_m
    share = FLOOR_SHARE * (2 if product.kind == "rug" else 1)
    return fits and height_m <= space.height_m and width_m * depth_m <= share * space.area_m2


def _size_fit(product: Product, slot: Slot) -> float:
    """1 within the wanted width, falling to 0 at `SLACK` outside it."""
    if slot.width_m is None:
        return 1.0
    low_m, high_m = slot.width_m
    outside = max(low_m - product.size_m[0], 0.0) / low_m + max(product.size_m[0] - high_m, 0.0) / high_m
    return max(0.0, 1.0 - outside / SLACK)


def _fit(product: Product, slot: Slot, style: str | None, standing: Sequence[Looks], prices: Sequence[float]) -> float:
    looks = looks_of(product)
    parts = {
        "style": style_fit(looks, style) if style else NO_STYLE,
        "size": _size_fit(product, slot),
        "together": goes_with(looks, standing),
        "make": _rank(product, prices),
    }
    fit = sum(WEIGHTS[name] * value for name, value in parts.items())
    return fit * (1.0 if product.kind == slot.kinds[0] else 1.0 - OTHER_KIND)


def _rank(product: Product, prices: Sequence[float]) -> float:
    """Where a price stands among the sorted others, 0 the cheapest and 1 the dearest."""
    cheaper = sum(price < (product.price or 0.0) for price in prices)
    return cheaper / max(len(prices) - 1, 1)


def _shortlist(rated: Sequence[Candidate], most: int) -> tuple[Candidate, ...]:
    by_price = sorted(rated, key=lambda c: (c.price, c.misfit, c.product.id))
    if not by_price:
        return ()
    chosen = [by_price[0]]
    for level in range(LEVELS):
        share = by_price[level * len(by_price) // LEVELS : (level + 1) * len(by_price) // LEVELS]
        if share:
            chosen.append(min(share, key=lambda c: c.misfit))
    chosen += sorted(_front(by_price), key=lambda c: c.misfit)
    chosen += sorted(by_price, key=lambda c: c.misfit)
    kept = list({c.product.id: c for c in chosen}.values())[:most]
    return tuple(sorted(kept, key=lambda c: (c.price, c.misfit, c.product.id)))


def _front(by_price: Sequence[Candidate]) -> list[Candidate]:
    """Those that nothing cheaper fits as well as (the Pareto front)."""
    front: list[Candidate] = []
    for candidate in by_price:
        if not front or candidate.misfit < front[-1].misfit - 1e-9:
            front.append(candidate)
    return front
