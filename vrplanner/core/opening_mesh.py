"""Doors, windows and passages: what fills and frames a hole in a wall.

All in the wall's frame: x along the wall, y up, z into the room with 0 at the wall's inner face; metres.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

import numpy as np

from vrplanner.core.quads import FaceMesh, Frame, Span
from vrplanner.core.room import Opening

CASING_WIDTH_M = 0.06
CASING_DEPTH_M = 0.014
LINING_M = 0.025
LEAF_DEPTH_M = 0.04
FRAME_WIDTH_M = 0.05
FRAME_DEPTH_M = 0.06
SASH_WIDTH_M = 0.045
WIDEST_SASH_M = 0.95
BOARD_OVERHANG_M = 0.035

RoomRole = Literal["floor", "ceiling", "wall", "reveal", "trim", "leaf", "metal", "glass", "outside", "rim", "base"]
Meshes = Mapping[RoomRole, FaceMesh]


def add_passage(meshes: Meshes, frame: Frame, xs: Span, opening: Opening, *, depth_m: float) -> None:
    """A hole to walk through, framed on both sides."""
    _casing(meshes["trim"], frame, xs, opening, depth_m=depth_m)


def add_door(meshes: Meshes, frame: Frame, xs: Span, opening: Opening, *, depth_m: float) -> None:
    """A closed panelled leaf in its frame, hung flush with the side it opens to."""
    trim, top = meshes["trim"], opening.sill_m + opening.height_m
    _casing(trim, frame, xs, opening, depth_m=depth_m)
    leaf_x, leaf_y = (xs[0] + LINING_M, xs[1] - LINING_M), (opening.sill_m + 0.006, top - LINING_M)
    leaf_depth = min(LEAF_DEPTH_M, depth_m)
    front = -depth_m + leaf_depth if opening.swing.startswith("out") else -0.004
    zs = (front - leaf_depth, front)
    trim.box(frame, (xs[0], leaf_x[0]), (opening.sill_m, top), (-depth_m, 0.0), without="lb")
    trim.box(frame, (leaf_x[1], xs[1]), (opening.sill_m, top), (-depth_m, 0.0), without="rb")
    trim.box(frame, leaf_x, (leaf_y[1], top), (-depth_m, 0.0), without="lrt")
    if leaf_x[1] - leaf_x[0] > 0.2 and leaf_y[1] - leaf_y[0] > 0.5:
        _panelled_leaf(meshes["leaf"], frame, leaf_x, leaf_y, zs)
        _handle(meshes["metal"], frame, leaf_x, opening, zs)
    else:
        meshes["leaf"].box(frame, leaf_x, leaf_y, zs)


def _casing(trim: FaceMesh, frame: Frame, xs: Span, opening: Opening, *, depth_m: float) -> None:
    """Flat boards around the hole, inside and outside."""
    low, high = opening.sill_m, opening.sill_m + opening.height_m
    lap = 0.004
    for zs in ((0.0, CASING_DEPTH_M), (-depth_m - CASING_DEPTH_M, -depth_m)):
        hidden = "k" if zs[0] == 0.0 else "f"
        trim.box(frame, (xs[0] - CASING_WIDTH_M, xs[0] + lap), (low, high - lap), zs, without=hidden + "b")
        trim.box(frame, (xs[1] - lap, xs[1] + CASING_WIDTH_M), (low, high - lap), zs, without=hidden + "b")
        over = (xs[0] - CASING_WIDTH_M, xs[1] + CASING_WIDTH_M)
        trim.box(frame, over, (high - lap, high + CASING_WIDTH_M), zs, without=hidden)


def _panelled_leaf(leaf: FaceMesh, frame: Frame, xs: Span, ys: Span, zs: Span) -> None:
    """Stiles and rails with two sunk panels, 2 mm clear of the lining all round."""
    xs, ys = (xs[0] + 0.002, xs[1] - 0.002), (ys[0], ys[1] - 0.002)
    stile, rail_y = min(0.11, (xs[1] - xs[0]) / 5), ys[0] + (ys[1] - ys[0]) * 0.42
    inner = (xs[0] + stile, xs[1] - stile)
    for across in ((xs[0], inner[0]), (inner[1], xs[1])):
        leaf.box(frame, across, ys, zs)
    for up in ((ys[0], ys[0] + 0.2), (rail_y - 0.06, rail_y + 0.06), (ys[1] - stile, ys[1])):
        leaf.box(frame, inner, up, zs, without="lr")
    back = Frame(frame.origin, -frame.x, frame.y, -frame.z)
    for up in ((ys[0] + 0.2, rail_y - 0.06), (rail_y + 0.06, ys[1] - stile)):
        _sunk_panel(leaf, frame, inner, up, zs[1])
        _sunk_panel(leaf, back, (-inner[1], -inner[0]), up, -zs[0])


def _sunk_panel(leaf: FaceMesh, frame: Frame, xs: Span, ys: Span, z: float) -> None:
    """A field sunk behind the face at `z`, with bevelled edges."""
    bevel, depth = 0.028, 0.012
    inner_x, inner_y = (xs[0] + bevel, xs[1] - bevel), (ys[0] + bevel, ys[1] - bevel)
    outer = [(xs[0], ys[0]), (xs[1], ys[0]), (xs[1], ys[1]), (xs[0], ys[1])]
    inner = [(inner_x[0], inner_y[0]), (inner_x[1], inner_y[0]), (inner_x[1], inner_y[1]), (inner_x[0], inner_y[1])]
    for i in range(4):
        j = (i + 1) % 4
        edge = [(*outer[i], z), (*outer[j], z), (*inner[j], z - depth), (*inner[i], z - depth)]
        leaf.quad([frame.at(*point) for point in edge], [(x, -y) for x, y, _ in edge])
    leaf.rectangle(frame, inner_x, inner_y, z - depth)


def _handle(metal: FaceMesh, frame: Frame, xs: Span, opening: Opening, zs: Span) -> None:
    """A lever on the side away from the hinge; a pull bar on sliding doors."""
    at_left = opening.swing.endswith("right")
    x, y = (xs[0] + 0.055 if at_left else xs[1] - 0.055), opening.sill_m + 1.02
    if y > opening.sill_m + opening.height_m - 0.2:
        y = opening.sill_m + opening.height_m / 2
    toward = 1.0 if at_left else -1.0
    for face, out in ((zs[1], 1.0), (zs[0], -1.0)):
        depth = _span(face, face + out * 0.05)
        if opening.swing == "slide":
            metal.box(frame, (x - 0.012, x + 0.012), (y - 0.2, y + 0.2), _span(face, face + out * 0.03))
            continue
        metal.box(frame, (x - 0.022, x + 0.022), (y - 0.09, y + 0.05), _span(face, face + out * 0.006))
        metal.box(frame, (x - 0.009, x + 0.009), (y - 0.009, y + 0.009), depth)
        lever = _span(x - toward * 0.009, x + toward * 0.12)
        metal.box(frame, lever, (y - 0.009, y + 0.009), _span(face + out * 0.038, face + out * 0.054))


def add_window(meshes: Meshes, frame: Frame, xs: Span, opening: Opening, *, depth_m: float) -> None:
    """A frame set towards the outside with one or more glazed sashes, and a board on the sill."""
    trim, low, high = meshes["trim"], opening.sill_m, opening.sill_m + opening.height_m
    back = -depth_m + max(min(0.03, depth_m - FRAME_DEPTH_M), 0.0)
    zs = (back, back + min(FRAME_DEPTH_M, depth_m))
    width = min(FRAME_WIDTH_M, (xs[1] - xs[0]) / 8, (high - low) / 8)
    inner_x, inner_y = (xs[0] + width, xs[1] - width), (low + width, high - width)
    trim.box(frame, (xs[0], inner_x[0]), (low, high), zs, without="l")
    trim.box(frame, (inner_x[1], xs[1]), (low, high), zs, without="r")
    trim.box(frame, inner_x, (low, inner_y[0]), zs, without="lr")
    trim.box(frame, inner_x, (inner_y[1], high), zs, without="lr")
    count = max(1, int(np.ceil((inner_x[1] - inner_x[0]) / WIDEST_SASH_M)))
    edges = np.linspace(inner_x[0], inner_x[1], count + 1).tolist()
    for x0, x1 in pairwise(edges):
        _sash(meshes, frame, (x0, x1), inner_y, (zs[0] + 0.008, zs[1] + 0.008))
    handles = edges[1:-1] or [edges[-1] - SASH_WIDTH_M / 2]
    for x in handles:
        _window_handle(
            meshes["metal"], frame, x - (SASH_WIDTH_M / 2 if len(edges) > 2 else 0.0), inner_y, zs[1] + 0.008
        )
    if low > 0.15:
        board = (zs[1], BOARD_OVERHANG_M)
        trim.box(frame, (xs[0] - 0.03, xs[1] + 0.03), (low - 0.012, low + 0.012), (0.0, board[1]))
        trim.box(frame, xs, (low - 0.012, low + 0.012), (board[0], 0.0), without="lrbkf")
        trim.box(frame, (xs[0] - 0.02, xs[1] + 0.02), (low - 0.03, low), (-depth_m - 0.04, -depth_m))


def _sash(meshes: Meshes, frame: Frame, xs: Span, ys: Span, zs: Span) -> None:
    trim, width = meshes["trim"], min(SASH_WIDTH_M, (xs[1] - xs[0]) / 6, (ys[1] - ys[0]) / 6)
    glass_x, glass_y = (xs[0] + width, xs[1] - width), (ys[0] + width, ys[1] - width)
    gap = 0.002
    trim.box(frame, (xs[0] + gap, glass_x[0]), (ys[0] + gap, ys[1] - gap), zs)
    trim.box(frame, (glass_x[1], xs[1] - gap), (ys[0] + gap, ys[1] - gap), zs)
    trim.box(frame, glass_x, (ys[0] + gap, glass_y[0]), zs, without="lr")
    trim.box(frame, glass_x, (glass_y[1], ys[1] - gap), zs, without="lr")
    meshes["glass"].rectangle(frame, glass_x, glass_y, (zs[0] + zs[1]) / 2)


def _window_handle(metal: FaceMesh, frame: Frame, x: float, ys: Span, face: float) -> None:
    y = ys[0] + (ys[1] - ys[0]) * 0.45
    metal.box(frame, (x - 0.011, x + 0.011), (y - 0.03, y + 0.03), (face, face + 0.008))
    metal.box(frame, (x - 0.007, x + 0.007), (y - 0.11, y + 0.007), (face + 0.022, face + 0.036))
    metal.box(frame, (x - 0.006, x + 0.006), (y - 0.007, y + 0.007), (face, face + 0.03))


def _span(a: float, b: float) -> Span:
    return (a, b) if a < b else (b, a)
