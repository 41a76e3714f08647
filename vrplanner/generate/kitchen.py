"""Kitchen units and appliances."""

import math

import numpy as np

from vrplanner.generate.fittings import add_front, add_pull, handle_style
from vrplanner.generate.materials import Finish, finish, plain
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Shape, grid, joined
from vrplanner.generate.shapes.solids import box, cylinder, lathe, rectangle, rod, slab, tube

PLINTH_M = 0.1
WORKTOP_M = 0.036
BOWL_M = 0.17
TAP_M = 0.28


def kitchen_unit(piece: Piece) -> None:
    """A row of base cabinets, one to 60 cm, with a drawer over doors, a plinth and a worktop.

    With a sink the tap counts into the height where it leaves room for one; a unit of worktop height has none.
    """
    w, d = piece.width, piece.depth
    basin = piece.has("basin") and w > 0.5
    tap = TAP_M if basin and piece.height > 1.05 else 0.0
    worktop = piece.height - tap
    wood = piece.wooden("lacquer")
    top = piece.part("top", "oak" if piece.family != "wood" else "stone")
    plinth = min(PLINTH_M, worktop * 0.14)
    body = d - 0.034
    z = -d / 2 + body / 2
    under = worktop - WORKTOP_M
    cut = min(BOWL_M + 0.01, under - plinth - 0.05) if basin else 0.0
    piece.add(wood, box((w - 0.002, under - plinth - cut, body), bevel_m=0.001, grain="y").moved(0, plinth, z))
    piece.add(
        finish("lacquer", "#2c2c2e"), box((w - 0.02, plinth + 0.001, d - 0.09), bevel_m=0.001).moved(0, 0, -0.035)
    )
    if basin:
        hole = (min(0.5, w - 0.16), d * 0.58)
        _around_hole(piece, wood, (w - 0.002, cut, body), hole, at=(under - cut, z))
        _around_hole(piece, top, (w, WORKTOP_M, d), hole, at=(under, 0.0))
        piece.add(finish("chrome"), basin_bowl(*hole, cut + WORKTOP_M - 0.02).moved(0, worktop - 0.001, 0))
    else:
        piece.add(top, box((w, WORKTOP_M, d), bevel_m=0.004, steps=2, grain="x").moved(y=under))
    if tap:
        piece.add(finish("chrome"), mixer_tap(tap, 0.17).moved(0, worktop, -d / 2 + d * 0.105))
    _row_of_fronts(piece, wood, (plinth, under), face=-d / 2 + body + 0.001)


def _around_hole(
    piece: Piece,
    material: Finish,
    size: tuple[float, float, float],
    hole: tuple[float, float],
    *,
    at: tuple[float, float],
) -> None:
    """A plate with a rectangular hole at x = z = 0, as four boards; `at` is the height of its underside and its z."""
    w, tall, d = size
    y, z = at
    side = (w - hole[0]) / 2
    for sign in (-1, 1):
        piece.add(material, box((side, tall, d), bevel_m=0.003, grain="x").moved(sign * (w - side) / 2, y, z))
        rim = sign * (z + sign * d / 2) - hole[1] / 2
        middle = sign * (hole[1] / 2 + rim / 2)
        piece.add(material, box((hole[0] + 0.004, tall, rim), bevel_m=0.003, grain="x").moved(0, y, middle))


def _row_of_fronts(piece: Piece, wood: Finish, span: tuple[float, float], *, face: float) -> None:
    count = max(1, round(piece.width / 0.6))
    drawers = piece.count("drawers", 1)
    cell = piece.width / count
    pull = (piece.part("handle", "metal"), handle_style(piece))
    framed = piece.style("classic", "rustic")
    for i in range(count):
        place = ((i - (count - 1) / 2) * cell, cell, face)
        only_drawers = drawers >= 3 or (i % 3 == 1 and drawers > 1)
        _unit_fronts(piece, wood, pull, place, span, all_drawers=only_drawers, framed=framed)


def _unit_fronts(
    piece: Piece,
    wood: Finish,
    pull: tuple[Finish, str],
    place: tuple[float, float, float],
    span: tuple[float, float],
    *,
    all_drawers: bool,
    framed: bool,
) -> None:
    x, cell, face = place
    low, high = span
    tall = high - low
    shares = (0.22, 0.39, 0.39) if all_drawers else (0.22,)
    y = high
    for share in shares:
        height = tall * share
        y -= height
        add_front(
            piece,
            wood,
            (cell - 0.004, height - 0.004),
            (x, y + height / 2, face),
            framed=framed and height > 0.2,
            grain="x",
        )
        add_pull(piece, *pull, (x, y + height * 0.62, face + 0.019), length_m=min(0.2, cell * 0.4))
    if all_drawers:
        return
    height = tall * 0.78
    doors = 2 if cell > 0.66 else 1
    for k in range(doors):
        width = cell / doors
        middle = x + (k - (doors - 1) / 2) * width
        add_front(
            piece, wood, (width - 0.004, height - 0.004), (middle, low + height / 2, face), framed=framed, grain="y"
        )
        edge = middle + (width / 2 - 0.04) * (1 if k == 0 else -1)
        add_pull(piece, *pull, (edge, low + height * 0.84, face + 0.019), length_m=0.16, upright=True)


def basin_bowl(w: float, d: float, deep: float, *, corner_m: float = 0.045, rim_m: float = 0.02) -> Shape:
    """An open bowl for a hole of `w` by `d` in a surface at y = 0: a rim, rounded walls, a bottom with a drain."""
    flat = min(w, d) / 2
    rows = [
        (-rim_m, 0.0), (-rim_m, 0.003), (-rim_m * 0.7, 0.0045), (0.0, 0.003), (0.004, -0.004), (0.01, -deep * 0.75),
        (0.02, -deep * 0.92), (0.045, -deep * 0.985), (flat * 0.5, -deep), (flat * 0.9, -deep * 1.01),
    ]  # fmt: skip
    rings: list[np.ndarray] = []
    for inset, y in rows:
        outline = rectangle(w - 2 * inset, d - 2 * inset, corner_m=min(corner_m, flat - inset - 0.001))
        rings.append(np.stack([outline[:, 0], np.full(len(outline), y), outline[:, 1]], -1))
    rings.append(rings[-1] * np.array([0.02, 1.0, 0.02]))
    points = np.array(rings)
    closed = np.concatenate([points, points[:, :1]], axis=1)
    uvs = closed[..., [0, 2]] * np.array([1.0, -1.0])
    drain = lathe(
        [(0, -deep * 1.02 + 0.004), (0.02, -deep * 1.02 + 0.004), (0.03, -deep * 1.02 + 0.002)][::-1], segments=18
    )
    return joined([grid(closed, uvs), drain])


def mixer_tap(tall: float, reach: float) -> Shape:
    """A single-lever tap on y = 0 whose spout points to +z."""
    r = 0.012
    rise = [(0, y, 0) for y in np.linspace(0.0, tall - reach * 0.5, 4)]
    bow = [
        (0, tall - reach * 0.5 + reach * 0.5 * math.sin(a) - r, reach * 0.5 * (1 - math.cos(a)))
        for a in np.linspace(0.2, math.pi, 10)
    ]
    spout = tube([*rise, *bow, (0, bow[-1][1] - 0.02, reach)], r, segments=12)
    base = cylinder(0.026, 0.02, bevel_m=0.004, segments=20)
    lever = rod((0.012, 0.06, 0), (0.07, 0.085, 0), 0.006, segments=8)
    return joined([spout, base, lever, cylinder(0.017, 0.075, bevel_m=0.004, segments=16)])


def fridge(piece: Piece) -> None:
    """Two doors one above the other (freezer below), bar handles at the left, a dark plinth; side by side when wide."""
    w, h, d = piece.width, piece.height, piece.depth
    body = piece.main
    door = min(0.065, d * 0.12)
    handle_depth = 0.035
    shell = d - door - handle_depth - 0.004
    low = min(0.05, h * 0.04)
    piece.add(body, box((w, h - low, shell), bevel_m=0.006, steps=2, grain="y").moved(0, low, -d / 2 + shell / 2))
    piece.add(
        plain("plinth", "#222326"),
        box((w - 0.02, low + 0.002, shell - 0.03), bevel_m=0.001).moved(0, 0, -d / 2 + shell / 2),
    )
    z = -d / 2 + shell + 0.004 + door / 2
    front = z + door / 2
    bar = piece.part("handle", "metal" if piece.spec.material == "chrome" else "chrome")
    spans = [(low, h)] if h < 1.1 else [(low, low + (h - low) * 0.36), (low + (h - low) * 0.36, h)]
    columns = 2 if w > 0.8 else 1
    if columns == 2:
        spans = [(low, h)]
    for y0, y1 in spans:
        for c in range(columns):
            width = w / columns
            x = (c - (columns - 1) / 2) * width
            panel = box((width - 0.004, y1 - y0 - 0.006, door), bevel_m=0.01, steps=3, grain="y")
            piece.add(body, panel.moved(x, y0 + 0.003, z))
            grip = x + (width / 2 - 0.05) * (1 if columns == 1 or c == 0 else -1)
            length = min(0.5, (y1 - y0) * 0.6)
            middle = y1 - 0.06 - length / 2 if y1 < h else y0 + 0.08 + length / 2
            _bar(piece, bar, (grip, middle, front), length, handle_depth)


def _bar(piece: Piece, metal: Finish, at: tuple[float, float, float], length: float, out: float) -> None:
    x, y, z = at
    piece.add(
        metal, rod((x, y - length / 2, z + out - 0.008), (x, y + length / 2, z + out - 0.008), 0.008, segments=12)
    )
    for sign in (-1, 1):
        piece.add(
            metal,
            rod(
                (x, y + sign * length * 0.42, z - 0.002),
                (x, y + sign * length * 0.42, z + out - 0.008),
                0.006,
                segments=8,
            ),
        )


def stove(piece: Piece) -> None:
    """An oven with a glass door and knobs under a glass hob with four rings."""
    w, h, d = piece.width, piece.height, piece.depth
    body, glass = piece.main, plain("oven glass", "#101113", roughness=0.1)
    hob, front = 0.008, 0.05
    handle = 0.04
    shell = d - front - handle
    z = -d / 2 + shell / 2
    piece.add(body, box((w, h - hob, shell + 0.01), bevel_m=0.003, grain="y").moved(0, 0, z))
    piece.add(
        glass,
        slab(rectangle(w - 0.004, shell + front - 0.004, corner_m=0.008), hob, bevel_m=0.003).moved(
            0, h - hob, z + front / 2
        ),
    )
    face = -d / 2 + shell
    panel = 0.11
    piece.add(
        body, box((w, panel, front), bevel_m=0.006, steps=2, grain="x").moved(0, h - hob - panel, face + front / 2)
    )
    knobs = 5
    for i in range(knobs):
        x = (i - (knobs - 1) / 2) * w * 0.16
        knob = lathe(
            [(0.021, 0), (0.021, 0.004), (0.016, 0.006), (0.0145, 0.026), (0.012, 0.028), (0, 0.028)], segments=20
        ).turned("x", math.pi / 2)
        piece.add(plain("knob", "#26272a", roughness=0.4), knob.moved(x, h - hob - panel / 2, face + front - 0.001))
    drawer = min(0.16, h * 0.17)
    door = h - hob - panel - drawer - 0.06
    for y, tall in ((0.05 + drawer, door), (0.05, drawer)):
        piece.add(
            body,
            box((w - 0.004, tall - 0.006, front - 0.006), bevel_m=0.006, steps=2, grain="x").moved(
                0, y + 0.003, face + front / 2 - 0.003
            ),
        )
    piece.add(
        glass,
        box((w * 0.8, door * 0.62, 0.004), bevel_m=0.001).moved(0, 0.05 + drawer + door * 0.14, face + front - 0.006),
    )
    bar = finish("chrome")
    y = 0.05 + drawer + door - 0.05
    piece.add(
        bar,
        rod(
            (-w * 0.38, y, face + front + handle - 0.01),
            (w * 0.38, y, face + front + handle - 0.01),
            0.009,
            segments=12,
        ),
    )
    for sign in (-1, 1):
        piece.add(
            bar,
            rod(
                (sign * w * 0.34, y, face + front - 0.008),
                (sign * w * 0.34, y, face + front + handle - 0.01),
                0.007,
                segments=8,
            ),
        )
    ring = plain("hob ring", "#5b5d61", roughness=0.3)
    for sx, sz, r in ((-1, -1, 0.075), (1, -1, 0.09), (-1, 1, 0.09), (1, 1, 0.075)):
        angles = np.linspace(0, math.tau, 32, endpoint=False)
        circle = np.stack([r * np.cos(angles), np.zeros(32), r * np.sin(angles)], -1)
        piece.add(
            ring,
            tube(circle, 0.0008, segments=4, closed=True).moved(
                sx * w * 0.23, h - 0.0005, z + front / 2 + sz * (shell + front) * 0.23
            ),
        )


def washing_machine(piece: Piece) -> None:
    """A front loader: a porthole with a glass bowl, a panel with a dial, a drawer for detergent."""
    w, h, d = piece.width, piece.height, piece.depth
    body = piece.main
    door = min(0.045, d * 0.09)
    shell = d - door
    z = -d / 2 + shell / 2
    low = 0.015
    piece.add(body, box((w, h - low - 0.024, shell - 0.002), bevel_m=0.012, steps=3).moved(0, low, z))
    piece.add(body, box((w, 0.024, shell), bevel_m=0.006, steps=2).moved(0, h - 0.024, z))
    for sx in (-1, 1):
        for sz in (-1, 1):
            piece.add(
                plain("foot", "#2a2a2c"),
                cylinder(0.02, low + 0.004, segments=12).moved(sx * (w / 2 - 0.05), 0, z + sz * (shell / 2 - 0.05)),
            )
    face = -d / 2 + shell - 0.001
    r = min(w * 0.31, h * 0.22)
    y = h * 0.46
    angles = np.linspace(0, math.tau, 48, endpoint=False)
    for radius, thick, material in (
        (r, 0.02, finish("chrome")),
        (r * 0.86, 0.014, plain("gasket", "#3c3d40", roughness=0.6)),
    ):
        circle = np.stack([radius * np.cos(angles), radius * np.sin(angles), np.zeros(48)], -1)
        piece.add(material, tube(circle, thick, segments=10, closed=True).moved(0, y, face + door * 0.4))
    bowl = lathe(
        [(r * 0.86, 0), (r * 0.78, door * 0.55), (r * 0.5, door * 0.86), (0, door * 0.98)], segments=40, sharp_deg=80
    ).turned("x", math.pi / 2)
    piece.add(plain("porthole", "#15181c", roughness=0.08), bowl.moved(0, y, face))
    panel = h * 0.13
    top = h - 0.03 - panel
    piece.add(
        plain("panel", "#dfe1e3", roughness=0.35),
        box((w - 0.02, panel, 0.008), bevel_m=0.003, steps=2).moved(0, top, face + 0.003),
    )
    piece.add(
        body,
        box((w * 0.28, panel * 0.72, 0.014), bevel_m=0.004, steps=2).moved(-w * 0.32, top + panel * 0.14, face + 0.004),
    )
    dial = lathe([(0.032, 0), (0.03, 0.018), (0.026, 0.022), (0, 0.022)], segments=28).turned("x", math.pi / 2)
    piece.add(finish("chrome"), dial.moved(0, top + panel / 2, face + 0.006))
    piece.add(
        plain("display", "#101418", roughness=0.1),
        box((w * 0.24, panel * 0.42, 0.004), bevel_m=0.001).moved(w * 0.28, top + panel * 0.3, face + 0.008),
    )


BUILDERS: dict[str, Builder] = {
    "kitchen unit": kitchen_unit,
    "fridge": fridge,
    "stove": stove,
    "washing machine": washing_machine,
}
