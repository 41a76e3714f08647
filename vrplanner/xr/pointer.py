"""What a person sees of their own hands: controllers, rays, where a ray ends, where a teleport leads.

Plain data; `vrplanner.xr.shape_pass` draws it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from vrplanner.core.geometry import Vec3
from vrplanner.xr.interaction import HandMood, HandView, Outcome
from vrplanner.xr.locomotion import Arc
from vrplanner.xr.pose import Matrix, looking

MeshName = Literal["tube", "ball", "ring", "controller"]
Color = tuple[float, float, float, float]
"""sRGB and opacity, 0..1."""

RAY_RADIUS_M, ARC_RADIUS_M, DOT_RADIUS_M, LANDING_RADIUS_M = 0.0022, 0.006, 0.011, 0.28
CONTROLLER_COLOR: Color = (0.93, 0.94, 0.96, 1.0)
MOOD_COLORS: dict[HandMood, Color] = {
    "idle": (1.0, 1.0, 1.0, 0.55),
    "over": (0.35, 0.78, 1.0, 0.95),
    "holding": (1.0, 0.78, 0.28, 1.0),
    "refused": (1.0, 0.32, 0.26, 1.0),
}
GO_COLOR: Color = (0.36, 0.86, 0.52, 0.9)
NO_GO_COLOR: Color = (1.0, 0.32, 0.26, 0.9)


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """One unit mesh put into the world by a 4x4 matrix. `shading` 0 glows, 1 is lit; `fade` thins out along its -z."""

    mesh: MeshName
    world_from_mesh: Matrix
    color: Color
    shading: float = 0.0
    fade: float = 0.0


def shapes_of(outcome: Outcome, arc: Arc | None) -> list[Shape]:
    """Everything to draw for both hands."""
    shapes: list[Shape] = []
    for hand, view in outcome.hands.items():
        shapes += _hand(view, with_ray=arc is None or arc.hand != hand)
    if arc is not None:
        shapes += _arc(arc)
    return shapes


def _hand(view: HandView, *, with_ray: bool) -> Iterator[Shape]:
    yield Shape("controller", view.grip.matrix, CONTROLLER_COLOR, shading=1.0)
    if not with_ray:
        return
    color = MOOD_COLORS[view.mood]
    fade = 0.85 if view.hit is None else 0.25
    yield Shape("tube", view.aim.matrix @ _scale(RAY_RADIUS_M, RAY_RADIUS_M, view.reach_m), color, fade=fade)
    if view.hit is not None:
        # The same size to the eye wherever it is: a ball of fixed size vanishes across the room.
        radius_m = DOT_RADIUS_M * max(0.5, min(2.0, view.reach_m / 2))
        yield Shape("ball", _at(view.hit) @ _scale(radius_m, radius_m, radius_m), (*color[:3], 1.0))


def _arc(arc: Arc) -> Iterator[Shape]:
    color = GO_COLOR if arc.landing is not None else NO_GO_COLOR
    for start, end in zip(arc.points, arc.points[1:], strict=False):
        length_m = math.dist(start, end)
        if length_m > 1e-6:
            yield Shape("tube", looking(start, end).matrix @ _scale(ARC_RADIUS_M, ARC_RADIUS_M, length_m), color)
    if arc.landing is not None:
        x, y, z = arc.landing
        ring = _at((x, y + 0.01, z)) @ _scale(LANDING_RADIUS_M, 1.0, LANDING_RADIUS_M)
        yield Shape("ring", ring, color)


def _scale(x: float, y: float, z: float) -> Matrix:
    return np.diag([x, y, z, 1.0])


def _at(point: Vec3) -> Matrix:
    matrix = np.eye(4)
    matrix[:3, 3] = point
    return matrix
