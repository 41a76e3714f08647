"""Armchairs and ottomans."""

import math

import numpy as np

from vrplanner.generate.fittings import add_legs
from vrplanner.generate.materials import Finish
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Shape
from vrplanner.generate.shapes.soft import cushion, dimpled, pillow
from vrplanner.generate.shapes.solids import box, ellipse, rectangle, slab
from vrplanner.generate.sofas import sofa


def armchair(piece: Piece) -> None:
    """A one-seat sofa; wing chairs get a high back with wings, wood or rattan ones an open frame."""
    if piece.has("wingback"):
        _wing_chair(piece)
    elif piece.family in ("wood", "woven") or (piece.style("mid-century", "scandinavian") and not piece.has("tufted")):
        _open_armchair(piece)
    else:
        piece.asked.add("seats")
        sofa(piece)


def _wing_chair(piece: Piece) -> None:
    cloth = piece.upholstery()
    w, h, d = piece.width, piece.height, piece.depth
    leg, seat = 0.15, min(0.45, h * 0.45)
    t = min(0.11, w * 0.14)
    inner = w - 2 * t
    piece.add(cloth, box((inner + 0.02, seat - 0.12 - leg, d - 0.08), bevel_m=0.012, steps=2).moved(0, leg, 0.03))
    back = box((inner + 0.02, h - leg - 0.02, 0.13), bevel_m=0.05, steps=3, cells=6)
    if piece.has("tufted"):
        tall = h - leg
        buttons = np.array(
            [
                (x, y, 0.065)
                for row, y in enumerate(np.linspace(0.5, 0.9, 4) * tall)
                for x in np.linspace(-0.36, 0.36, 4 - row % 2) * inner
            ]
        )
        back = dimpled(
            box((inner + 0.02, h - leg - 0.02, 0.13), bevel_m=0.05, steps=3, cells=14), buttons, depth_m=0.02
        )
    back = back.turned("x", -0.1)
    piece.add(cloth, back.moved(0, h - float(back.high[1]), -d / 2 - float(back.low[2])))
    arm = box((t, 0.6 * h - leg, d - 0.12), bevel_m=0.035, steps=3, cells=2).moved(w / 2 - t / 2, leg, 0.06)
    wing = box((t * 0.7, h * 0.42, d * 0.36), bevel_m=0.03, steps=3, cells=4).warped(_swept(h * 0.42, d * 0.36))
    piece.assembly.mirrored_pair(cloth, arm)
    piece.assembly.mirrored_pair(cloth, wing.moved(w / 2 - t * 0.5, h * 0.57, -d / 2 + d * 0.2 + 0.02))
    pad = cushion((inner - 0.004, 0.15, d - 0.16), seed=piece.seed(), welts=(1, -1))
    piece.add(cloth, pad.moved(0, seat - 0.13, 0.08))
    piece.add(
        cloth,
        pillow((inner * 0.86, 0.28, 0.12), seed=piece.seed()).turned("x", -0.2).moved(0, seat + 0.01, -d / 2 + 0.27),
    )
    feet = piece.part("leg", "walnut")
    x, z = w / 2 - 0.06, d / 2 - 0.08
    add_legs(
        piece,
        feet,
        piece.choice("legs", "tapered"),
        [(-x, -z), (x, -z), (x, z), (-x, z)],
        leg + 0.01,
        thick_m=0.045,
        lean_m=0.02,
    )


def _swept(tall: float, deep: float):  # type: ignore[no-untyped-def]
    """A wing's outline: deep below, curving back towards its top."""

    def warp(points: np.ndarray) -> np.ndarray:
        t = np.clip(points[:, 1] / tall, 0, 1)
        moved = points.copy()
        share = 1.0 - 0.35 * t**2
        moved[:, 2] = -deep / 2 + (points[:, 2] + deep / 2) * share
        return moved

    return warp


def _open_armchair(piece: Piece) -> None:
    """A wooden frame with paddle arms that carries a seat and a back cushion."""
    w, h, d = piece.width, piece.height, piece.depth
    wood = (
        piece.part("leg", "walnut" if piece.style("mid-century") else "oak")
        if piece.family == "textile"
        else piece.main
    )
    cloth = piece.upholstery("linen", "#d9cfbd")
    seat, arm = min(0.42, h * 0.5), min(0.58, h * 0.68)
    bar, x = 0.042, w / 2 - 0.035
    front, rear = d / 2 - 0.05, -d / 2 + 0.14
    for z, top in ((front, arm), (rear, arm - 0.02)):
        upright = tapered_bar(bar, top, lean=0.045 if z > 0 else -0.08)
        piece.assembly.mirrored_pair(wood, upright.moved(x, 0, z))
    paddle = box((0.07, 0.026, d * 0.78), bevel_m=0.011, steps=3, cells=3).turned("x", 0.035)
    piece.assembly.mirrored_pair(wood, paddle.moved(w / 2 - 0.035, arm - 0.01, 0.02))
    for z in (front - 0.01, rear + 0.02):
        piece.add(wood, box((w - 0.08, 0.06, 0.026), bevel_m=0.006, steps=2, grain="x").moved(0, seat - 0.2, z))
    piece.assembly.mirrored_pair(
        wood,
        box((0.026, 0.05, front - rear), bevel_m=0.005, grain="z")
        .turned("x", 0.06)
        .moved(x, seat - 0.2, (front + rear) / 2),
    )
    tilt = -0.32
    tall = (h - seat + 0.1) / math.cos(tilt)
    for side in (-1, 1):
        post = box((0.034, tall, 0.03), bevel_m=0.008, steps=2, grain="y").turned("x", tilt)
        piece.add(wood, post.moved(side * (w / 2 - 0.12), h - float(post.high[1]), -d / 2 - float(post.low[2])))
    for share in (0.3, 0.62, 0.95):
        y = seat - 0.1 + (h - seat + 0.06) * share
        z = -d / 2 + 0.035 + (h - y) * math.tan(-tilt)
        piece.add(wood, box((w - 0.22, 0.035, 0.018), bevel_m=0.005, grain="x").moved(0, y - 0.03, z))
    inner = w - 0.16
    pad = cushion((inner, 0.14, d * 0.72), seed=piece.seed(), crown_m=0.028).turned("x", 0.06)
    piece.add(cloth, pad.moved(0, seat - 0.13, d / 2 - d * 0.36 - 0.03))
    rest = cushion((inner, h - seat - 0.01, 0.15), seed=piece.seed(), crown_m=0.035, welts=(1,), lying=False).turned(
        "x", tilt
    )
    piece.add(cloth, rest.moved(0, h - 0.015 - float(rest.high[1]), -d / 2 + 0.05 - float(rest.low[2])))


def tapered_bar(thick: float, height: float, *, lean: float) -> Shape:
    """An upright of oval section, slender at its foot, whose foot stands `lean` metres before its top."""
    bar = slab(ellipse(thick * 0.75, thick, segments=12), height, bevel_m=0.003, steps=1)

    def warp(points: np.ndarray) -> np.ndarray:
        t = points[:, 1:2] / height
        girth = 0.62 + 0.38 * np.sin(np.clip(t, 0, 1) * math.pi * 0.75)
        return np.hstack([points[:, :1] * girth, points[:, 1:2], points[:, 2:] * girth + lean * (1 - t)])

    upright = Shape(bar.positions, bar.normals, bar.uvs[:, ::-1] * np.array([1.0, -1.0]), bar.triangles)
    return upright.warped(warp)


def ottoman(piece: Piece) -> None:
    """A round pouf with a seam round its middle, or a boxed footstool on feet."""
    cloth = piece.upholstery()
    w, h, d = piece.width, piece.height, piece.depth
    if piece.has("round") or piece.spec.material in ("knit", "boucle", "jute"):
        _pouf(piece, cloth)
        return
    leg = min(0.1, h * 0.28)
    pad_height = (h - leg) * 0.5
    base = box((w - 0.02, h - leg - pad_height * 0.8, d - 0.02), bevel_m=0.02, steps=2)
    pad = cushion((w, pad_height, d), seed=piece.seed(), crown_m=0.025, welts=(1, -1), cells=10)
    if piece.has("tufted"):
        buttons = np.array(
            [(x, pad_height, z) for x in np.linspace(-w * 0.3, w * 0.3, 4) for z in np.linspace(-d * 0.25, d * 0.25, 3)]
        )
        pad = dimpled(pad, buttons, depth_m=0.02, reach_m=0.04)
    piece.add(cloth, base.moved(y=leg), pad.moved(y=h - pad_height))
    feet = piece.part("leg", "oak")
    x, z = w / 2 - 0.06, d / 2 - 0.06
    add_legs(
        piece,
        feet,
        piece.choice("legs", "tapered"),
        [(-x, -z), (x, -z), (x, z), (-x, z)],
        leg + 0.005,
        thick_m=0.04,
        lean_m=0.012,
    )


def _pouf(piece: Piece, cloth: Finish) -> None:
    w, h, d = piece.width, piece.height, piece.depth
    outline = ellipse(w * 0.96, d * 0.96, segments=40) if piece.has("round") else rectangle(w, d, corner_m=0.12)
    body = slab(outline, h * 0.96, bevel_m=h * 0.34, steps=6)

    def warp(points: np.ndarray) -> np.ndarray:
        t = np.clip(points[:, 1:2] / h, 0, 1)
        bulge = 1 + 0.04 * np.sin(math.pi * t)
        reach = np.hypot(points[:, :1] / (w / 2), points[:, 2:] / (d / 2))
        crown = 0.04 * h * np.clip(1 - reach**2, 0, 1) * t
        return np.hstack([points[:, :1] * bulge, points[:, 1:2] + crown, points[:, 2:] * bulge])

    piece.add(cloth, body.warped(warp))


BUILDERS: dict[str, Builder] = {"armchair": armchair, "ottoman": ottoman}
