"""Dining tables, desks, coffee and side tables: tops, aprons, legs and drawers."""

import math

import numpy as np

from vrplanner.generate.fittings import add_front, add_legs, add_pull, corners, handle_style
from vrplanner.generate.materials import Finish
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Array, Shape
from vrplanner.generate.shapes.solids import box, ellipse, lathe, rectangle, slab
from vrplanner.generate.vocabulary import MATERIALS


def _outline(piece: Piece, *, corner_m: float) -> Array | None:
    """The top's outline where it is not a plain rectangle."""
    w, d = piece.width, piece.depth
    if piece.has("round") or piece.has("oval"):
        return ellipse(w, d, segments=56)
    return rectangle(w, d, corner_m=corner_m) if corner_m > 0.005 else None


def _plate(w: float, d: float, thick: float, *, edge: str = "round") -> Shape:
    bevel = {"round": 0.004, "sharp": 0.0015, "under": 0.004}[edge]
    return box((w, thick, d), bevel_m=min(bevel, thick * 0.4), steps=2, grain="x" if w >= d else "z")


def _top_finish(piece: Piece) -> Finish:
    material = piece.choice("top_material", "")
    own = "oak" if piece.family == "metal" else piece.spec.material
    return piece.part("top", own, piece.spec.color if own == piece.spec.material and not material else None)


def _top_family(piece: Piece) -> str:
    return MATERIALS[piece.choice("top_material", piece.spec.material)].family


def _top_thickness(piece: Piece) -> float:
    thick = {"glass": 0.012, "stone": 0.022, "metal": 0.026}.get(_top_family(piece), 0.028)
    return min(thick + (0.012 if piece.style("rustic", "industrial") else 0.0), piece.height * 0.2)


def _add_top(piece: Piece, *, corner_m: float = 0.0) -> float:
    """The top; gives the height of its underside."""
    thick = _top_thickness(piece)
    outline = _outline(piece, corner_m=corner_m)
    under = piece.height - thick
    if outline is None:
        shape = _plate(piece.width, piece.depth, thick)
    else:
        shape = slab(outline, thick, bevel_m=min(0.006, thick * 0.4), steps=3)
    piece.add(_top_finish(piece), shape.moved(y=under))
    return under


def _leg_choice(piece: Piece) -> tuple[str, Finish]:
    """The leg style and finish that the wishes, the style and the top suggest."""
    stony = _top_family(piece) in ("stone", "glass")
    usual_style, usual_material = "square", ""
    if piece.style("industrial") or stony or piece.family == "metal":
        usual_style, usual_material = ("sled" if piece.style("industrial") else "metal"), "metal"
    elif piece.style("scandinavian", "mid-century", "japanese"):
        usual_style = "tapered"
    elif piece.style("classic", "rustic"):
        usual_style = "turned"
    style = piece.choice("legs", usual_style)
    if style in ("hairpin", "sled"):
        usual_material = usual_material or "metal"
    if piece.family == "metal" or (stony and piece.family in ("wood", "paint") and piece.spec.material):
        usual_material = ""
    own = piece.family in ("wood", "paint", "metal", "woven")
    if usual_material or not own:
        return style, piece.part("leg", usual_material or "oak")
    return style, piece.part("leg", piece.spec.material, piece.spec.color)


def dining_table(piece: Piece) -> None:
    """A top on an apron and four legs; round ones and pedestals on a column; trestles on request."""
    piece.asked.add("seats")
    style, finish = _leg_choice(piece)
    rounded = piece.has("round") or piece.has("oval")
    wants_column = style == "pedestal" or (
        rounded and not piece.choice("legs", "") and _top_family(piece) in ("stone", "paint")
    )
    under = _add_top(piece, corner_m=0.04 if piece.style("scandinavian", "japanese") else 0.0)
    if wants_column:
        _pedestal(piece, finish, under)
    elif style == "trestle":
        _trestles(piece, finish, under)
    else:
        _four_legs(piece, finish, style, under, apron_m=0.085)


def _four_legs(piece: Piece, finish: Finish, style: str, under: float, *, apron_m: float) -> None:
    w, d = piece.width, piece.depth
    rounded = piece.has("round") or piece.has("oval")
    thick = {
        "square": 0.062,
        "turned": 0.075,
        "tapered": 0.05,
        "metal": min(0.075, 0.05 + 0.012 * w),
        "block": 0.085,
    }.get(style, 0.05)
    thick = min(thick, w * 0.12, d * 0.12)
    lean = 0.05 if style == "tapered" else 0.0
    inset = thick / 2 + (0.03 if style != "square" else 0.004) + lean
    places = corners(w, d, inset_m=inset)
    if rounded:
        thick *= 0.75
        places = [(x * 0.58, z * 0.58) for x, z in corners(w, d)]
    elif style in ("hairpin", "sled"):
        places = corners(w, d, inset_m=0.09 if style == "hairpin" else thick / 2 + 0.03)
    add_legs(
        piece, finish, style, places, under + 0.002, thick_m=thick, lean_m=lean or (0.04 if style == "hairpin" else 0.0)
    )
    if style in ("hairpin", "sled"):
        return
    if style == "metal":
        apron_m = min(apron_m, 0.03)
    x, z = abs(places[0][0]), abs(places[0][1])
    height = min(apron_m, under * 0.25)
    board = 0.022
    for side in (-1, 1):
        piece.add(
            finish,
            box((2 * x - thick * 0.6, height, board), bevel_m=0.002, grain="x").moved(0, under - height, side * z),
        )
        piece.add(
            finish,
            box((board, height, 2 * z - thick * 0.6), bevel_m=0.002, grain="z").moved(side * x, under - height, 0),
        )


def _pedestal(piece: Piece, finish: Finish, under: float) -> None:
    """A trumpet foot (tulip), one for round tops and two under long ones."""
    w, d = piece.width, piece.depth
    foot = min(w, d) * 0.3
    neck = max(0.035, foot * 0.16)
    rise = np.linspace(0, 1, 14)
    flare = [
        (neck + (foot - neck) * (1 - t) ** 5 + neck * 0.8 * max(0.0, t - 0.7) ** 2 * 8, 0.012 + t * (under - 0.012))
        for t in rise
    ]
    profile = [(0.0, 0.0), (foot - 0.004, 0.0), (foot, 0.004), *flare, (0.0, under)]
    column = lathe(profile, segments=36, sharp_deg=50)
    count = 2 if w / d > 1.7 else 1
    for i in range(count):
        piece.add(finish, column.moved(x=(i - (count - 1) / 2) * w * 0.5))


def _trestles(piece: Piece, finish: Finish, under: float) -> None:
    w, d = piece.width, piece.depth
    t = 0.055
    half = d * 0.36
    for side in (-1, 1):
        x = side * (w / 2 - min(0.28, w * 0.18))
        angle = math.atan2(half * 1.4, under - t)
        length = math.hypot(half * 1.4, under - t)
        for sign in (-1, 1):
            beam = box((t, length, t), bevel_m=0.003, grain="y", base=False).turned("x", sign * angle)
            piece.add(finish, beam.moved(x, under / 2, 0))
        piece.add(finish, box((t * 1.3, t * 0.8, d * 0.8), bevel_m=0.003, grain="z").moved(x, under - t * 0.8, 0))
        piece.add(finish, box((t * 1.3, t * 0.8, d * 0.8), bevel_m=0.003, grain="z").moved(x, 0, 0))
    piece.add(
        finish,
        box((w - 2 * min(0.28, w * 0.18), t * 1.2, t * 0.7), bevel_m=0.003, grain="x").moved(0, under / 2 - t * 0.6, 0),
    )


def coffee_table(piece: Piece) -> None:
    """A low table, with a shelf or drawers on request; round stone ones stand on a drum or a column."""
    style, finish = _leg_choice(piece)
    stone_block = (
        _top_family(piece) == "stone" and piece.family == "stone" and "leg_material" not in piece.spec.features
    )
    if stone_block and piece.choice("legs", "") == "" and (piece.has("round") or piece.style("minimalist")):
        _drum(piece)
        return
    under = _add_top(piece, corner_m=0.05 if piece.style("scandinavian", "mid-century", "japanese") else 0.0)
    drawers = piece.count("drawers", 0, least=0) if "drawers" in piece.spec.features or piece.has("with_drawers") else 0
    apron = 0.12 if drawers else 0.05
    if style == "pedestal":
        _pedestal(piece, finish, under)
    else:
        _four_legs(piece, finish, style, under, apron_m=apron)
        if piece.has("with_shelves") or piece.has("shelves") or piece.has("storage"):
            _low_shelf(piece, under)
    if drawers:
        _apron_drawers(piece, under, drawers, piece.width * 0.8, apron)


def _drum(piece: Piece) -> None:
    outline = _outline(piece, corner_m=0.06)
    shape = slab(
        outline if outline is not None else rectangle(piece.width, piece.depth), piece.height, bevel_m=0.012, steps=3
    )
    piece.add(_top_finish(piece), shape)


def _low_shelf(piece: Piece, under: float) -> None:
    w, d = piece.width - 0.1, piece.depth - 0.1
    y = under * 0.32
    wood = piece.wooden()
    if piece.has("round") or piece.has("oval"):
        piece.add(wood, slab(ellipse(w * 0.72, d * 0.72), 0.018).moved(y=y))
        return
    slats = max(3, round(d / 0.06))
    pitch = d / slats
    for i in range(slats):
        piece.add(wood, box((w, 0.016, pitch * 0.72), bevel_m=0.003, grain="x").moved(0, y, -d / 2 + pitch * (i + 0.5)))


def _apron_drawers(piece: Piece, under: float, count: int, span: float, height: float) -> None:
    wood = piece.wooden()
    pulls = piece.part("handle", "metal")
    style = handle_style(piece)
    width = span / count
    z = piece.depth / 2 - 0.045
    carcass = box((span + 0.02, height - 0.004, piece.depth - 0.1), bevel_m=0.002)
    piece.add(wood, carcass.moved(0, under - height + 0.002, -0.01))
    for i in range(count):
        x = -span / 2 + width * (i + 0.5)
        add_front(piece, wood, (width - 0.006, height - 0.012), (x, under - height / 2, z - 0.012))
        add_pull(piece, pulls, style, (x, under - height / 2, z + 0.007), length_m=min(0.13, width * 0.35))


def side_table(piece: Piece) -> None:
    """A small table: with drawers a little chest on legs, otherwise a top on three or four legs or a column."""
    style, finish = _leg_choice(piece)
    if style == "metal" and piece.has("round"):
        style = "pedestal"
    under = _add_top(piece, corner_m=0.02)
    drawers = piece.count("drawers", 1) if piece.has("drawers") or piece.has("with_drawers") else 0
    if style == "pedestal":
        _pedestal(piece, finish, under)
        return
    _four_legs(piece, finish, style, under, apron_m=0.04)
    if piece.has("with_shelves") or piece.has("shelves"):
        _low_shelf(piece, under)
    if drawers:
        _apron_drawers(piece, under, drawers, piece.width - 0.12, 0.11)


def desk(piece: Piece) -> None:
    """A top on four legs with slim drawers under it; from three drawers on, a pedestal of drawers at one side."""
    style, finish = _leg_choice(piece)
    given = "drawers" in piece.spec.features
    drawers = piece.count("drawers", 2, least=0) if given or piece.has("with_drawers") else 0
    under = _add_top(piece, corner_m=0.02 if piece.style("scandinavian", "japanese") else 0.0)
    if drawers >= 3 and piece.width >= 0.95:
        _pedestal_desk(piece, finish, style, under, drawers)
        return
    if style == "trestle":
        _trestles(piece, finish, under)
    else:
        _four_legs(piece, finish, style, under, apron_m=0.06)
    if drawers:
        _apron_drawers(piece, under, drawers, piece.width - 0.24, 0.105)


def _pedestal_desk(piece: Piece, finish: Finish, style: str, under: float, drawers: int) -> None:
    w, d = piece.width, piece.depth
    wood = piece.wooden()
    width = min(0.42, w * 0.34)
    sides = (1,) if drawers <= 4 else (-1, 1)
    each = math.ceil(drawers / len(sides))
    pulls, pull = piece.part("handle", "metal"), handle_style(piece)
    left = drawers
    for side in sides:
        x = side * (w / 2 - width / 2 - 0.01)
        piece.add(wood, box((width, under - 0.05, d - 0.06), bevel_m=0.002, grain="y").moved(x, 0.05, -0.01))
        piece.add(wood, box((width - 0.06, 0.052, d - 0.14), bevel_m=0.002).moved(x, 0, -0.01))
        count = min(each, left)
        left -= count
        tall = (under - 0.06) / count
        for i in range(count):
            y = 0.055 + tall * (i + 0.5)
            add_front(piece, wood, (width - 0.008, tall - 0.006), (x, y, d / 2 - 0.04))
            add_pull(piece, pulls, pull, (x, y + tall * 0.18, d / 2 - 0.021), length_m=0.13)
    if len(sides) == 1:
        legs = [(-w / 2 + 0.05, -d / 2 + 0.05), (-w / 2 + 0.05, d / 2 - 0.05)]
        add_legs(piece, finish, style, legs, under + 0.002, thick_m=0.05)
    piece.add(wood, box((w - 0.08, under * 0.4, 0.018), bevel_m=0.002, grain="x").moved(0, under * 0.6, -d / 2 + 0.06))


def console(piece: Piece) -> None:
    """A narrow table against a wall: slender legs, a shelf or drawers on request."""
    style, finish = _leg_choice(piece)
    drawers = piece.count("drawers", 2) if piece.has("drawers") or piece.has("with_drawers") else 0
    under = _add_top(piece)
    _four_legs(piece, finish, style, under, apron_m=0.1 if drawers else 0.06)
    if drawers:
        _apron_drawers(piece, under, drawers, piece.width - 0.16, 0.1)
    if piece.has("with_shelves") or piece.has("shelves"):
        _low_shelf(piece, under)


BUILDERS: dict[str, Builder] = {
    "dining table": dining_table,
    "coffee table": coffee_table,
    "side table": side_table,
    "desk": desk,
}
