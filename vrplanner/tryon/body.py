"""A person's double from measurements."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.model import Model
from vrplanner.core.person import Build, Measurements
from vrplanner.core.progress import Progress, part, silent
from vrplanner.tryon.figure import make_figure
from vrplanner.tryon.fit_body import fit_shape
from vrplanner.tryon.mesh import vertex_normals
from vrplanner.tryon.pack import BODY_COUNT, Points
from vrplanner.tryon.shape import Coefficients, standing_points
from vrplanner.tryon.shoes import SOLE_M
from vrplanner.tryon.tape import level_of, measure, skin_triangles


@dataclass(frozen=True, kw_only=True, eq=False)
class Body:
    """Stands at ease in shoes on y = 0, facing +Z. `points` (n, 3), metres, are those of the body pack.

    `achieved` are the measurements taken from the body itself, all of them, barefoot.
    """

    build: Build
    asked: Measurements
    achieved: Measurements
    coefficients: Coefficients
    points: Points
    model: Model

    @cached_property
    def skin(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Places and unit normals (n, 3) of the skin."""
        places = self.points[:BODY_COUNT].astype(float)
        return places, vertex_normals(places, skin_triangles())

    def level(self, landmark: str) -> float:
        """Height of a landmark (bust, waist, seat, crotch …) over the floor, metres."""
        return level_of(self.points, landmark)


def make_body(measurements: Measurements, build: Build = "neutral", *, progress: Progress = silent) -> Body:
    """The body with these measurements; what is not given is as usual for the build.

    Raises InvalidInput for figures that no adult has or that do not go together.
    """
    coefficients = fit_shape(measurements, build, progress=part(progress, 0.0, 0.8))
    return body_from_shape(coefficients, build, asked=measurements, progress=part(progress, 0.8, 1.0))


def body_from_shape(
    coefficients: Coefficients, build: Build, *, asked: Measurements | None = None, progress: Progress = silent
) -> Body:
    """The body of these shape coefficients."""
    barefoot = standing_points(build, coefficients)
    achieved = measure(barefoot)
    progress(0.2, "Dressing the hair")
    points = barefoot + np.array([0.0, SOLE_M, 0.0], np.float32)
    return Body(
        build=build,
        asked=asked or achieved,
        achieved=achieved,
        coefficients=coefficients,
        points=points,
        model=make_figure(points, build),
    )
