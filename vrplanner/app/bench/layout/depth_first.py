"""A depth-first solver on a grid, of the kind that Holodeck furnishes rooms with (Yang et al. 2023, arXiv 2312.09067).

One piece after another is put where no hard rule forbids it (room, door zones, overlap) and where the soft ones score
best (wall, relations, free space before fronts, windows), on a grid of places in four directions. The first piece is
tried at many places, the next ones at fewer, the rest at the best; when the time is up or the tree is searched, the
best complete layout counts. It is given more than the original has: places flush with walls, a grid turned to the
longest wall, a walk through the room and the optimiser's own cost to choose among complete layouts.
"""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from vrplanner.layout.problem import Array, Layout, Piece, Problem, Relation, piece_corners
from vrplanner.layout.room_tables import landing_corners, swing_corners, window_corners
from vrplanner.layout.search import judge

GRID_M = 0.1
LIMIT_S = 30.0
WIDTHS = (30, 3, 2)
"""How many places are tried of the first pieces; of every later one only the best."""
FLUSH_M = 0.01
FRONT_M = 0.6
WALL_SCORE, WINDOW_SCORE, FRONT_SCORE, RELATION_SCORE = 1.0, -1.0, -1.0, 3.0
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridResult:
    """`best_after_s` is the processor time until the best layout was there; `layouts` how many complete ones were."""

    layout: Layout
    cost: float
    valid: bool
    layouts: int
    cpu_s: float
    best_after_s: float


@dataclass(frozen=True, slots=True)
class _Places:
    """Candidates for one piece in the turned frame: poses (M, 3), half sides along the axes (M, 2), scores (M,)."""

    pose: Array
    half: Array
    score: Array

    @property
    def front(self) -> Array:
        """(M, 2) unit vectors."""
        return np.column_stack([-np.sin(self.pose[:, 2]), np.cos(self.pose[:, 2])])

    def only(self, mask: Mask) -> "_Places":
        return _Places(self.pose[mask], self.half[mask], self.score[mask])


def solve(problem: Problem, *, seconds: float = LIMIT_S, seed: int = 0) -> GridResult:
    """The best layout found within so many seconds of processor time. What finds no place is left out."""
    search = _Search(problem, seconds=seconds, seed=seed)
    search.run()
    return search.result()


class _Search:
    def __init__(self, problem: Problem, *, seconds: float, seed: int) -> None:
        self.start_s = time.process_time()
        self.deadline_s = self.start_s + seconds
        self.problem = problem
        self.turn_rad = _longest_wall_rad(problem.polygon)
        self.random = np.random.default_rng(seed)
        self.order = _order(problem)
        self.places = {i: _candidates(problem, i, self.turn_rad) for i in self.order}
        self.layouts = 0
        self.best: tuple[tuple[bool, float], Layout, float] | None = None

    def run(self) -> None:
        fixed = [i for i, piece in enumerate(self.problem.pieces) if piece.fixed]
        placed = {i: np.array([*_turned(self.problem.current[i, :2], -self.turn_rad),
                               self.problem.current[i, 2] - self.turn_rad]) for i in fixed}  # fmt: skip
        self._place(0, placed)

    def _place(self, depth: int, placed: dict[int, Array]) -> None:
        """Put the piece at `depth` of the order and, below it, all later ones."""
        if depth == len(self.order):
            self._judge(placed)
            return
        i = self.order[depth]
        choices = self._choices(i, depth, placed)
        if not len(choices):
            self._place(depth + 1, placed)
        for pose in choices:
            if time.process_time() > self.deadline_s and self.best is not None:
                return
            self._place(depth + 1, {**placed, i: pose})

    def _choices(self, i: int, depth: int, placed: dict[int, Array]) -> Array:
        """The poses to try for piece i, (k, 3): the best scored; of the first piece any that are nearly so."""
        pieces = self.problem.pieces
        free = self.places[i]
        if _solid(pieces[i]):
            # What is fixed was ruled out when the candidates were made.
            others = [j for j in placed if _solid(pieces[j]) and not pieces[j].fixed]
            for j in others:
                free = free.only(~_overlap(free.pose, free.half, placed[j], _half(pieces[j], placed[j][2])))
        if not len(free.pose):
            return free.pose
        score = free.score + self._soft(i, free, placed) + 0.01 * self.random.random(len(free.pose))
        width = WIDTHS[depth] if depth < len(WIDTHS) else 1
        if depth == 0:
            good = np.flatnonzero(score >= score.max() - 0.5)
            return free.pose[self.random.permutation(good)[:width]]
        return free.pose[_apart(free.pose, score, width)]

    def _soft(self, i: int, free: _Places, placed: dict[int, Array]) -> Array:
        """Scores (M,) against everything that stands already."""
        pieces = self.problem.pieces
        total = np.zeros(len(free.pose))
        together = set()
        for relation in self.problem.relations:
            other = relation.b if relation.a == i else (relation.a if relation.b == i else i)
            if other != i and other in placed:
                together.add(other)
                total += (0.35 if relation.wish else 1.0) * _relation_score(relation, i, free, placed[other], pieces)
        ahead = free.pose[:, :2] + free.front * (pieces[i].depth_m + FRONT_M) / 2
        strip = np.where(np.abs(free.front) > 0.5, FRONT_M / 2, pieces[i].width_m / 2)
        for j, pose in placed.items():
            if j in together or not (_solid(pieces[i]) and _solid(pieces[j])):
                continue
            if pieces[i].clear_m:
                total += FRONT_SCORE * _overlap(ahead, strip, pose, _half(pieces[j], pose[2]))
            if pieces[j].clear_m:
                front = np.array([-math.sin(pose[2]), math.cos(pose[2])])
                at = pose[:2] + front * (pieces[j].depth_m + FRONT_M) / 2
                size = np.where(np.abs(front) > 0.5, FRONT_M / 2, pieces[j].width_m / 2)
                total += FRONT_SCORE * _overlap(free.pose, free.half, at, size)
        return total

    def _judge(self, placed: dict[int, Array]) -> None:
        pose = self.problem.current.copy()
        present = np.zeros(len(self.problem), bool)
        for i, there in placed.items():
            present[i] = True
            if not self.problem.pieces[i].fixed:
                pose[i] = *_turned(there[:2], self.turn_rad), there[2] + self.turn_rad
        layout = Layout(pose=pose, present=present)
        found = judge(self.problem, layout)
        rank = any(finding.hard for finding in found.findings), found.cost
        self.layouts += 1
        if self.best is None or rank < self.best[0]:
            self.best = rank, layout, time.process_time() - self.start_s

    def result(self) -> GridResult:
        assert self.best is not None  # time ends a search only after its first leaf
        (invalid, cost), layout, best_after_s = self.best
        return GridResult(
            layout=layout, cost=cost, valid=not invalid, layouts=self.layouts,
            cpu_s=time.process_time() - self.start_s, best_after_s=best_after_s,
        )  # fmt: skip


def _solid(piece: Piece) -> bool:
    return piece.solid and not piece.rug


def _order(problem: Problem) -> list[int]:
    """Large and important things first, what belongs to something after it, rugs last."""
    movable = [i for i, piece in enumerate(problem.pieces) if not piece.fixed]
    movable.sort(key=lambda i: (problem.pieces[i].rug, problem.pieces[i].priority, -problem.pieces[i].area_m2))
    leads = {r.a: r.b for r in problem.relations if r.a != r.b and r.type != "view"}
    ordered: list[int] = []

    def add(i: int, path: frozenset[int]) -> None:
        if i in leads and leads[i] not in path and not problem.pieces[leads[i]].fixed:
            add(leads[i], path | {i})
        if i not in ordered:
            ordered.append(i)

    for i in movable:
        add(i, frozenset((i,)))
    return ordered


# --- candidates


def _longest_wall_rad(polygon: Array) -> float:
    along = np.roll(polygon, -1, axis=0) - polygon
    x, y = along[np.hypot(along[:, 0], along[:, 1]).argmax()]
    return math.remainder(math.atan2(y, x), math.pi / 2)


def _turned(points: Array, angle_rad: float) -> Array:
    c, s = math.cos(angle_rad), math.sin(angle_rad)
    result: Array = np.asarray(points) @ np.array([(c, s), (-s, c)])
    return result


def _half(piece: Piece, yaw_rad: float) -> Array:
    """Half the sides of a footprint's bounds, (2,)."""
    c, s = abs(math.cos(yaw_rad)), abs(math.sin(yaw_rad))
    return np.array([c * piece.width_m + s * piece.depth_m, s * piece.width_m + c * piece.depth_m]) / 2


def _candidates(problem: Problem, i: int, turn_rad: float) -> _Places:
    """Every place that the room, its doors and its fixed things allow piece i."""
    piece = problem.pieces[i]
    polygon = _turned(problem.polygon, -turn_rad)
    poses = [_grid(polygon)] if piece.wall != "must" else []
    if piece.wall != "no" or piece.corner:
        poses += list(_flush(polygon, piece))
    pose = np.concatenate(poses) if poses else np.zeros((0, 3))
    half = np.array([_half(piece, yaw) for yaw in pose[:, 2]]).reshape(-1, 2)
    at_wall = np.zeros(len(pose))
    at_wall[(len(poses[0]) if piece.wall != "must" else 0) :] = WALL_SCORE
    boxes = shapely.box(*(pose[:, :2] - half).T, *(pose[:, :2] + half).T)
    legal = shapely.covers(_prepared(Polygon(polygon).buffer(1e-6)), boxes)
    if _solid(piece):
        for zone in _hard_zones(problem, turn_rad):
            legal &= ~shapely.intersects(_prepared(zone.buffer(-0.005)), boxes)
    score = at_wall
    for window in problem.windows:
        if _solid(piece) and piece.base_m + piece.height_m > window.sill_m:
            strip = Polygon(_turned(window_corners(problem, window), -turn_rad)).buffer(-0.005)
            score = score + WINDOW_SCORE * shapely.intersects(_prepared(strip), boxes)
    return _Places(pose, half, score).only(legal)


def _prepared(shape: Polygon) -> Polygon:
    shapely.prepare(shape)
    return shape


def _hard_zones(problem: Problem, turn_rad: float) -> Iterator[Polygon]:
    for door in problem.doors:
        yield Polygon(_turned(landing_corners(problem, door), -turn_rad))
        if door.swing == "in":
            yield Polygon(_turned(swing_corners(problem, door), -turn_rad))
    for k, piece in enumerate(problem.pieces):
        if piece.fixed and _solid(piece):
            yield Polygon(_turned(piece_corners(piece, problem.current[k]), -turn_rad))


def _grid(polygon: Array) -> Array:
    (low_x, low_y), (high_x, high_y) = polygon.min(axis=0), polygon.max(axis=0)
    xs, ys = np.arange(low_x + GRID_M, high_x, GRID_M), np.arange(low_y + GRID_M, high_y, GRID_M)
    x, y, yaw = np.meshgrid(xs, ys, np.arange(4) * math.pi / 2)
    return np.column_stack([x.ravel(), y.ravel(), yaw.ravel()])


def _flush(polygon: Array, piece: Piece) -> Iterator[Array]:
    """Places along each wall that runs along an axis, back to it."""
    for start, end in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        along = end - start
        length_m = float(np.hypot(*along))
        yaw = math.atan2(along[1], along[0])
        if abs(math.remainder(yaw, math.pi / 2)) > 1e-3 or length_m < piece.width_m:
            continue
        along = along / length_m
        inward = np.array([-along[1], along[0]])
        ends = piece.width_m / 2 + FLUSH_M, length_m - piece.width_m / 2 - FLUSH_M
        offsets = np.append(np.arange(ends[0], ends[1], GRID_M), ends[1])
        at = start + np.outer(offsets, along) + (piece.depth_m / 2 + FLUSH_M) * inward
        yield np.column_stack([at, np.full(len(at), yaw)])


# --- scores


def _overlap(pose: Array, half: Array, other: Array, other_half: Array) -> Mask:
    result: Mask = (np.abs(pose[:, :2] - other[:2]) < half + other_half - 1e-6).all(axis=1)
    return result


def _apart(pose: Array, score: Array, count: int) -> NDArray[np.int64]:
    """The best scored and, of the rest, the best that are not beside one chosen already."""
    chosen: list[int] = []
    for k in np.argsort(-score)[: 1 if count == 1 else 400]:
        if all(np.abs(pose[k] - pose[c]).max() > 0.5 for c in chosen):
            chosen.append(int(k))
        if len(chosen) == count:
            break
    return np.array(chosen)


def _relation_score(relation: Relation, i: int, free: _Places, other: Array, pieces: tuple[Piece, ...]) -> Array:
    """How well piece i at its candidates keeps a relation with what stands at `other`: up to RELATION_SCORE."""
    first = relation.a == i
    away = other[:2] - free.pose[:, :2]
    far = np.hypot(away[:, 0], away[:, 1])
    other_half = _half(pieces[relation.b if first else relation.a], other[2])
    gap = np.hypot(*np.maximum(0.0, np.abs(away) - free.half - other_half).T)
    # Cosines of how straight each looks at the other.
    looks = (free.front * away).sum(axis=1) / np.maximum(far, 1e-6)
    seen = -(away @ (-math.sin(other[2]), math.cos(other[2]))) / np.maximum(far, 1e-6)
    same = np.cos(free.pose[:, 2] - other[2])
    kept = {
        "view": lambda: _within(far, relation.low_m, relation.high_m) + 1.5 * np.minimum(looks, seen),
        "at": lambda: (-gap + (looks if first else seen)) - 0.2 * far,
        "beside": lambda: same - 2.0 * gap,
        "front_of": lambda: _within(gap, relation.low_m, relation.high_m) + (seen if first else looks),
        "foot_of": lambda: _within(gap, relation.low_m, relation.high_m) + (seen if first else looks),
        "under": lambda: 1.0 - far,
        "around": lambda: _within(gap, relation.low_m, relation.high_m) + (looks if first else seen),
    }.get(relation.type, lambda: -gap)
    return RELATION_SCORE * np.clip(kept(), -1.0, 1.5) / 1.5


def _within(value: Array, low: float, high: float) -> Array:
    """0 within the range, below it by as much as the value is off."""
    return -np.maximum(0.0, np.maximum(low - value, value - high))
