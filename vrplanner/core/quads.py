"""Building meshes from flat faces: quads, boxes and plan polygons with normals and texture coordinates in metres."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from shapely import constrained_delaunay_triangles
from shapely.geometry import Polygon
from shapely.geometry.polygon import orient

from vrplanner.core.geometry import Point2
from vrplanner.core.model import Material, Part

Vector = NDArray[np.float64]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a box's axes lie: a right-handed set of unit vectors (3,) at `origin` (3,), metres."""

    origin: Vector
    x: Vector
    y: Vector
    z: Vector

    def at(self, x: float, y: float, z: float) -> Vector:
        """World position (3,) of a point given in this frame."""
        return self.origin + self.x * x + self.y * y + self.z * z


@dataclass(slots=True)
class FaceMesh:
    """Collects flat faces that share one material and gives them as a `Part`."""

    material: Material
    period_m: float = 1.0
    positions: list[Vector] = field(default_factory=list)
    normals: list[Vector] = field(default_factory=list)
    uvs: list[Point2] = field(default_factory=list)
    triangles: list[tuple[int, int, int]] = field(default_factory=list)

    def quad(self, corners: Sequence[Vector], uvs: Sequence[Point2]) -> None:
        """Four corners counter-clockwise seen from outside, with texture coordinates in metres."""
        normal = _cross(corners[1] - corners[0], corners[3] - corners[0])
        length = float(np.sqrt(normal @ normal))
        if length < 1e-12:
            return
        first = len(self.positions)
        self.positions.extend(corners)
        self.normals.extend([normal / length] * 4)
        self.uvs.extend(uvs)
        self.triangles += [(first, first + 1, first + 2), (first, first + 2, first + 3)]

    def rectangle(self, frame: Frame, xs: Span, ys: Span, z: float = 0.0, uv_shift_m: Point2 = (0.0, 0.0)) -> None:
        """A rectangle across the frame's x and y at depth `z`, facing along +z; u runs along x, v down from y."""
        (x0, x1), (y0, y1) = xs, ys
        plan = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        uvs = [(x + uv_shift_m[0], uv_shift_m[1] - y) for x, y in plan]
        self.quad([frame.at(x, y, z) for x, y in plan], uvs)

    def box(self, frame: Frame, xs: Span, ys: Span, zs: Span, *, without: str = "") -> None:
        """An axis-aligned box in the frame. `without` names the faces to leave out, of `l r b t k f` (left, right,
        bottom, top, back, front)."""
        faces = {
            "f": (Frame(frame.at(0, 0, zs[1]), frame.x, frame.y, frame.z), xs, ys),
            "k": (Frame(frame.at(0, 0, zs[0]), -frame.x, frame.y, -frame.z), (-xs[1], -xs[0]), ys),
            "r": (Frame(frame.at(xs[1], 0, 0), -frame.z, frame.y, frame.x), (-zs[1], -zs[0]), ys),
            "l": (Frame(frame.at(xs[0], 0, 0), frame.z, frame.y, -frame.x), zs, ys),
            "t": (Frame(frame.at(0, ys[1], 0), frame.x, -frame.z, frame.y), xs, (-zs[1], -zs[0])),
            "b": (Frame(frame.at(0, ys[0], 0), frame.x, frame.z, -frame.y), xs, zs),
        }
        for name, (face, across, up) in faces.items():
            if name not in without:
                self.rectangle(face, across, up)

    def polygon(self, outline: Polygon, y: float, *, up: bool) -> None:
        """A plan polygon (x, z) at height `y`, seen from above (`up`) or below; texture coordinates are x, z."""
        normal = np.array([0.0, 1.0 if up else -1.0, 0.0])
        for triangle in constrained_delaunay_triangles(orient(outline)).geoms:
            corners = list(orient(triangle, sign=-1.0 if up else 1.0).exterior.coords)[:3]
            first = len(self.positions)
            self.positions.extend(np.array([x, y, z]) for x, z in corners)
            self.normals.extend([normal] * 3)
            self.uvs.extend((x, z) for x, z in corners)
            self.triangles.append((first, first + 1, first + 2))

    def part(self) -> Part:
        uvs = np.array(self.uvs, np.float64).reshape(-1, 2) / self.period_m
        return Part(
            positions=np.array(self.positions, np.float32).reshape(-1, 3),
            normals=np.array(self.normals, np.float32).reshape(-1, 3),
            uvs=uvs.astype(np.float32),
            triangles=np.array(self.triangles, np.uint32).reshape(-1, 3),
            material=self.material,
        )


def _cross(a: Vector, b: Vector) -> Vector:
    """np.cross of two plain vectors, which spends ten times as long on checking its input."""
    return np.array([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]])
