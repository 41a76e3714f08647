"""Cabinets of every kind: a carcass, fronts with handles, shelves, a base."""

import math

from vrplanner.generate.carcass import BOARD_M, Carcass, add_doors, add_drawers, add_shelves, base_choice, carcass
from vrplanner.generate.fittings import corners
from vrplanner.generate.materials import Finish, finish, mirror_glass
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.solids import box, rod
from vrplanner.generate.tables import console


def wardrobe(piece: Piece) -> None:
    """Tall doors, one to half a metre, hinged or sliding, drawers below on request."""
    wood = piece.wooden("lacquer")
    base, base_m = base_choice(piece, plinth_m=0.07, legs_m=0.14)
    inside = carcass(piece, wood, base_m=base_m, base=base)
    sliding = piece.has("sliding-doors")
    doors = piece.count("doors", max(1, round(piece.width / (0.85 if sliding else 0.5))), least=0)
    drawers = piece.count("drawers", 2) if piece.has("drawers") or piece.has("with_drawers") else 0
    floor = inside.floor
    if drawers:
        rows = max(1, math.ceil(drawers / max(1, round(piece.width / 0.8))))
        columns = math.ceil(drawers / rows)
        part = Carcass(
            inside.width, inside.floor, inside.floor + min(0.22 * rows, inside.height * 0.4), inside.rear, inside.front
        )
        add_drawers(piece, wood, part, columns=columns, rows=rows)
        floor = part.ceiling + BOARD_M
    if sliding:
        _sliding_doors(piece, wood, inside, max(2, doors))
    elif not doors:
        add_shelves(piece, wood, inside, 2)
    else:
        add_doors(piece, wood, inside, doors, floor=floor, glazed=piece.has("glass-doors"))
    if piece.style("classic"):
        piece.add(wood, box((piece.width, 0.04, piece.depth), bevel_m=0.015, steps=3).moved(y=piece.height - 0.04))


def _sliding_doors(piece: Piece, wood: Finish, inside: Carcass, count: int) -> None:
    span = (inside.width + 0.03) / count
    mirrored, rail = piece.has("mirror-doors"), finish("metal", "#9c9c9c")
    for i in range(count):
        x = (i - (count - 1) / 2) * span
        z = inside.front - (0.022 if i % 2 else 0.002)
        low = inside.floor
        tall = inside.ceiling - low - 0.004
        panel = box((span + 0.012, tall, 0.018), bevel_m=0.002, grain="y").moved(x, low, z + 0.009)
        piece.add(mirror_glass() if mirrored and i % 2 == 0 else wood, panel)
        for side in (-1, 1):
            piece.add(
                rail, box((0.016, tall, 0.02), bevel_m=0.003, grain="y").moved(x + side * span / 2, low, z + 0.01)
            )


def dresser(piece: Piece) -> None:
    wood = piece.wooden()
    base, base_m = base_choice(piece, plinth_m=0.06, legs_m=0.16)
    inside = carcass(piece, wood, base_m=base_m, base=base)
    wanted = piece.count("drawers", 0) if piece.has("drawers") else 0
    rows = max(2, round(inside.height / 0.2))
    columns = 2 if piece.width > 1.05 else 1
    if wanted:
        columns = 2 if wanted % 2 == 0 and (piece.width > 1.0 or wanted > 6) else 3 if wanted == 9 else 1
        rows = max(1, wanted // columns)
    add_drawers(piece, wood, inside, columns=columns, rows=rows)


def nightstand(piece: Piece) -> None:
    """One or two drawers, an open shelf under a single one."""
    wood = piece.wooden()
    base, base_m = base_choice(piece, plinth_m=0.04, legs_m=0.18)
    inside = carcass(piece, wood, base_m=base_m, base=base, top_m=0.02)
    drawers = piece.count("drawers", 1 if inside.height < 0.34 or piece.has("open") else 2, least=0)
    if not drawers:
        add_shelves(piece, wood, inside, 1)
        return
    if drawers == 1 and inside.height > 0.24:
        split = inside.floor + inside.height * 0.52
        add_shelves(
            piece, wood, Carcass(inside.width, inside.floor, 2 * split - inside.floor, inside.rear, inside.front), 1
        )
        inside = Carcass(inside.width, split + BOARD_M, inside.ceiling, inside.rear, inside.front)
    add_drawers(piece, wood, inside, columns=1, rows=drawers)


def bookcase(piece: Piece) -> None:
    """Open shelves in bays under a metre wide; a frame of steel in the industrial style; doors below on request."""
    if piece.style("industrial") or piece.family == "metal":
        _steel_shelf(piece)
        return
    wood = piece.wooden()
    inside = carcass(piece, wood, base_m=min(0.06, piece.height * 0.06), base="plinth", fronts=False)
    bays = max(1, math.ceil(inside.width / 0.95))
    shelves = piece.count("shelves", max(1, round(inside.height / 0.34) - 1))
    if "shelves" in piece.spec.features:
        shelves = max(1, shelves - 1)
    width = (inside.width - (bays - 1) * BOARD_M) / bays
    doors = (
        piece.count("doors", bays * 2)
        if piece.has("doors") or piece.has("with_doors") or piece.has("glass-doors")
        else 0
    )
    for bay in range(bays):
        x = (bay - (bays - 1) / 2) * (width + BOARD_M)
        add_shelves(piece, wood, inside, shelves, x=x, width=width, thick_m=0.02)
        if bay:
            upright = box((BOARD_M, inside.height, inside.front - inside.rear), bevel_m=0.0015, grain="y")
            piece.add(wood, upright.moved(x - (width + BOARD_M) / 2, inside.floor, (inside.front + inside.rear) / 2))
    if doors:
        _bookcase_doors(piece, wood, inside, doors)


def _bookcase_doors(piece: Piece, wood: Finish, inside: Carcass, count: int) -> None:
    glazed = piece.has("glass-doors")
    top = inside.ceiling if glazed else inside.floor + inside.height * 0.36
    behind = Carcass(inside.width, inside.floor, top, inside.rear, inside.front - 0.021)
    add_doors(piece, wood, behind, count, glazed=glazed, width=inside.width)


def _steel_shelf(piece: Piece) -> None:
    w, h, d = piece.width, piece.height, piece.depth
    steel = piece.part("leg", "metal")
    wood = piece.main if piece.family == "wood" else piece.part("top", "oak", "#8a6240")
    bar = 0.025
    for x, z in corners(w, d, inset_m=bar / 2):
        piece.add(steel, box((bar, h, bar), bevel_m=0.002, grain="y").moved(x, 0, z))
    count = piece.count("shelves", max(2, round(h / 0.38)))
    for i in range(count):
        y = 0.1 + (h - 0.1 - 0.03) * i / max(1, count - 1)
        piece.add(wood, box((w - 2 * bar - 0.004, 0.028, d - 0.006), bevel_m=0.003, steps=2, grain="x").moved(0, y, 0))
        for side in (-1, 1):
            piece.add(steel, box((bar, bar, d - bar), bevel_m=0.002).moved(side * (w / 2 - bar / 2), y, 0))
    rise = h - 0.3
    for sign in (-1, 1):
        piece.add(
            steel,
            rod(
                (-sign * (w / 2 - bar), 0.15, -d / 2 + bar / 2),
                (sign * (w / 2 - bar), 0.15 + rise, -d / 2 + bar / 2),
                0.004,
                segments=6,
            ),
        )


def sideboard(piece: Piece) -> None:
    """Doors at the sides, drawers in the middle, on legs; a console is a narrow table instead."""
    if piece.has("legs-only"):
        console(piece)
        return
    wood = piece.wooden("walnut")
    base, base_m = base_choice(piece, plinth_m=0.06, legs_m=0.18)
    if base == "plinth" and piece.choice("legs", "") == "":
        base, base_m = "metal", min(0.15, piece.height * 0.22)
    inside = carcass(piece, wood, base_m=base_m, base=base)
    drawers = piece.count("drawers", 3, least=0)
    doors = piece.count("doors", 2 if piece.width < 1.9 else 4, least=0)
    total = inside.width + BOARD_M
    if not drawers:
        add_doors(piece, wood, inside, max(2, round(total / 0.5)), glazed=piece.has("glass-doors"))
        return
    if not doors:
        add_drawers(piece, wood, inside, columns=max(2, round(total / 0.6)), rows=drawers)
        return
    middle = total * (0.34 if doors <= 2 else 0.26)
    side = (total - middle) / 2
    add_drawers(piece, wood, inside, columns=1, rows=drawers, width=middle)
    for sign in (-1, 1):
        add_doors(
            piece,
            wood,
            inside,
            max(1, doors // 2),
            x=sign * (middle + side) / 2,
            width=side,
            glazed=piece.has("glass-doors"),
        )


def tv_stand(piece: Piece) -> None:
    """Low: doors or flap drawers at the sides, an open bay for boxes in the middle."""
    wood = piece.wooden("walnut")
    base, base_m = base_choice(piece, plinth_m=0.04, legs_m=0.13)
    inside = carcass(piece, wood, base_m=base_m, base=base)
    third = (inside.width + BOARD_M) / 3
    drawers = piece.count("drawers", 2, least=0)
    rows = max(1, drawers // 2)
    doors = piece.has("doors") or piece.has("with_doors") or not drawers
    open_part = Carcass(third - BOARD_M, inside.floor, inside.ceiling, inside.rear, inside.front)
    add_shelves(piece, wood, open_part, 1)
    for sign in (-1, 1):
        wall = box((BOARD_M, inside.height, inside.front - inside.rear), bevel_m=0.0015, grain="y")
        piece.add(wood, wall.moved(sign * third / 2, inside.floor, (inside.front + inside.rear) / 2))
        if doors:
            add_doors(piece, wood, inside, max(1, piece.count("doors", 2) // 2), x=sign * third, width=third)
        else:
            add_drawers(piece, wood, inside, columns=1, rows=rows, x=sign * third, width=third)


def cabinet(piece: Piece) -> None:
    """Doors over shelves, drawers on request, glass doors that show the shelves."""
    wood = piece.wooden("lacquer")
    base, base_m = base_choice(piece, plinth_m=0.06, legs_m=0.15)
    inside = carcass(piece, wood, base_m=base_m, base=base)
    glazed = piece.has("glass-doors")
    shelves = piece.count("shelves", max(1, round(inside.height / 0.36) - 1))
    drawers = piece.count("drawers", 1) if piece.has("drawers") or piece.has("with_drawers") else 0
    doors = piece.count("doors", max(1, round(piece.width / 0.45)), least=0)
    floor = inside.floor
    if drawers:
        columns = max(1, round(piece.width / 0.6))
        rows = max(1, math.ceil(drawers / columns))
        part = Carcass(
            inside.width, inside.floor, inside.floor + min(0.2 * rows, inside.height * 0.5), inside.rear, inside.front
        )
        add_drawers(piece, wood, part, columns=max(1, min(columns, drawers)), rows=rows)
        floor = part.ceiling + BOARD_M
    if glazed or piece.has("open") or not doors:
        above = Carcass(inside.width, floor, inside.ceiling, inside.rear, inside.front)
        add_shelves(piece, wood, above, shelves)
    if doors and not piece.has("open"):
        add_doors(piece, wood, inside, doors, glazed=glazed, floor=floor)


BUILDERS: dict[str, Builder] = {
    "wardrobe": wardrobe,
    "dresser": dresser,
    "nightstand": nightstand,
    "bookcase": bookcase,
    "sideboard": sideboard,
    "tv stand": tv_stand,
    "cabinet": cabinet,
}
