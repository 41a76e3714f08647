"""The last centimetres: gradient descent on smooth versions of the terms, for a batch of layouts at once.

The steps are Adam's (Kingma and Ba 2014) without the warming up: torch.optim would take a second to load for them.
Written for torch on whatever device there is; it has run on processors only, never on a GPU. The terms are those of
`terms` and `relations` wherever they have a slope (doors, windows and reachability only have one to fall off, so the
compiled cost judges the result, and what did not become better is left as it was).
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from vrplanner.layout import columns as t
from vrplanner.layout.anneal import cost_by_term
from vrplanner.layout.problem import Array, Problem
from vrplanner.layout.tables import Tables
from vrplanner.layout.terms import MARGIN_M, WALL_GAP_M

STEPS = 60
RATE_M = 0.006
BREACH_WEIGHT = 40.0


def polish(problem: Problem, tables: Tables, states: Sequence[Array], *, device: str | None = None) -> list[Array]:
    """Better versions of states (N, 7), each never worse by the full cost. Fixed pieces stay. The problem must not have
    alternatives.
    """
    if not states:
        return []
    device = device or ("cuda" if torch.cuda.is_available() else "cpu")
    loss = _Loss(tables, device)
    start = torch.tensor(np.array(states)[:, :, :3], dtype=torch.float64, device=device)
    present = torch.tensor(np.array(states)[:, :, t.PRESENT], dtype=torch.float64, device=device)
    free = (loss.column(t.FIXED) == 0).double()[None, :, None]
    shift = torch.zeros_like(start, requires_grad=True)
    mean, square = torch.zeros_like(start), torch.zeros_like(start)
    for step in range(STEPS):
        (slope,) = torch.autograd.grad(loss(start + shift * free, present), shift)
        mean, square = mean.lerp(slope, 0.1), square.lerp(slope * slope, 0.1)
        rate_m = RATE_M * (1.0 - 0.9 * step / STEPS)
        with torch.no_grad():
            shift -= rate_m * mean / (square.sqrt() + 1e-8)
    moved = (start + shift.detach() * free).cpu().numpy()
    return [_better(tables, old, new) for old, new in zip(states, moved, strict=True)]


def _better(tables: Tables, old: Array, pose: Array) -> Array:
    """The polished layout, or only those of its pieces whose move pays, or the old one."""
    new = _with_pose(old, pose)
    best, best_cost = old, float(cost_by_term(tables, old).sum())
    cost = float(cost_by_term(tables, new).sum())
    if cost < best_cost:
        best, best_cost = new, cost
    for i in range(len(old)):
        trial = best.copy()
        trial[i] = (new if np.array_equal(best[i], old[i]) else old)[i]
        cost = float(cost_by_term(tables, trial).sum())
        if cost < best_cost:
            best, best_cost = trial, cost
    return best


def _with_pose(state: Array, pose: Array) -> Array:
    return np.column_stack([pose, np.cos(pose[:, 2]), np.sin(pose[:, 2]), state[:, t.PRESENT :]])


class _Loss:
    """Sum of the smooth terms over a batch of poses (B, N, 3)."""

    def __init__(self, tables: Tables, device: str) -> None:
        def on(array: np.ndarray) -> Tensor:
            return torch.tensor(array, dtype=torch.float64, device=device)

        self.pieces, self.edges, self.tuck = on(tables.pieces), on(tables.edges), on(tables.tuck)
        self.directions = on(tables.directions)
        self.half = self.pieces[:, [t.HALF_W, t.HALF_D]]
        self.corners = on(np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]))
        count = len(tables.pieces)
        self.first, self.second = (torch.tensor(k, device=device) for k in np.triu_indices(count, 1))
        self.relations = [row for row in tables.relations if int(row[t.REL_TYPE]) in _RELATIONS]

    def column(self, index: int) -> Tensor:
        return self.pieces[:, index]

    def __call__(self, pose: Tensor, present: Tensor) -> Tensor:
        axes = torch.stack([torch.cos(pose[..., 2]), torch.sin(pose[..., 2])], -1)
        local = self.corners[None, None] * self.half[None, :, None]
        c, s = axes[..., None, 0], axes[..., None, 1]
        turned = torch.stack([c * local[..., 0] - s * local[..., 1], s * local[..., 0] + c * local[..., 1]], -1)
        corners = pose[:, :, None, :2] + turned
        solid = present * self.column(t.SOLID) * (1 - self.column(t.FIXED))
        movable = present * (1 - self.column(t.FIXED))
        loss = BREACH_WEIGHT * self._overlaps(pose, axes, present).sum()
        loss = loss + BREACH_WEIGHT * (self._outside(corners) * movable).sum()
        loss = loss + 6.0 * (self._walls(corners, pose) * self.column(t.WALL) * solid).sum()
        loss = loss + (self._crooked(pose) * self.column(t.ALIGN) * movable).sum()
        for row in self.relations:
            a, b = int(row[t.REL_A]), int(row[t.REL_B])
            cost = _RELATIONS[int(row[t.REL_TYPE])](self, row, pose, a, b)
            loss = loss + 2.0 * float(row[t.REL_WEIGHT]) * (cost * present[:, a] * present[:, b]).sum()
        return loss

    def _overlaps(self, pose: Tensor, axes: Tensor, present: Tensor) -> Tensor:
        """(B, pairs) how far solid pieces reach into each other, by separating axes."""
        i, j = self.first, self.second
        d = pose[:, j, :2] - pose[:, i, :2]
        a, b = axes[:, i], axes[:, j]
        cos = (a * b).sum(-1).abs()
        sin = (a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]).abs()
        (aw, ad), (bw, bd) = self.half[i].T, self.half[j].T
        depth = torch.stack(
            [
                aw + bw * cos + bd * sin - (d * a).sum(-1).abs(),
                ad + bw * sin + bd * cos - (d[..., 1] * a[..., 0] - d[..., 0] * a[..., 1]).abs(),
                bw + aw * cos + ad * sin - (d * b).sum(-1).abs(),
                bd + aw * sin + ad * cos - (d[..., 1] * b[..., 0] - d[..., 0] * b[..., 1]).abs(),
            ]
        ).amin(0)
        solid = present * self.column(t.SOLID)
        return torch.relu(depth + MARGIN_M - self.tuck[i, j]) * solid[:, i] * solid[:, j]

    def _to_walls(self, points: Tensor) -> Tensor:
        """(…, edges) distances from points (…, 2) to the walls."""
        start, end = self.edges[:, :2], self.edges[:, 2:4]
        along = end - start
        p = points[..., None, :] - start
        share = ((p * along).sum(-1) / (along * along).sum(-1)).clamp(0, 1)
        return torch.linalg.vector_norm(p - share[..., None] * along + 1e-12, dim=-1)

    def _outside(self, corners: Tensor) -> Tensor:
        """(B, N) how far corners lie beyond the walls, inside counted up to the margin."""
        x, y = corners[..., None, 0], corners[..., None, 1]
        ax, ay, bx, by = self.edges[:, :4].T
        crosses = ((ay > y) != (by > y)) & (x < (bx - ax) * (y - ay) / (by - ay + 1e-300) + ax)
        inside = crosses.sum(-1) % 2 == 1
        distance = self._to_walls(corners).amin(-1)
        return torch.relu(torch.where(inside, -distance, distance) + MARGIN_M).sum(-1)

    def _walls(self, corners: Tensor, pose: Tensor) -> Tensor:
        """(B, N) mean distance of the back corners to the wall behind them."""
        both = self._to_walls(corners[:, :, :2]).mean(2)
        facing = -torch.sin(pose[..., 2, None]) * self.edges[:, 4] + torch.cos(pose[..., 2, None]) * self.edges[:, 5]
        gap = (both + 10.0 * (facing < 0.7)).amin(-1)
        return torch.relu(gap - WALL_GAP_M).clamp(max=1.0)

    def _crooked(self, pose: Tensor) -> Tensor:
        return torch.sin(2.0 * (pose[..., 2, None] - self.directions)).abs().amin(-1) * 3.0

    def local(self, pose: Tensor, a: int, b: int) -> tuple[Tensor, Tensor, Tensor]:
        """a's centre in b's frame, and its turn against b."""
        d = pose[:, a, :2] - pose[:, b, :2]
        c, s = torch.cos(pose[:, b, 2]), torch.sin(pose[:, b, 2])
        return d[:, 0] * c + d[:, 1] * s, d[:, 1] * c - d[:, 0] * s, pose[:, a, 2] - pose[:, b, 2]


def _beyond(value: Tensor, low: float, high: float) -> Tensor:
    return torch.relu(low - value) + torch.relu(value - high)


def _view(loss: _Loss, row: Array, pose: Tensor, a: int, b: int) -> Tensor:
    """Straight on: each in the middle of what the other sees."""
    across_a, ahead_a, _turn = loss.local(pose, b, a)
    across_b, ahead_b, _turn = loss.local(pose, a, b)
    return 0.7 * (torch.atan2(across_a, ahead_a).abs() + torch.atan2(across_b, ahead_b).abs())


def _beside(loss: _Loss, row: Array, pose: Tensor, a: int, b: int) -> Tensor:
    x, y, turn = loss.local(pose, a, b)
    gap = x.abs() - loss.half[b, 0] - loss.half[a, 0]
    back = y - loss.half[a, 1] + loss.half[b, 1]
    return 2.5 * _beyond(gap, 0.01, 0.05) + 2.5 * back.abs() + 1.2 * torch.sin(turn).abs()


def _in_front(loss: _Loss, row: Array, pose: Tensor, a: int, b: int) -> Tensor:
    x, y, turn = loss.local(pose, a, b)
    half = torch.cos(turn).abs() * loss.half[a, 1] + torch.sin(turn).abs() * loss.half[a, 0]
    gap = y - loss.half[b, 1] - half
    return 2.5 * _beyond(gap, float(row[t.REL_LOW]), float(row[t.REL_HIGH])) + 1.2 * x.abs() + torch.sin(turn).abs()


def _under(loss: _Loss, row: Array, pose: Tensor, a: int, b: int) -> Tensor:
    x, y, _turn = loss.local(pose, a, b)
    y = y - float(row[t.REL_LOW])
    return 1.2 * torch.sqrt(x * x + y * y + 1e-8)


_RELATIONS = {t.VIEW: _view, t.BESIDE: _beside, t.FRONT_OF: _in_front, t.FOOT_OF: _in_front, t.UNDER: _under}
