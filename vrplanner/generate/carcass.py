"""What all cabinets share: sides, top, bottom and back on a base, and rows of drawers, doors and shelves."""

from dataclasses import dataclass

from vrplanner.generate.fittings import add_front, add_legs, add_pull, corners, handle_style
from vrplanner.generate.materials import Finish, finish, mirror_glass
from vrplanner.generate.piece import Piece
from vrplanner.generate.shapes.solids import box
from vrplanner.generate.vocabulary import MATERIALS

BOARD_M = 0.018


@dataclass(frozen=True, slots=True)
class Carcass:
    """The inside of a cabinet: its width, floor and ceiling height, rear and front z, metres."""

    width: float
    floor: float
    ceiling: float
    rear: float
    front: float

    @property
    def height(self) -> float:
        return self.ceiling - self.floor


def carcass(
    piece: Piece, wood: Finish, *, base_m: float, base: str, top_m: float = 0.022, fronts: bool = True
) -> Carcass:
    """Sides, top, bottom and back on legs or a plinth; the top covers the fronts."""
    w, h, d = piece.width, piece.height, piece.depth
    face = 0.021 if fronts else 0.0
    body = d - face - 0.002
    z = -d / 2 + body / 2
    side = box((BOARD_M, h - base_m - top_m, body), bevel_m=0.0015, grain="y")
    piece.assembly.mirrored_pair(wood, side.moved(w / 2 - BOARD_M / 2, base_m, z))
    piece.add(wood, box((w, top_m, d), bevel_m=0.003, grain="x").moved(y=h - top_m))
    piece.add(wood, box((w - 2 * BOARD_M, BOARD_M, body), bevel_m=0.001, grain="x").moved(0, base_m, z))
    if not piece.has("backless"):
        back = box((w - 2 * BOARD_M, h - base_m - top_m, 0.006), bevel_m=0.0005, grain="y")
        piece.add(wood, back.moved(0, base_m, -d / 2 + 0.006))
    _base(piece, wood, base, base_m)
    return Carcass(w - 2 * BOARD_M, base_m + BOARD_M, h - top_m, -d / 2 + 0.009, d / 2 - face - 0.002)


def _base(piece: Piece, wood: Finish, style: str, height: float) -> None:
    w, d = piece.width, piece.depth
    if style == "plinth":
        piece.add(wood, box((w - 0.01, height + 0.001, d - 0.05), bevel_m=0.001, grain="x").moved(z=-0.015))
        return
    metal = style in ("hairpin", "sled", "metal")
    legs = (
        piece.part("leg", "metal")
        if metal
        else piece.part("leg", _leg_wood(piece), None if _leg_wood(piece) != piece.spec.material else piece.spec.color)
    )
    inset = 0.06 if style != "sled" else 0.04
    lean = 0.03 if style == "tapered" else 0.0
    places = corners(w, d, inset_m=inset + lean)
    if w > 1.7 and style != "sled":
        places += [(0.0, -d / 2 + inset), (0.0, d / 2 - inset)]
    add_legs(piece, legs, style, places, height + 0.002, thick_m=min(0.042, d * 0.14), lean_m=lean)


def _leg_wood(piece: Piece) -> str:
    if piece.family == "wood":
        return piece.spec.material
    return (
        "oak"
        if piece.style("scandinavian", "mid-century", "japanese")
        else "metal"
        if piece.family == "metal"
        else "oak"
    )


def base_choice(piece: Piece, *, plinth_m: float, legs_m: float) -> tuple[str, float]:
    """Legs in styles that show them, a plinth otherwise; what was asked for in any case."""
    showy = piece.style("scandinavian", "mid-century", "industrial", "japanese")
    usual = ("sled" if piece.style("industrial") else "tapered") if showy else "plinth"
    if piece.style("classic"):
        usual = "turned"
    style = piece.choice("legs", usual)
    if {"leg_material", "leg_color"} & set(piece.spec.features) and style == "plinth":
        style = "metal" if MATERIALS[piece.spec.choice("leg_material", "metal")].family == "metal" else "tapered"
    style = "plinth" if style == "none" else style
    height = plinth_m if style == "plinth" else legs_m
    return style, min(height, piece.height * 0.34)


def _framed(piece: Piece) -> bool:
    return piece.style("classic", "rustic")


def add_drawers(
    piece: Piece, wood: Finish, inside: Carcass, *, columns: int, rows: int, x: float = 0.0, width: float | None = None
) -> None:
    """Fronts in rows; the lower ones taller, as drawers are."""
    span = (width if width is not None else inside.width + BOARD_M) / columns
    weights = [1.0 + 0.18 * min(i, 2) for i in range(rows)][::-1]
    unit = (inside.height + BOARD_M * 0.6) / sum(weights)
    pulls, style = piece.part("handle", _handle_material(piece)), handle_style(piece)
    y = inside.floor - BOARD_M * 0.6
    for weight in weights:
        tall = unit * weight
        for column in range(columns):
            middle = x + (column - (columns - 1) / 2) * span
            add_front(
                piece,
                wood,
                (span - 0.004, tall - 0.004),
                (middle, y + tall / 2, inside.front),
                framed=_framed(piece),
                grain="x",
            )
            face = inside.front + 0.019
            if style == "none":
                _finger_groove(piece, (span * 0.3, middle, y + tall - 0.006, face))
            elif style == "knob" and span > 0.55:
                for side in (-1, 1):
                    add_pull(piece, pulls, style, (middle + side * span * 0.27, y + tall / 2, face))
            else:
                add_pull(piece, pulls, style, (middle, y + tall / 2, face), length_m=min(0.18, span * 0.35))
        y += tall


def _finger_groove(piece: Piece, place: tuple[float, float, float, float]) -> None:
    """A routed finger pull: a dark slot at a front's upper edge."""
    length, x, y, z = place
    piece.add(
        finish("lacquer", "#1d1b19"), box((length, 0.012, 0.002), bevel_m=0.0005, base=False).moved(x, y - 0.008, z)
    )


def _handle_material(piece: Piece) -> str:
    if piece.style("classic", "mid-century", "chinese"):
        return "brass"
    return "oak" if piece.style("scandinavian") else "metal"


def add_doors(
    piece: Piece,
    wood: Finish,
    inside: Carcass,
    count: int,
    *,
    x: float = 0.0,
    width: float | None = None,
    glazed: bool = False,
    floor: float | None = None,
) -> None:
    """Hinged doors, handles at their meeting edges."""
    span = (width if width is not None else inside.width + BOARD_M) / count
    low = (inside.floor if floor is None else floor) - BOARD_M * 0.6
    tall = inside.ceiling - low - 0.002
    pulls, style = piece.part("handle", _handle_material(piece)), handle_style(piece)
    mirrored = piece.has("mirror-doors")
    for i in range(count):
        middle = x + (i - (count - 1) / 2) * span
        size, centre = (span - 0.004, tall - 0.004), (middle, low + tall / 2, inside.front)
        if glazed:
            _add_glass_door(piece, wood, size, centre)
        else:
            add_front(piece, wood, size, centre, framed=_framed(piece), grain="y")
        if mirrored:
            pane = box((size[0] - 0.05, size[1] - 0.05, 0.003), bevel_m=0.001, base=False)
            piece.add(mirror_glass(), pane.moved(centre[0], centre[1], centre[2] + 0.0195))
        inner = 1 if (i % 2 == 0 and i < count - 1) or (count == 1 and x < 0) else -1
        edge = middle + inner * (span / 2 - 0.035)
        reach = low + tall * (0.5 if tall > 1.2 else 0.72)
        if style == "none":
            piece.add(
                finish("lacquer", "#1d1b19"),
                box((0.003, min(0.3, tall * 0.3), 0.002), bevel_m=0.0005, base=False).moved(
                    middle + inner * (span / 2 - 0.004), reach, inside.front + 0.019
                ),
            )
        else:
            add_pull(
                piece, pulls, style, (edge, reach, inside.front + 0.019), length_m=min(0.2, tall * 0.3), upright=True
            )


def _add_glass_door(piece: Piece, wood: Finish, size: tuple[float, float], centre: tuple[float, float, float]) -> None:
    w, h = size
    x, y, z = centre
    rail = min(0.05, w * 0.15)
    for side in (-1, 1):
        piece.add(
            wood,
            box((rail, h, 0.019), bevel_m=0.002, grain="y", base=False).moved(x + side * (w - rail) / 2, y, z + 0.0095),
        )
        piece.add(
            wood,
            box((w - 2 * rail, rail, 0.019), bevel_m=0.002, grain="x", base=False).moved(
                x, y + side * (h - rail) / 2, z + 0.0095
            ),
        )
    piece.add(
        finish("glass"),
        box((w - 2 * rail + 0.01, h - 2 * rail + 0.01, 0.004), bevel_m=0.0005, base=False).moved(x, y, z + 0.009),
    )


def add_shelves(
    piece: Piece,
    wood: Finish,
    inside: Carcass,
    count: int,
    *,
    x: float = 0.0,
    width: float | None = None,
    thick_m: float = BOARD_M,
) -> None:
    """`count` boards between floor and ceiling, evenly."""
    span = inside.width if width is None else width
    for i in range(count):
        y = inside.floor + inside.height * (i + 1) / (count + 1) - thick_m / 2
        deep = inside.front - inside.rear - 0.004
        piece.add(wood, box((span, thick_m, deep), bevel_m=0.0015, grain="x").moved(x, y, inside.rear + deep / 2))
