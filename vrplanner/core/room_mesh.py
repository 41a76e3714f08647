"""The mesh of a room: floor, ceiling, walls with thickness and holes, skirting, doors and windows.

World coordinates, metres. Every face looks outwards from solid matter, so with back faces culled a room seen from above
or outside opens like a doll's house.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from shapely.geometry import Polygon

from vrplanner.core.color import linear_from_hex
from vrplanner.core.finishes import finish_material
from vrplanner.core.geometry import Point2
from vrplanner.core.model import Material, Model, Part
from vrplanner.core.opening_mesh import CASING_WIDTH_M, RoomRole, add_door, add_passage, add_window
from vrplanner.core.quads import FaceMesh, Frame
from vrplanner.core.room import Finish, Opening, Room, Wall
from vrplanner.core.shared_walls import borrowed_openings, wall_depth, walls_behind
from vrplanner.core.walls import offset_outline, wall_face

SKIRTING_HEIGHT_M = 0.08
SKIRTING_DEPTH_M = 0.014
BASE_DEPTH_M = 0.08
LEAST_THICKNESS_M = 0.02
LEAST_FITTING_M = 0.04
# Two rooms on either side of one wall both draw it; each stops short of the other's plaster.
BEHIND_PLASTER_M = 0.003

_OUTSIDE = Finish(color="#e9e6e0")
_BASE = Finish(color="#cfcac2")


@dataclass(frozen=True, eq=False)
class RoomPart:
    """One part of a room's model: what it is, the walls it belongs to and its mesh.

    Floor, ceiling and base belong to no wall, the outer corner between two walls to both.
    """

    role: RoomRole
    wall_ids: tuple[str, ...]
    part: Part


def room_model(room: Room, neighbours: Sequence[Room] = ()) -> Model:
    """The room as one model in world coordinates (floor at y = 0); texture coordinates run in metres, divided by the
    size of the finish's pattern where it has one. Walls shared with `neighbours` leave them room and have their doors.
    """
    return Model(tuple(entry.part for entry in room_parts(room, neighbours)))


def room_parts(room: Room, neighbours: Sequence[Room] = ()) -> tuple[RoomPart, ...]:
    """The same parts with their meaning, in the order of `room_model`'s parts."""
    behind = [walls_behind(start, end, neighbours) for _, start, end in room.segments()]
    depths_m = [
        wall_depth(wall, backs, least_m=LEAST_THICKNESS_M) - BEHIND_PLASTER_M
        for wall, backs in zip(room.walls, behind, strict=True)
    ]
    parts = [*_floor_and_ceiling(room)]
    outer = offset_outline(room, [-depth_m for depth_m in depths_m])
    skirting = offset_outline(room, [SKIRTING_DEPTH_M] * len(room.walls))
    run_m = 0.0
    for index, (wall, start, end) in enumerate(room.segments()):
        after = (index + 1) % len(room.walls)
        side = _WallSide(room, wall, (start, end), run_m=run_m, depth_m=depths_m[index])
        side.borrow(borrowed_openings(wall, behind[index]))
        side.build((outer[index], outer[after]), (skirting[index], skirting[after]))
        parts += side.parts()
        parts += _corner(room, index, outer[index], (depths_m[index - 1], depths_m[index]))
        run_m += side.length_m
    parts += _base(room, outer)
    return tuple(entry for entry in parts if len(entry.part.triangles))


def _floor_and_ceiling(room: Room) -> list[RoomPart]:
    floor, ceiling = _finished(room.floor, "floor"), _finished(room.ceiling, "ceiling")
    floor.polygon(room.polygon, 0.0, up=True)
    ceiling.polygon(room.polygon, room.height_m, up=False)
    return [RoomPart("floor", (), floor.part()), RoomPart("ceiling", (), ceiling.part())]


def _base(room: Room, outer: list[Point2]) -> list[RoomPart]:
    """The slab the room stands on, seen when the room is looked at from outside."""
    mesh = _finished(_BASE, "base")
    outline = Polygon(outer)
    if outline.is_valid:
        mesh.polygon(outline.difference(room.polygon.buffer(-1e-4)), -0.001, up=True)
        mesh.polygon(outline, -BASE_DEPTH_M, up=False)
    for (ax, az), (bx, bz) in zip(outer, [*outer[1:], outer[0]], strict=True):
        b, a = np.array([bx, 0.0, bz]), np.array([ax, 0.0, az])
        down = np.array([0.0, BASE_DEPTH_M, 0.0])
        length_m = float(np.hypot(bx - ax, bz - az))
        mesh.quad([b - down, a - down, a, b], [(0, 0), (length_m, 0), (length_m, BASE_DEPTH_M), (0, BASE_DEPTH_M)])
    return [RoomPart("base", (), mesh.part())]


def _corner(room: Room, index: int, outer: Point2, depths_m: tuple[float, float]) -> list[RoomPart]:
    """The solid corner outside a room's convex corner, between the square ends of two walls."""
    walls, height_m = room.walls, room.height_m
    before, wall = walls[index - 1], walls[index]
    face_before, face = (wall_face(*room.wall_ends(one.id)) for one in (before, wall))
    if face.measure(outer)[0] > -1e-6:
        return []
    # The outer points square behind the two walls' ends.
    feet = face_before.at(face_before.length_m, -depths_m[0]), face.at(0.0, -depths_m[1])
    rim, outside = _rim_mesh(), _finished(_OUTSIDE, "outside")
    ring = [np.array([x, height_m, z]) for x, z in (wall.start, feet[1], outer, feet[0])]
    rim.quad(ring, [(0, 0), (1, 0), (1, 1), (0, 1)])
    for (ax, az), (bx, bz) in ((feet[0], outer), (outer, feet[1])):
        run_m = float(np.hypot(bx - ax, bz - az))
        low_b, low_a = np.array([bx, 0.0, bz]), np.array([ax, 0.0, az])
        up = np.array([0.0, height_m, 0.0])
        outside.quad([low_b, low_a, low_a + up, low_b + up], [(0, height_m), (run_m, height_m), (run_m, 0), (0, 0)])
    ids = (before.id, wall.id)
    return [RoomPart("rim", ids, rim.part()), RoomPart("outside", ids, outside.part())]


def _rim_mesh() -> FaceMesh:
    return _paint("#4b4a4a", "rim", roughness=0.9)


def _finished(finish: Finish, name: str) -> FaceMesh:
    material, period_m = finish_material(finish, name=name)
    return FaceMesh(material, period_m)


def _paint(color: str, name: str, *, roughness: float, metallic: float = 0.0) -> FaceMesh:
    return FaceMesh(Material(name=name, color=(*linear_from_hex(color), 1.0), roughness=roughness, metallic=metallic))


class _WallSide:
    """One wall: x runs along it from its start, y up, z into the room, 0 at its inner face."""

    def __init__(self, room: Room, wall: Wall, ends: tuple[Point2, Point2], *, run_m: float, depth_m: float) -> None:
        self.room, self.wall, self.run_m, self.depth_m = room, wall, run_m, depth_m
        self.face = face = wall_face(*ends)
        self.length_m = face.length_m
        origin, along, inward = (np.array([x, 0.0, z]) for x, z in (face.start, face.along, face.inward))
        self.frame = Frame(origin, along, np.array([0.0, 1.0, 0.0]), inward)
        self.openings = [clipped for o in wall.openings if (clipped := self._clip(o))]
        self.holes = list(self.openings)
        self.meshes: dict[RoomRole, FaceMesh] = {
            "wall": _finished(wall.finish, "wall"),
            "reveal": _finished(Finish(color=wall.finish.color), "reveal"),
            "trim": _paint("#f6f4ef", "trim", roughness=0.45),
            "leaf": _paint("#e8e3d9", "leaf", roughness=0.45),
            "metal": _paint("#b9b6b0", "metal", roughness=0.32, metallic=1.0),
            "glass": FaceMesh(
                Material(name="glass", color=(0.75, 0.86, 0.9, 0.12), roughness=0.03, blend=True, double_sided=True)
            ),
            "outside": _finished(_OUTSIDE, "outside"),
            "rim": _rim_mesh(),
        }

    def borrow(self, openings: Sequence[Opening]) -> None:
        """Leave holes for what the room on the other side has there."""
        self.holes += [clipped for o in openings if (clipped := self._clip(o))]

    def parts(self) -> list[RoomPart]:
        return [RoomPart(role, (self.wall.id,), mesh.part()) for role, mesh in self.meshes.items()]

    def build(self, outer: tuple[Point2, Point2], skirting: tuple[Point2, Point2]) -> None:
        """`outer` and `skirting` are the corners (x, z) where those lines meet the neighbours'."""
        height_m = self.room.height_m
        self._sheet("wall", self.frame, (0.0, self.length_m), self.holes, shift_m=self.run_m)
        ends = self._outer_ends(outer)
        self._outside(ends)
        self._rim(ends)
        for opening in self.openings:
            self._reveal(opening)
            near_m, far_m = opening.offset_m, opening.offset_m + opening.width_m
            add = {"door": add_door, "window": add_window, "passage": add_passage}[opening.kind]
            add(self.meshes, self.frame, (near_m, far_m), opening, depth_m=max(self.depth_m, LEAST_FITTING_M))
        if height_m > 3 * SKIRTING_HEIGHT_M:
            self._skirting(skirting)

    def _clip(self, opening: Opening) -> Opening | None:
        """The part of an opening that lies in the wall; scans bring some that stick out by a hair."""
        near, far = max(opening.offset_m, 0.0), min(opening.offset_m + opening.width_m, self.length_m)
        low, high = max(opening.sill_m, 0.0), min(opening.sill_m + opening.height_m, self.room.height_m)
        if far - near < 0.02 or high - low < 0.02:
            return None
        return replace(opening, offset_m=near, width_m=far - near, height_m=high - low, sill_m=low)

    def _sheet(
        self, role: RoomRole, frame: Frame, xs: tuple[float, float], holes: Sequence[Opening], *, shift_m: float = 0.0
    ) -> None:
        """A wall's face with its holes: cells between all edges of holes, so that no vertex lies on another's edge."""
        edges_x = {xs[0], xs[1]}
        edges_y = {0.0, self.room.height_m}
        for hole in holes:
            edges_x |= {x for x in (hole.offset_m, hole.offset_m + hole.width_m) if xs[0] < x < xs[1]}
            edges_y |= {hole.sill_m, hole.sill_m + hole.height_m}
        columns, rows = sorted(edges_x), sorted(edges_y)
        for x0, x1 in pairwise(columns):
            for y0, y1 in pairwise(rows):
                if not any(_covers(hole, (x0 + x1) / 2, (y0 + y1) / 2) for hole in holes):
                    self.meshes[role].rectangle(frame, (x0, x1), (y0, y1), 0.0, (shift_m, self.room.height_m))

    def _outer_ends(self, outer: tuple[Point2, Point2]) -> tuple[float, float]:
        """Where the outer face begins and ends along the wall: square at convex corners, mitred at others."""
        return max(self.face.measure(outer[0])[0], 0.0), min(self.face.measure(outer[1])[0], self.length_m)

    def _outside(self, ends: tuple[float, float]) -> None:
        f = self.frame
        back = Frame(f.at(self.length_m, 0.0, -self.depth_m), -f.x, f.y, -f.z)
        mirrored = [replace(o, offset_m=self.length_m - o.offset_m - o.width_m) for o in self.holes]
        self._sheet("outside", back, (self.length_m - ends[1], self.length_m - ends[0]), mirrored)

    def _rim(self, ends: tuple[float, float]) -> None:
        """The wall's top, and its ends, which show where a neighbour is left out."""
        f, top = self.frame, self.room.height_m
        inner = [f.at(0.0, top, 0.0), f.at(self.length_m, top, 0.0)]
        outer = [f.at(ends[0], top, -self.depth_m), f.at(ends[1], top, -self.depth_m)]
        down = np.array([0.0, top, 0.0])
        square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
        rim = self.meshes["rim"]
        rim.quad([*inner, outer[1], outer[0]], square)
        rim.quad([outer[0] - down, inner[0] - down, inner[0], outer[0]], square)
        rim.quad([inner[1] - down, outer[1] - down, outer[1], inner[1]], square)

    def _reveal(self, opening: Opening) -> None:
        """The four inner sides of a hole through the wall."""
        f, mesh, depth = self.frame, self.meshes["reveal"], (-self.depth_m, 0.0)
        x0, x1 = opening.offset_m, opening.offset_m + opening.width_m
        y0, y1 = opening.sill_m, opening.sill_m + opening.height_m
        mesh.rectangle(Frame(f.at(x0, 0, 0), -f.z, f.y, f.x), (-depth[1], -depth[0]), (y0, y1))
        mesh.rectangle(Frame(f.at(x1, 0, 0), f.z, f.y, -f.x), depth, (y0, y1))
        mesh.rectangle(Frame(f.at(0, y1, 0), f.x, f.z, -f.y), (x0, x1), depth)
        if y0 > 0:
            mesh.rectangle(Frame(f.at(0, y0, 0), f.x, -f.z, f.y), (x0, x1), (-depth[1], -depth[0]))
        else:
            threshold = self.meshes["trim"]
            threshold.rectangle(Frame(f.at(0, 0.002, 0), f.x, -f.z, f.y), (x0, x1), (-depth[1], -depth[0]))

    def _skirting(self, inner: tuple[Point2, Point2]) -> None:
        """A board along the foot of the wall, with a gap (and its casing's width) at doors and passages."""
        gaps = sorted(
            (o.offset_m - CASING_WIDTH_M, o.offset_m + o.width_m + CASING_WIDTH_M)
            for o in self.holes
            if o.sill_m < SKIRTING_HEIGHT_M
        )
        start, end = (self.face.measure(corner)[0] for corner in inner)
        at = min(start, 0.0)
        for near, far in [*gaps, (max(end, self.length_m), 0.0)]:
            if near - at > 0.005:
                self.meshes["trim"].box(
                    self.frame, (at, near), (0.0, SKIRTING_HEIGHT_M), (0.0, SKIRTING_DEPTH_M), without="kb"
                )
            at = max(at, far)


def _covers(opening: Opening, x: float, y: float) -> bool:
    inside_x = opening.offset_m < x < opening.offset_m + opening.width_m
    return inside_x and opening.sill_m < y < opening.sill_m + opening.height_m
