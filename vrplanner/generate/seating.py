"""Sofas, armchairs and ottomans: frames, cushions and feet."""

import math

import numpy as np

from vrplanner.generate.fittings import add_legs
from vrplanner.generate.materials import Finish, finish
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Shape, joined
from vrplanner.generate.shapes.soft import cushion, dimpled, pillow
from vrplanner.generate.shapes.solids import box, cylinder, ellipse, rectangle, slab, tube

SEAT_HEIGHT_M = 0.44
_TILT_RAD = math.radians(9)


class _Plan:
    """The measures of a sofa that do not grow with its width."""

    def __init__(self, piece: Piece) -> None:
        w, h, d = piece.width, piece.height, piece.depth
        slim = piece.style("scandinavian", "mid-century", "minimalist", "japanese")
        self.arms = piece.choice("arms", "rolled" if piece.style("classic") else "slim" if slim else "track")
        self.leg = min((0.15 if slim else 0.1 if self.arms == "rolled" else 0.06), h * 0.2)
        self.seat = min(SEAT_HEIGHT_M, h * 0.56)
        self.pad = min(0.17, (self.seat - self.leg) * 0.55)
        self.arm_width = {"none": 0.0, "slim": 0.11, "rolled": 0.2}.get(self.arms, 0.19)
        self.arm_width = min(self.arm_width, w * 0.16)
        self.arm_top = min(0.64 if self.arms != "slim" else 0.6, h - 0.06)
        self.chaise = piece.choice("chaise", "none")
        self.depth = min(d, max(0.85, d * 0.58)) if self.chaise != "none" else d
        self.back = min(0.15, self.depth * 0.18)
        self.rear = -d / 2
        self.front = self.rear + self.depth


def sofa(piece: Piece) -> None:
    """Frame, arms, one seat and one back cushion a seat, feet; with a chaise its seat runs to the full depth."""
    if piece.has("tufted") or piece.has("channelled"):
        _tight_backed(piece)
        return
    plan = _Plan(piece)
    inner = piece.width - 2 * plan.arm_width
    seats = piece.count("seats", max(1, round(inner / 0.62)))
    shown = seats if inner / seats > 0.45 else max(1, round(inner / 0.55))
    _frame(piece, plan)
    _arms(piece, plan)
    _cushions(piece, plan, inner, min(shown, max(1, int(inner / 0.34))))
    _feet(piece, plan)
    if piece.has("cushions"):
        _throw_pillows(piece, plan, inner)


def _frame(piece: Piece, plan: _Plan) -> None:
    cloth = piece.upholstery()
    inner = piece.width - 2 * plan.arm_width
    top = plan.seat - plan.pad
    span = plan.depth - 0.012
    deck = box((inner + 0.02, top - plan.leg, span), bevel_m=0.012, steps=2)
    piece.add(cloth, deck.moved(0, plan.leg, plan.rear + span / 2))
    back_height = piece.height - 0.05 - plan.leg
    back = box((inner + 0.02, back_height, plan.back), bevel_m=min(0.05, plan.back * 0.4), steps=3, cells=2)
    piece.add(cloth, back.moved(0, plan.leg, plan.rear + plan.back / 2))
    if plan.chaise != "none":
        _chaise_base(piece, plan, inner, top)


def _chaise_side(plan: _Plan) -> int:
    return -1 if plan.chaise == "left" else 1


def _chaise_width(piece: Piece, inner: float) -> float:
    return min(max(0.75, inner / max(2, round(inner / 0.72))), inner * 0.6)


def _chaise_base(piece: Piece, plan: _Plan, inner: float, top: float) -> None:
    side, width = _chaise_side(plan), _chaise_width(piece, inner)
    long = piece.depth - plan.depth + 0.04
    x = side * (inner / 2 - width / 2)
    base = box((width + 0.02, top - plan.leg, long), bevel_m=0.012, steps=2)
    piece.add(piece.upholstery(), base.moved(x, plan.leg, piece.depth / 2 - long / 2 - 0.006))


def _arms(piece: Piece, plan: _Plan) -> None:
    if plan.arms == "none":
        return
    cloth, t = piece.upholstery(), plan.arm_width
    x = piece.width / 2 - t / 2
    tall = plan.arm_top - plan.leg
    z = plan.rear + plan.depth / 2
    if plan.arms == "rolled":
        piece.assembly.mirrored_pair(cloth, _rolled_arm(t, tall, plan.depth).moved(x, plan.leg, z))
        return
    soft = 0.028 if plan.arms == "slim" else 0.045
    arm = box((t, tall, plan.depth), bevel_m=min(soft, t * 0.45), steps=3, cells=2)
    piece.assembly.mirrored_pair(cloth, arm.moved(x, plan.leg, z))
    ridge = soft * (1 - math.sqrt(0.5))
    hw, hz = t / 2 - ridge, plan.depth / 2 - ridge
    for edge in (-hw, hw):
        line = [
            (edge, 0.02, hz),
            (edge, tall - ridge - 0.02, hz),
            (edge, tall - ridge, hz - 0.02),
            (edge, tall - ridge, -hz + 0.05),
        ]
        piece.assembly.mirrored_pair(cloth, tube(line, 0.0042, segments=5).moved(x, plan.leg, z))


def _rolled_arm(thick: float, tall: float, deep: float) -> Shape:
    radius = thick * 0.5
    panel = box((thick * 0.72, tall - radius, deep * 0.985), bevel_m=0.02, steps=2).moved(x=-thick * 0.1)
    roll = cylinder(radius, deep, bevel_m=0.018, segments=28).turned("x", math.pi / 2)
    face = tube(
        [
            (radius * 0.86 * math.sin(a), radius * 0.86 * math.cos(a), 0)
            for a in np.linspace(0, math.tau, 24, endpoint=False)
        ],
        0.004,
        segments=5,
        closed=True,
    )
    return joined([panel, roll.moved(y=tall - radius, z=-deep / 2), face.moved(y=tall - radius, z=deep / 2 - 0.002)])


def _cushions(piece: Piece, plan: _Plan, inner: float, seats: int) -> None:
    cloth = (
        piece.part("seat", piece.spec.material, piece.spec.color) if piece.family == "textile" else piece.upholstery()
    )
    gap = 0.004
    back_front = plan.rear + plan.back
    chaise = _chaise_width(piece, inner) if plan.chaise != "none" else 0.0
    spans = _spans(inner, seats, chaise, _chaise_side(plan) if chaise else 0)
    for x, width, is_chaise in spans:
        front = piece.depth / 2 if is_chaise else plan.front
        deep = front - back_front
        pad = cushion((width - gap, plan.pad + 0.02, deep), seed=piece.seed(), crown_m=0.03, radius_m=0.05)
        piece.add(cloth, pad.moved(x, plan.seat - plan.pad - 0.008, back_front + deep / 2))
        thick = min(0.2, deep * 0.3)
        tall = piece.height - plan.seat + 0.015
        rest = cushion(
            (width - gap, tall, thick), seed=piece.seed(), crown_m=0.05, radius_m=0.06, welts=(1,), lying=False
        )
        rest = rest.turned("x", -_TILT_RAD)
        rest = rest.moved(x, piece.height - float(rest.high[1]), back_front - float(rest.low[2]) - 0.035)
        piece.add(cloth, rest)


def _spans(inner: float, seats: int, chaise: float, side: int) -> list[tuple[float, float, bool]]:
    """(middle x, width, is the chaise) of every seat."""
    if not chaise:
        width = inner / seats
        return [(-inner / 2 + width * (i + 0.5), width, False) for i in range(seats)]
    rest = inner - chaise
    count = max(1, min(seats - 1, round(rest / 0.62)))
    width = rest / count
    start = -inner / 2 if side > 0 else -inner / 2 + chaise
    row = [(start + width * (i + 0.5), width, False) for i in range(count)]
    return [*row, (side * (inner / 2 - chaise / 2), chaise, True)]


def _feet(piece: Piece, plan: _Plan) -> None:
    wood = piece.style("scandinavian", "mid-century", "classic", "rustic", "japanese")
    style = piece.choice("legs", "tapered" if wood else "block")
    if style == "none":
        style, thick = "square", 0.05
    else:
        thick = 0.05
    feet = piece.part("leg", "walnut" if piece.style("mid-century", "classic") else "oak" if wood else "metal")
    inset = 0.07
    x = piece.width / 2 - inset
    places = [(-x, plan.rear + inset), (x, plan.rear + inset), (x, plan.front - inset), (-x, plan.front - inset)]
    if plan.chaise != "none":
        side = _chaise_side(plan)
        outer = side * (piece.width / 2 - plan.arm_width - 0.06)
        inner_x = outer - side * (_chaise_width(piece, piece.width - 2 * plan.arm_width) - 0.12)
        places += [(outer, piece.depth / 2 - inset), (inner_x, piece.depth / 2 - inset)]
    if piece.width > 2.2:
        places += [(0.0, plan.rear + inset), (0.0, plan.front - inset)]
    lean = 0.025 if style == "tapered" and plan.leg > 0.09 else 0.0
    add_legs(piece, feet, style, places, plan.leg + 0.003, thick_m=thick, lean_m=lean)


def _throw_pillows(piece: Piece, plan: _Plan, inner: float) -> None:
    accents = ["#b4603f", "#c6962f", "#e6dac2", "#26385a", "#9aa68d"]
    color = accents[int(piece.rng.integers(len(accents)))]
    side = min(0.45, inner * 0.3)
    for sign in (-1, 1):
        shape = (
            pillow((side, side * 0.96, 0.15), seed=piece.seed(), dent_m=0.02)
            .turned("x", -0.35)
            .turned("y", -0.3 * sign)
        )
        z = plan.rear + plan.back + 0.3
        piece.add(
            finish("linen", color),
            shape.moved(sign * (inner / 2 - side * 0.6), plan.seat + 0.012, min(z, plan.front - 0.1)),
        )


def _tight_backed(piece: Piece) -> None:
    """Tufted (chesterfield) or channelled: the back and arms are one height and have no loose cushions."""
    plan = _Plan(piece)
    cloth = piece.upholstery("velvet")
    tufted = piece.has("tufted")
    if tufted:
        plan.arms, plan.arm_width = "rolled", min(0.22, piece.width * 0.16)
        plan.arm_top = min(piece.height, max(0.62, piece.height))
    inner = piece.width - 2 * plan.arm_width
    top = plan.seat - plan.pad
    deck = box((inner + 0.02, top - plan.leg, plan.depth - 0.012), bevel_m=0.012, steps=2)
    piece.add(cloth, deck.moved(0, plan.leg, plan.rear + plan.depth / 2 - 0.006))
    if plan.chaise != "none":
        _chaise_base(piece, plan, inner, top)
    _arms(piece, plan)
    (_tufted_back if tufted else _channelled_back)(piece, plan, cloth, inner)
    seats = piece.count("seats", max(1, round(inner / 0.62)))
    back_front = plan.rear + plan.back + 0.05
    chaise = _chaise_width(piece, inner) if plan.chaise != "none" else 0.0
    for x, width, is_chaise in _spans(
        inner, max(1, min(seats, int(inner / 0.34))), chaise, _chaise_side(plan) if chaise else 0
    ):
        deep = (piece.depth / 2 if is_chaise else plan.front) - back_front
        pad = cushion((width - 0.004, plan.pad + 0.02, deep), seed=piece.seed(), crown_m=0.028)
        piece.add(cloth, pad.moved(x, plan.seat - plan.pad - 0.008, back_front + deep / 2))
    _feet(piece, plan)


def _tufted_back(piece: Piece, plan: _Plan, cloth: Finish, inner: float) -> None:
    radius = min(0.11, plan.depth * 0.14)
    tall = piece.height - radius - plan.leg
    thick = plan.back + 0.04
    columns = max(2, round(inner / 0.16))
    panel = box((inner + 0.02, tall, thick), bevel_m=0.02, steps=2, cells=(columns * 3, 10, 1))
    rows = [
        plan.seat - plan.leg + 0.05 + i * 0.11 for i in range(max(1, int((tall - plan.seat + plan.leg - 0.04) / 0.11)))
    ]
    buttons = np.array(
        [
            (-inner / 2 + inner * (i + (0.5 if row % 2 == 0 else 1.0)) / columns, y, thick / 2)
            for row, y in enumerate(rows)
            for i in range(columns - row % 2)
        ]
    )
    at = (0.0, plan.leg, plan.rear + thick / 2)
    piece.add(cloth, dimpled(panel, buttons, depth_m=0.03, reach_m=0.04).moved(*at))
    for x, y, z in buttons:
        piece.add(
            cloth,
            cylinder(0.011, 0.008, bevel_m=0.004, segments=8)
            .turned("x", math.pi / 2)
            .moved(x, y + plan.leg, plan.rear + thick / 2 + z - 0.03),
        )
    roll = (
        cylinder(radius, inner + 0.04, bevel_m=0.01, segments=24).turned("z", math.pi / 2).moved(x=(inner + 0.04) / 2)
    )
    piece.add(cloth, roll.moved(0, piece.height - radius, plan.rear + radius))


def _channelled_back(piece: Piece, plan: _Plan, cloth: Finish, inner: float) -> None:
    count = max(3, round(inner / 0.12))
    width = inner / count
    tall = piece.height - plan.leg
    thick = plan.back + 0.06
    for i in range(count):
        rib = box((width, tall, thick), bevel_m=min(width * 0.48, thick * 0.45), steps=3)
        piece.add(cloth, rib.moved(-inner / 2 + width * (i + 0.5), plan.leg, plan.rear + thick / 2))


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

    return bar.warped(warp)


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


BUILDERS: dict[str, Builder] = {"sofa": sofa, "armchair": armchair, "ottoman": ottoman}
