"""Beds and cots: frames, headboards, mattresses and bedding."""

import math

import numpy as np

from vrplanner.generate.fittings import add_legs, corners
from vrplanner.generate.materials import Finish, finish
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Shape, grid, joined
from vrplanner.generate.shapes.soft import cushion, dimpled, pillow
from vrplanner.generate.shapes.solids import box, cylinder, rod, tube

LYING_M = 0.52
"""Height of the mattress' top above the floor."""


def bed(piece: Piece) -> None:
    """Head at the back (-Z). A mattress in side rails, a headboard, two pillows a double bed, a duvet folded back."""
    if piece.has("bunk"):
        _bunk_bed(piece)
        return
    w, h, d = piece.width, piece.height, piece.depth
    upholstered = piece.family == "textile"
    frame = piece.main if upholstered or piece.family == "metal" else piece.wooden()
    top = min(LYING_M, h * (0.95 if h < 0.5 else 0.7))
    headed = piece.has("headboard", True) and h > top + 0.08
    head = (0.1 if upholstered else 0.045) if headed else 0.0
    rail = 0.045 if upholstered else 0.026
    low = min(0.1 if upholstered else 0.16, top * 0.3)
    rail_top = max(low + 0.06, top - 0.14)
    if piece.has("storage"):
        low = 0.02
    _frame(piece, frame, rail=rail, low=low, top=rail_top, head=head)
    if headed:
        _headboard(piece, frame, head, upholstered)
    mattress = (w - 2 * rail - 0.01, top - rail_top + 0.1, d - head - rail - 0.015)
    z = -d / 2 + head + 0.005 + mattress[2] / 2
    ticking = finish("cotton", "#efece6")
    piece.add(ticking, box(mattress, bevel_m=0.05, steps=3, cells=4).moved(0, top - mattress[1], z))
    _bedding(piece, mattress, top, z)
    style = piece.choice(
        "legs", "block" if upholstered or not piece.style("scandinavian", "mid-century") else "tapered"
    )
    if low > 0.03 and style != "none" and not piece.has("canopy"):
        legs = piece.part(
            "leg", "oak" if upholstered else piece.spec.material, None if upholstered else piece.spec.color
        )
        add_legs(
            piece,
            legs,
            style,
            corners(w, d, inset_m=0.07),
            low + 0.004,
            thick_m=0.06,
            lean_m=0.015 if style == "tapered" else 0.0,
        )
    if piece.has("canopy"):
        _canopy(piece, frame)


def _frame(piece: Piece, frame: Finish, *, rail: float, low: float, top: float, head: float) -> None:
    w, d = piece.width, piece.depth
    soft = 0.016 if rail > 0.03 else 0.003
    long = d - head
    z = -d / 2 + head + long / 2
    side = box((rail, top - low, long), bevel_m=soft, steps=2, grain="z")
    piece.assembly.mirrored_pair(frame, side.moved(w / 2 - rail / 2, low, z))
    foot = box((w - 2 * rail + 0.01, top - low, rail), bevel_m=soft, steps=2, grain="x")
    piece.add(frame, foot.moved(0, low, d / 2 - rail / 2))
    piece.add(
        finish("wood"),
        box((w - 2 * rail, 0.02, long - rail), bevel_m=0.002, grain="x").moved(0, max(low, top - 0.12), z - rail / 2),
    )


def _head_height(piece: Piece) -> float:
    return min(piece.height, 1.15) if piece.has("canopy") else piece.height


def _headboard(piece: Piece, frame: Finish, thick: float, upholstered: bool) -> None:
    w, h, d = piece.width, _head_height(piece), piece.depth
    finish_ = (
        piece.part("headboard", piece.spec.material, piece.spec.color)
        if {"headboard_material", "headboard_color"} & set(piece.spec.features)
        else frame
    )
    z = -d / 2 + thick / 2
    if not upholstered and "headboard_material" not in piece.spec.features:
        _wooden_headboard(piece, finish_, z)
        return
    if piece.has("channelled"):
        count = max(4, round(w / 0.16))
        for i in range(count):
            rib = box((w / count, h - 0.02, thick), bevel_m=min(0.045, w / count * 0.45), steps=3)
            piece.add(finish_, rib.moved(-w / 2 + w / count * (i + 0.5), 0.02, z))
        return
    if piece.has("tufted"):
        rows = np.arange(LYING_M + 0.1, h - 0.06, 0.14)
        columns = max(3, round(w / 0.2))
        buttons = np.array(
            [
                (-w / 2 + w * (i + (0.5 if r % 2 else 1.0)) / columns, y - 0.02, thick / 2)
                for r, y in enumerate(rows)
                for i in range(columns - (r + 1) % 2)
            ]
        )
        panel = box((w, h - 0.02, thick), bevel_m=0.03, steps=3, cells=(columns * 4, 20, 1))
        panel = dimpled(panel, buttons, depth_m=0.026, reach_m=0.05) if len(buttons) else panel
        piece.add(finish_, panel.moved(0, 0.02, z))
        for x, y, _ in buttons:
            piece.add(
                finish_,
                cylinder(0.012, 0.01, bevel_m=0.004, segments=8)
                .turned("x", math.pi / 2)
                .moved(x, y + 0.02, z + thick / 2 - 0.026),
            )
        return
    panels = 2 if w > 1.2 else 1
    piece.add(finish_, box((w, h - 0.06, thick * 0.5), bevel_m=0.02, steps=2).moved(0, 0.02, -d / 2 + thick * 0.25))
    for i in range(panels):
        pad = cushion(
            (w / panels - 0.003, h - LYING_M + 0.16, thick * 0.75),
            seed=piece.seed(),
            crown_m=0.014,
            radius_m=0.03,
            lying=False,
        )
        piece.add(finish_, pad.moved((i - (panels - 1) / 2) * w / panels, h - float(pad.high[1]), z + thick * 0.12))


def _wooden_headboard(piece: Piece, wood: Finish, z: float) -> None:
    w, h = piece.width, _head_height(piece)
    post = 0.055
    if piece.spec.material == "metal":
        _metal_headboard(piece, wood, z)
        return
    piece.assembly.mirrored_pair(
        wood,
        box((post, h - (0 if not piece.style("classic") else 0.03), 0.04), bevel_m=0.005, steps=2, grain="y").moved(
            w / 2 - post / 2, 0, z
        ),
    )
    low = 0.3
    if piece.style("scandinavian", "rustic", "classic"):
        piece.add(wood, box((w - post, 0.07, 0.032), bevel_m=0.006, steps=2, grain="x").moved(0, h - 0.07, z))
        piece.add(wood, box((w - post, 0.06, 0.028), bevel_m=0.004, grain="x").moved(0, low, z))
        count = max(4, round(w / 0.11))
        for i in range(count):
            x = (i - (count - 1) / 2) * (w - 2 * post) / count
            piece.add(wood, box((0.03, h - low - 0.1, 0.014), bevel_m=0.003, grain="y").moved(x, low + 0.05, z))
        return
    boards = max(2, round((h - low) / 0.22))
    tall = (h - low) / boards
    for i in range(boards):
        piece.add(
            wood, box((w - post, tall - 0.004, 0.024), bevel_m=0.003, steps=2, grain="x").moved(0, low + tall * i, z)
        )


def _metal_headboard(piece: Piece, metal: Finish, z: float) -> None:
    w, h = piece.width, _head_height(piece)
    r = 0.014
    corner = 0.12
    bow = [(-w / 2 + r, 0.0, z), (-w / 2 + r, h - corner, z)]
    bow += [
        (-w / 2 + r + corner * (1 - math.cos(a)), h - r - corner + corner * math.sin(a), z)
        for a in np.linspace(0.2, math.pi / 2, 5)
    ]
    piece.add(metal, tube([*bow, *[(-x, y, zz) for x, y, zz in reversed(bow)]], r, segments=10))
    piece.add(metal, rod((-w / 2 + r, 0.45, z), (w / 2 - r, 0.45, z), r * 0.8))
    count = max(4, round(w / 0.13))
    for i in range(1, count):
        x = -w / 2 + w * i / count
        piece.add(
            metal,
            rod(
                (x, 0.45, z),
                (x, h - r * 1.4 - (0.06 if i in (1, count - 1) and w / count < corner else 0), z),
                r * 0.5,
                segments=8,
            ),
        )


def _canopy(piece: Piece, frame: Finish) -> None:
    w, h, d = piece.width, piece.height, piece.depth
    bar = 0.045
    for x, z in corners(w, d, inset_m=bar / 2):
        piece.add(frame, box((bar, h, bar), bevel_m=0.004, grain="y").moved(x, 0, z))
    for sign in (-1, 1):
        piece.add(frame, box((w - bar, bar, bar), bevel_m=0.004, grain="x").moved(0, h - bar, sign * (d / 2 - bar / 2)))
        piece.add(frame, box((bar, bar, d - bar), bevel_m=0.004, grain="z").moved(sign * (w / 2 - bar / 2), h - bar, 0))


def _bedding(piece: Piece, mattress: tuple[float, float, float], top: float, z: float) -> None:
    w, _, long = mattress
    white = finish("cotton", "#f3f1ec")
    double = w > 1.15
    width = min(0.66, w / (2 if double else 1) - 0.06)
    accents = ["#b7c0b4", "#c9b8a3", "#8f9aa6", "#c7a08d", "#5e6b62", "#d9d2c5"]
    cover = finish("linen", accents[int(piece.rng.integers(len(accents)))])
    # against a headboard pillows lean, without one they lie; under a low rail there is no room for them
    room_above = piece.height - top
    lean = math.radians(58 if room_above > 0.36 else 84)
    for i in range((2 if double else 1) if room_above > 0.17 else 0):
        x = (i - 0.5) * w / 2 if double else 0.0
        lying = pillow((width, 0.44, 0.17 if room_above > 0.36 else 0.13), seed=piece.seed(), welt=False).turned(
            "x", -lean
        )
        piece.add(white, lying.moved(x, top - float(lying.low[1]) - 0.012, z - long / 2 - float(lying.low[2]) + 0.02))
    fold = z - long / 2 + min(0.62, long * 0.34)
    end = z + long / 2 - 0.045
    room = max(0.0, (piece.width - w) / 2 - 0.002)
    rise = min(0.05, max(0.012, piece.height - top - 0.01))
    piece.add(
        cover,
        _duvet(w + 2 * min(room, 0.006), end - fold, rise, drop=0.15, seed=piece.seed()).moved(
            0, top, (fold + end) / 2
        ),
    )
    turned = _duvet(w + 2 * min(room, 0.006) + 0.004, 0.3, rise * 0.9, drop=0.12, seed=piece.seed())
    piece.add(white, turned.moved(0, top + rise * 0.45, fold + 0.1))


def _duvet(w: float, long: float, rise: float, *, drop: float, seed: int) -> Shape:
    """A quilt on a mattress' top at y = 0, its sides hanging down `drop`, with soft creases and stuffed squares."""
    rng = np.random.default_rng(seed)
    columns, rows = 28, 22
    s = np.linspace(-1, 1, columns + 1)
    t = np.linspace(0, 1, rows + 1)
    half = w / 2
    unrolled = s * (half + drop)
    over = np.clip(np.abs(unrolled) - half + 0.05, 0, None)
    bend = np.clip(over / 0.09, 0, 1)
    x = np.sign(s) * (np.minimum(np.abs(unrolled), half - 0.05) + 0.05 * np.sin(bend * math.pi / 2))
    y = -np.where(over > 0, 0.05 * (1 - np.cos(bend * math.pi / 2)) + np.clip(over - 0.09, 0, None), 0)
    waves, phases = rng.normal(size=(7, 2)) * np.array([5.0, 4.0]), rng.uniform(0, math.tau, 7)
    along = (t - 0.5) * long
    grid_s, grid_t = np.meshgrid(unrolled, along)
    creases = np.cos(np.stack([grid_s, grid_t], -1) @ waves.T + phases).mean(-1)
    quilt = np.abs(np.sin(math.pi * grid_s / 0.3) * np.sin(math.pi * grid_t / 0.3)) ** 0.5
    loft = rise * (0.5 + 0.28 * quilt + 0.3 * creases)
    edge = np.minimum(1.0, np.minimum(t, 1 - t) / 0.05)[:, None] ** 0.5
    loft = np.clip(loft * (0.04 + 0.96 * edge), 0.002, rise)
    hang = np.broadcast_to(bend, loft.shape)
    points = np.stack(
        [
            np.broadcast_to(x, loft.shape) + np.sign(s) * hang * np.minimum(loft * 0.35, 0.014),
            np.broadcast_to(y, loft.shape) + loft * (1 - hang),
            np.broadcast_to(along[:, None], loft.shape),
        ],
        -1,
    )
    uvs = np.stack([grid_s, -grid_t], -1)
    top = grid(points[::-1], uvs[::-1])
    under = grid(points - np.array([0, 0.002, 0]), uvs)
    return joined([top, under])


def _bunk_bed(piece: Piece) -> None:
    """Two beds one above the other, a guard rail and a ladder at the front."""
    w, h, d = piece.width, piece.height, piece.depth
    wood = piece.wooden("pine") if piece.family != "textile" else finish("pine")
    post = 0.07
    for x, z in corners(w, d, inset_m=post / 2):
        piece.add(wood, box((post, h, post), bevel_m=0.006, steps=2, grain="y").moved(x, 0, z))
    for level in (min(0.3, h * 0.2), h * 0.68):
        for sign in (-1, 1):
            piece.add(
                wood,
                box((0.026, 0.13, d - post), bevel_m=0.003, grain="z").moved(
                    sign * (w / 2 - post / 2), level - 0.05, 0
                ),
            )
            piece.add(
                wood,
                box((w - post, 0.13, 0.026), bevel_m=0.003, grain="x").moved(
                    0, level - 0.05, sign * (d / 2 - post / 2)
                ),
            )
        size = (w - post - 0.03, 0.13, d - post - 0.03)
        piece.add(finish("cotton", "#efece6"), box(size, bevel_m=0.03, steps=2).moved(0, level + 0.01, 0))
        head = pillow((min(0.6, w - 0.2), 0.4, 0.12), seed=piece.seed(), welt=False).turned("x", -1.3)
        piece.add(finish("cotton", "#f3f1ec"), head.moved(0, level + 0.15, -d / 2 + 0.36))
        piece.add(
            finish("linen", "#8f9aa6"),
            _duvet(size[0] - 0.02, d * 0.6, 0.03, drop=0.0, seed=piece.seed()).moved(0, level + 0.14, d * 0.16),
        )
    for y in (h * 0.68 + 0.2, h - 0.05):
        for sign in (-1, 1):
            span = d - post if sign < 0 else d * 0.62
            piece.add(
                wood,
                box((0.02, 0.07, span), bevel_m=0.003, grain="z").moved(
                    sign * (w / 2 - post / 2), y - 0.035, 0 if sign < 0 else -d * 0.17
                ),
            )
            piece.add(
                wood,
                box((w - post, 0.07, 0.02), bevel_m=0.003, grain="x").moved(0, y - 0.035, sign * (d / 2 - post / 2)),
            )
    x = w / 2 - 0.012
    for z in (d * 0.2, d * 0.2 + 0.36):
        piece.add(wood, box((0.024, h * 0.68 + 0.2, 0.05), bevel_m=0.004, grain="y").moved(x, 0, z))
    for y in np.arange(0.25, h * 0.68, 0.25):
        piece.add(wood, rod((x, y, d * 0.2), (x, y, d * 0.2 + 0.36), 0.015))


def crib(piece: Piece) -> None:
    """A cot: slatted sides between posts, a mattress, small feet."""
    w, h, d = piece.width, piece.height, piece.depth
    wood = piece.wooden("beech")
    post, rail = 0.045, 0.03
    for x, z in corners(w, d, inset_m=post / 2):
        piece.add(wood, box((post, h, post), bevel_m=0.01, steps=2, grain="y").moved(x, 0, z))
    low, top = 0.2, h - 0.025
    for sign in (-1, 1):
        x, z = sign * (w / 2 - post / 2), sign * (d / 2 - post / 2)
        for y in (low, top - 0.045):
            piece.add(wood, box((rail, 0.045, d - post), bevel_m=0.008, steps=2, grain="z").moved(x, y, 0))
            piece.add(wood, box((w - post, 0.045, rail), bevel_m=0.008, steps=2, grain="x").moved(0, y, z))
        count = max(4, round((d - post) / 0.075))
        for i in range(1, count):
            zz = -d / 2 + post / 2 + (d - post) * i / count
            piece.add(wood, cylinder(0.0075, top - low - 0.05, bevel_m=0.001, segments=8).moved(x, low + 0.03, zz))
        count = max(3, round((w - post) / 0.075))
        for i in range(1, count):
            xx = -w / 2 + post / 2 + (w - post) * i / count
            piece.add(wood, cylinder(0.0075, top - low - 0.05, bevel_m=0.001, segments=8).moved(xx, low + 0.03, z))
    size = (w - 2 * post, 0.1, d - 2 * post)
    piece.add(finish("cotton", "#f1eee8"), box(size, bevel_m=0.03, steps=3, cells=3).moved(y=low + 0.06))
    piece.add(
        finish("knit", "#b9c4bd"),
        _duvet(size[0] - 0.02, d * 0.42, 0.02, drop=0.0, seed=piece.seed()).moved(0, low + 0.16, d * 0.2),
    )


BUILDERS: dict[str, Builder] = {"bed": bed, "crib": crib}
