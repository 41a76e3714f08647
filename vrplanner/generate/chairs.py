"""Chairs for tables: wooden, moulded and upholstered."""

import math

import numpy as np

from vrplanner.generate.fittings import add_legs, corners
from vrplanner.generate.materials import Finish, finish
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Array, Shape, grid, joined
from vrplanner.generate.shapes.soft import cushion, dimpled
from vrplanner.generate.shapes.solids import (
    box,
    cylinder,
    rectangle,
    rod,
    slab,
    tube,
)

SEAT_HEIGHT_M = 0.455


def chair(piece: Piece) -> None:
    """Of cloth or leather: an upholstered shell; of metal: tubes; of plastic: a moulded shell; of wood: a frame."""
    if piece.family == "textile":
        _upholstered_chair(piece)
    elif piece.spec.material == "plastic":
        _shell_chair(piece)
    else:
        _wooden_chair(piece)


def _seat_height(piece: Piece) -> float:
    return min(SEAT_HEIGHT_M, piece.height * 0.58)


def _wooden_chair(piece: Piece) -> None:
    w, h, d = piece.width, piece.height, piece.depth
    wood = piece.main
    seat = _seat_height(piece)
    thick, rake = 0.034, min(0.07, d * 0.14)
    x = w / 2 - thick / 2 - 0.004
    front = d / 2 - 0.04
    rear = -d / 2 + rake + 0.02
    leg_style = piece.choice("legs", "tapered" if piece.style("scandinavian", "mid-century") else "block")
    add_legs(
        piece,
        piece.part("leg", piece.spec.material, piece.spec.color),
        leg_style,
        [(-x, front), (x, front)],
        seat - 0.02,
        thick_m=thick * 1.1,
    )
    piece.assembly.mirrored_pair(wood, _back_post(thick, h, seat, rake).moved(x, 0, rear))
    for z in (front, rear):
        piece.add(wood, box((2 * x - thick * 0.5, 0.055, 0.02), bevel_m=0.003, grain="x").moved(0, seat - 0.08, z))
    piece.assembly.mirrored_pair(
        wood, box((0.02, 0.055, front - rear), bevel_m=0.003, grain="z").moved(x, seat - 0.08, (front + rear) / 2)
    )
    piece.assembly.mirrored_pair(wood, rod((x, seat * 0.4, rear), (x, seat * 0.4, front), 0.009, segments=8))
    _chair_seat(piece, wood, seat, front + 0.035, rear - 0.01)
    _chair_back(piece, wood, (2 * x - thick * 0.6, seat, h), rear, rake)
    if piece.choice("arms", "none") not in ("none",):
        _chair_arms(piece, wood, x=x, seat=seat, front=front, rear=rear)


def _back_post(thick: float, h: float, seat: float, rake: float) -> Shape:
    """A rear leg that goes on as the back's post: it leans back above the seat and a little below it."""
    post = box((thick, h, thick * 0.95), bevel_m=0.006, steps=2, cells=(1, 10, 1), grain="y")

    def warp(points: Array) -> Array:
        y = points[:, 1:2]
        above = np.clip((y - seat) / max(h - seat, 1e-6), 0, 1)
        below = np.clip((seat - y) / max(seat, 1e-6), 0, 1)
        slim = 1 - 0.35 * above - 0.25 * below
        back = -rake * above**1.3 - 0.5 * rake * below**1.5
        return np.hstack([points[:, :1], y, points[:, 2:] * slim + back])

    return post.warped(warp)


def _chair_seat(piece: Piece, wood: Finish, seat: float, front: float, rear: float) -> None:
    w, deep = piece.width, front - rear
    z = (front + rear) / 2
    padded = {"seat_material", "seat_color"} & set(piece.spec.features)
    if padded or piece.style("mid-century"):
        cloth = piece.part(
            "seat",
            "leather" if piece.style("mid-century") else "fabric",
            None if not piece.style("mid-century") else "#2b2623",
        )
        piece.add(wood, box((w - 0.03, 0.016, deep - 0.02), bevel_m=0.004).moved(0, seat - 0.04, z))
        piece.add(
            cloth,
            cushion((w - 0.02, 0.045, deep), seed=piece.seed(), crown_m=0.012, radius_m=0.02, welts=()).moved(
                0, seat - 0.032, z
            ),
        )
    elif piece.style("japanese", "scandinavian") and piece.family == "wood":
        cord = finish("rattan", "#d8c4a0")
        piece.add(cord, box((w - 0.05, 0.024, deep - 0.02), bevel_m=0.011, steps=2).moved(0, seat - 0.03, z))
    else:
        plate = slab(rectangle(w - 0.004, deep, corner_m=0.04), 0.024, bevel_m=0.008, steps=3)
        piece.add(wood, plate.moved(0, seat - 0.026, z))


def _chair_back(piece: Piece, wood: Finish, size: tuple[float, float, float], rear: float, rake: float) -> None:
    width, seat, h = size
    curve = min(0.04, width * 0.1)

    def bent(y: float, tall: float, thick: float = 0.017) -> Shape:
        above = (y + tall / 2 - seat) / (h - seat)
        rail = box((width, tall, thick), bevel_m=0.005, steps=2, cells=(8, 1, 1), grain="x")
        tilt = math.atan2(rake * 1.3, h - seat)
        curved = rail.warped(lambda p: p - np.array([0, 0, 1]) * (curve * (1 - (2 * p[:, :1] / width) ** 2)))
        return curved.turned("x", -tilt).moved(0, y, rear - rake * above**1.3)

    if piece.style("classic", "rustic"):
        piece.add(wood, bent(h - 0.085, 0.075), bent(seat + 0.1, 0.04))
        count = max(3, round(width / 0.085))
        for i in range(count):
            x = (i - (count - 1) / 2) * width / (count + 0.4)
            bow = -curve * (1 - (2 * x / width) ** 2)
            low = (x, seat + 0.12, rear - rake * (0.12 / (h - seat)) ** 1.3 + bow)
            piece.add(wood, rod(low, (x, h - 0.06, rear - rake * 0.9 + bow), 0.008, segments=8))
        return
    heights = (h - 0.11, h - 0.27) if h - seat > 0.34 else (h - 0.1,)
    for y in heights:
        piece.add(wood, bent(y, 0.095 if y == heights[0] else 0.07))


def _chair_arms(piece: Piece, wood: Finish, *, x: float, seat: float, front: float, rear: float) -> None:
    top = min(seat + 0.2, piece.height - 0.1)
    rest = box((0.045, 0.022, front - rear + 0.02), bevel_m=0.009, steps=2, grain="z")
    piece.assembly.mirrored_pair(wood, rest.moved(x, top, (front + rear) / 2))
    piece.assembly.mirrored_pair(
        wood, cylinder(0.013, top - seat + 0.03, segments=12).moved(x, seat - 0.03, front - 0.05)
    )


def _shell_surface(w: float, seat: float, h: float, d: float) -> Array:
    """The seat and back of a moulded shell as a grid (rows from the front edge up to the top, columns across)."""
    rows = np.linspace(0, 1, 22)
    across = np.linspace(-1, 1, 15)
    front, rear = d / 2 - 0.01, -d / 2 + 0.06
    bend = 0.46
    points = np.zeros((len(rows), len(across), 3))
    for i, t in enumerate(rows):
        if t < bend:
            s = t / bend
            z, y = front + (rear + 0.1 - front) * s, seat - 0.03 * s - 0.035 * (1 - s) ** 8
        else:
            s = (t - bend) / (1 - bend)
            z = rear + 0.1 - (0.1 + (d / 2 + rear) * 0.9) * min(1.0, 1.7 * s) ** 0.6 * (0.62 + 0.38 * s)
            y = seat - 0.03 + (h - seat + 0.03) * s**1.25
        cup = 0.05 * math.sin(math.pi * min(t * 0.95 + 0.05, 1.0)) + 0.012
        half = (w / 2) * (0.9 + 0.1 * math.sin(math.pi * t)) * (1 - 0.22 * max(0.0, (t - 0.82) / 0.18) ** 2)
        rise = np.abs(across) ** 2.4 * cup
        upright = max(0.0, min(1.0, (t - bend + 0.1) / 0.25))
        points[i, :, 0] = across * half
        points[i, :, 1] = y + rise * (1 - upright * 0.75) - np.abs(across) ** 4 * 0.03 * max(0.0, (t - 0.85) / 0.15)
        points[i, :, 2] = z + rise * upright * 1.1
    return points


def _thick_sheet(points: Array, thick: float) -> Shape:
    """A closed sheet: the surface, its other side `thick` behind it, and a rounded rim between them."""
    uvs = _sheet_uvs(points)
    face = grid(points[:, ::-1], uvs[:, ::-1] * np.array([-1.0, 1.0]))
    normals = face.normals.reshape(points.shape)[:, ::-1]
    if float(normals[0, :, 1].mean()) < 0:
        face = grid(points, uvs)
        normals = face.normals.reshape(points.shape)
        behind = grid((points - normals * thick)[:, ::-1], uvs[:, ::-1] * np.array([-1.0, 1.0]))
    else:
        behind = grid(points - normals * thick, uvs)
    middle = points - normals * thick / 2
    loop = np.concatenate([middle[0, :-1], middle[:-1, -1], middle[-1, :0:-1], middle[:0:-1, 0]])
    return joined([face, behind, tube(loop, thick * 0.52, segments=6, closed=True)])


def _sheet_uvs(points: Array) -> Array:
    down = np.linalg.norm(np.diff(points, axis=0), axis=-1).mean(axis=1)
    v = np.concatenate([[0.0], np.cumsum(down)])
    return np.stack(np.broadcast_arrays(points[..., 0], v[:, None]), -1)


def _shell_chair(piece: Piece) -> None:
    w, h, d = piece.width, piece.height, piece.depth
    seat = _seat_height(piece)
    piece.add(piece.main, _thick_sheet(_shell_surface(w, seat, h, d), 0.007))
    legs = piece.part("leg", "beech" if not piece.style("industrial") else "metal")
    under = seat - 0.05
    piece.add(finish("metal"), box((w * 0.5, 0.012, d * 0.4), bevel_m=0.003).moved(0, under - 0.005, 0.02))
    lean = 0.08
    x, z = w / 2 - lean - 0.025, d / 2 - lean - 0.04
    add_legs(
        piece, legs, piece.choice("legs", "tapered"), corners(2 * x, 2 * z), under + 0.012, thick_m=0.034, lean_m=lean
    )
    for sign in (-1, 1):
        piece.add(finish("metal"), rod((-x, under * 0.55, sign * z), (x, under * 0.55, -sign * z), 0.005, segments=6))


def _upholstered_chair(piece: Piece) -> None:
    """A padded seat and a curved padded back on slender legs."""
    w, h, d = piece.width, piece.height, piece.depth
    cloth, seat = piece.main, _seat_height(piece)
    pad = cushion((w - 0.01, 0.095, d * 0.86), seed=piece.seed(), crown_m=0.016, radius_m=0.035, welts=(1,))
    piece.add(cloth, pad.moved(0, seat - 0.09, d / 2 - d * 0.43))
    tall, thick = h - seat + 0.06, 0.07
    shell = box((w * 0.98, tall, thick), bevel_m=0.033, steps=3, cells=(12, 8, 1))
    wrap = min(0.11, d * 0.24)

    def warp(points: Array) -> Array:
        t = points[:, 1] / tall
        s = 2 * points[:, 0] / (w * 0.98)
        moved = points.copy()
        moved[:, 2] += wrap * np.abs(s) ** 2.2 - 0.045 * t
        moved[:, 1] -= np.abs(s) ** 3 * 0.07 * np.clip(t, 0, 1)
        moved[:, 0] *= 0.94 + 0.06 * np.sin(math.pi * np.clip(t, 0, 1))
        return moved

    back = shell.warped(warp)
    if piece.has("tufted"):
        places = np.array(
            [(x, y, float(back.high[2]) - wrap) for y in (0.45 * tall, 0.72 * tall) for x in (-0.12, 0.0, 0.12)]
        )
        back = dimpled(back, places, depth_m=0.012, reach_m=0.035)
    piece.add(cloth, back.moved(0, h - float(back.high[1]), -d / 2 - float(back.low[2])))
    legs = piece.part(
        "leg",
        "walnut"
        if piece.style("mid-century", "classic")
        else "oak"
        if piece.style("scandinavian", "japanese")
        else "metal",
    )
    lean = 0.045
    x, z = w / 2 - 0.05 - lean, d / 2 - 0.05 - lean
    style = piece.choice("legs", "tapered")
    add_legs(
        piece,
        legs,
        style,
        [(-x, -z), (x, -z), (x, z), (-x, z)],
        seat - 0.075,
        thick_m=0.036,
        lean_m=lean if style != "sled" else 0.0,
    )
    if piece.choice("arms", "none") != "none":
        for side in (-1, 1):
            top = seat + 0.2
            path = [
                (side * (w / 2 - 0.03), seat - 0.05, z),
                (side * (w / 2 - 0.02), top, z - 0.02),
                (side * (w / 2 - 0.02), top, -d / 2 + 0.08),
            ]
            piece.add(legs, tube(path, 0.012, segments=8))


BUILDERS: dict[str, Builder] = {"chair": chair}
