"""Legs, handles, drawers, doors and boards: the parts that families of furniture share."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from vrplanner.generate.materials import Finish
from vrplanner.generate.piece import Piece
from vrplanner.generate.shapes.shape import Axis, Shape, joined
from vrplanner.generate.shapes.solids import box, cylinder, lathe, rod, splayed, tapered, tube

Corner = tuple[float, float]


def corners(width_m: float, depth_m: float, *, inset_m: float = 0.0) -> list[Corner]:
    """Where four legs stand, (x, z)."""
    x, z = width_m / 2 - inset_m, depth_m / 2 - inset_m
    return [(-x, -z), (x, -z), (x, z), (-x, z)]


def board(
    size: tuple[float, float, float], at: Sequence[float], *, bevel_m: float = 0.002, grain: Axis | None = None
) -> Shape:
    """A bevelled board standing with the middle of its underside at `at`."""
    return box(size, bevel_m=bevel_m, grain=grain).moved(*at)


def leg(style: str, height_m: float, *, thick_m: float = 0.045, lean: Corner = (0.0, 0.0)) -> Shape:
    """One leg on y = 0: tapered (round), block (square, tapered), square, turned or metal (slender, round)."""
    if style == "turned":
        return _turned_leg(height_m, thick_m)
    if style in ("block", "square"):
        upright = box((thick_m, height_m, thick_m), bevel_m=0.003, grain="y")
        shape = tapered(upright, bottom=0.7 if style == "block" else 1.0)
    elif style == "metal":
        shape = cylinder(thick_m * 0.35, height_m, bevel_m=0.001, segments=12)
    else:
        r = thick_m / 2
        profile = [(0, 0), (r * 0.52, 0), (r * 0.58, 0.003), (r * 0.8, height_m * 0.5), (r, height_m), (0, height_m)]
        shape = lathe(profile, segments=14)
    return splayed(shape, x=lean[0], z=lean[1]) if any(lean) else shape


def _turned_leg(height: float, thick: float) -> Shape:
    r = thick / 2
    rings = [
        (0, 0), (0.55, 0), (0.7, 0.03), (0.62, 0.07), (0.5, 0.1), (0.62, 0.3), (0.85, 0.55), (0.95, 0.7),
        (0.7, 0.76), (0.7, 0.78), (1.0, 0.81), (0.7, 0.84), (0.7, 0.86), (1.0, 0.88), (1.0, 1.0), (0, 1.0),
    ]  # fmt: skip
    return lathe([(r * a, height * b) for a, b in rings], segments=16, sharp_deg=60)


def hairpin(height_m: float, *, lean: Corner = (0.0, 0.0), thick_m: float = 0.011) -> Shape:
    """A leg bent of one round bar, narrow at its foot."""
    spread = min(0.09, height_m * 0.3)
    angle = math.atan2(lean[1], lean[0]) + math.pi / 2 if any(lean) else 0.0
    side = np.array([math.cos(angle), 0.0, math.sin(angle)])
    foot = np.array([lean[0], thick_m / 2, lean[1]])
    turn = [
        foot + side * 0.013 * math.cos(t) + np.array([0, 0.013 * (1 - math.sin(t)), 0])
        for t in np.linspace(math.pi, 0, 5)[::-1]
    ]
    top = np.array([0.0, height_m, 0.0])
    path = [top + side * spread / 2, *turn, top - side * spread / 2]
    plate = board((spread + 0.03, 0.004, 0.03), (0, height_m - 0.004, 0)).turned("y", -angle)
    return joined([tube(path, thick_m / 2, segments=8), plate])


def sled(width_m: float, height_m: float, *, thick_m: float = 0.02) -> Shape:
    """A closed frame of square bar in the (z, y) plane, `width_m` long in z: the side of a skid base."""
    t = thick_m
    return joined(
        [
            box((t, t, width_m), bevel_m=0.0015),
            box((t, t, width_m), bevel_m=0.0015).moved(y=height_m - t),
            box((t, height_m - 2 * t, t), bevel_m=0.0015).moved(y=t, z=width_m / 2 - t / 2),
            box((t, height_m - 2 * t, t), bevel_m=0.0015).moved(y=t, z=-width_m / 2 + t / 2),
        ]
    )


def add_legs(
    piece: Piece,
    finish: Finish,
    style: str,
    places: Iterable[Corner],
    height_m: float,
    *,
    thick_m: float = 0.045,
    lean_m: float = 0.0,
) -> None:
    """Legs at `places`, leaning outwards by `lean_m`, up to `height_m`."""
    places = list(places)
    if piece.spec.count("leg_count", 0) == len(places):
        piece.asked.add("leg_count")
    if style == "sled":
        for side in (-1, 1):
            zs = [z for x, z in places if x * side >= 0] or [z for _, z in places]
            x = side * max(abs(x) for x, _ in places)
            frame = sled(max(zs) - min(zs) + thick_m, height_m, thick_m=max(0.014, thick_m * 0.5))
            piece.add(finish, frame.moved(x=x, z=(max(zs) + min(zs)) / 2))
        return
    for x, z in places:
        out = (lean_m * np.sign(x), lean_m * np.sign(z))
        if style == "hairpin":
            piece.add(
                finish,
                hairpin(height_m, lean=(out[0] or 0.02 * np.sign(x), out[1] or 0.02 * np.sign(z))).moved(x=x, z=z),
            )
        else:
            piece.add(finish, leg(style, height_m, thick_m=thick_m, lean=out).moved(x=x, z=z))


def bar_handle(length_m: float, *, upright: bool = False) -> Shape:
    """A slim bow handle whose posts end at z = 0, centred on the origin."""
    stand, r, half = 0.026, 0.005, length_m / 2
    grip = rod((-half, 0, stand), (half, 0, stand), r)
    posts = [rod((x, 0, 0), (x, 0, stand), r * 0.8, segments=8) for x in (-half * 0.8, half * 0.8)]
    shape = joined([grip, *posts])
    return shape.turned("z", math.pi / 2) if upright else shape


def knob(radius_m: float = 0.014) -> Shape:
    """A turned knob whose stem starts at z = 0."""
    r = radius_m
    profile = [
        (0, 0),
        (r * 0.5, 0),
        (r * 0.42, r * 0.8),
        (r * 0.9, r * 1.2),
        (r, r * 1.6),
        (r * 0.8, r * 1.95),
        (0, r * 2.05),
    ]
    return lathe(profile, segments=14, sharp_deg=60).turned("x", math.pi / 2)


def cup_pull(width_m: float = 0.09) -> Shape:
    """A half-shell pull, open below."""
    angles = np.linspace(0, math.pi / 2, 6)
    path = [(x, 0.0, 0.0) for x in np.linspace(-width_m / 2, width_m / 2, 8)]
    bow = [tube([(x, 0.018 * math.sin(a), 0.024 * math.cos(a)) for a in angles], 0.0035, segments=6) for x, *_ in path]
    rim = tube([(x, 0.0, 0.024) for x, *_ in path], 0.004, segments=6)
    return joined([*bow, rim])


def handle_style(piece: Piece) -> str:
    """bar, knob, cup or none, by wish and style."""
    if not piece.has("handles", True):
        return "none"
    if piece.style("classic", "rustic"):
        return "cup" if piece.style("rustic") else "knob"
    if piece.style("minimalist", "japanese"):
        return "none"
    return "knob" if piece.style("scandinavian") else "bar"


def handle(style: str, *, length_m: float = 0.14, upright: bool = False) -> Shape | None:
    if style == "none":
        return None
    if style == "knob":
        return knob()
    return cup_pull() if style == "cup" and not upright else bar_handle(length_m, upright=upright)


def add_front(
    piece: Piece,
    finish: Finish,
    size: tuple[float, float],
    centre: Sequence[float],
    *,
    thick_m: float = 0.019,
    framed: bool = False,
    grain: Axis | None = None,
) -> None:
    """A drawer or door front whose back face is at `centre` (x, y, z); `framed` gives it rails round a field."""
    w, h = size
    x, y, z = centre
    along = grain or ("x" if w > h else "y")
    if not framed or min(w, h) < 0.16:
        piece.add(finish, box((w, h, thick_m), bevel_m=0.0025, grain=along, base=False).moved(x, y, z + thick_m / 2))
        return
    rail = min(0.065, min(w, h) * 0.22)
    field = box((w - 2 * rail + 0.01, h - 2 * rail + 0.01, thick_m * 0.45), bevel_m=0.002, grain=along, base=False)
    rails = [
        box((rail, h, thick_m), bevel_m=0.003, grain="y", base=False).moved(
            x + side * (w - rail) / 2, y, z + thick_m / 2
        )
        for side in (-1, 1)
    ] + [
        box((w - 2 * rail, rail, thick_m), bevel_m=0.003, grain="x", base=False).moved(
            x, y + side * (h - rail) / 2, z + thick_m / 2
        )
        for side in (-1, 1)
    ]
    piece.add(finish, field.moved(x, y, z + thick_m * 0.225), *rails)


def add_pull(
    piece: Piece, finish: Finish, style: str, at: Sequence[float], *, length_m: float = 0.14, upright: bool = False
) -> None:
    """A handle on a front's face at `at`."""
    shape = handle(style, length_m=length_m, upright=upright)
    if shape is not None:
        piece.add(finish, shape.moved(*at))


def add_castor(piece: Piece, finish: Finish, at: Corner, *, radius_m: float = 0.028) -> float:
    """A twin-wheel castor under (x, z); gives the height of its top."""
    r = radius_m
    x, z = at
    for side in (-1, 1):
        wheel = (
            cylinder(r, 0.018, bevel_m=0.005, segments=16)
            .turned("z", math.pi / 2)
            .moved(x=x + side * 0.012 + 0.009, y=r, z=z)
        )
        piece.add(finish, wheel)
    piece.add(finish, cylinder(0.008, 0.03, segments=8).moved(x, r * 1.2, z))
    return r * 1.2 + 0.03
