"""A stand-in for filming: rooms seen perfectly, as surface points and rays, and small captures written to disk."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from vrplanner.core.model import Material, Model, Part
from vrplanner.core.quads import FaceMesh, Frame
from vrplanner.core.resources import assets_dir
from vrplanner.core.room import Room
from vrplanner.core.room_mesh import room_model
from vrplanner.scan.capture import open_capture
from vrplanner.scan.fusion import Surface
from vrplanner.scan.pipeline import ScanResult, scan_room
from vrplanner.scan.rays import Rays

Box = tuple[float, float, float, float, float]
"""Middle x and z, width, height, depth of something that stands on the floor."""
Seen = tuple[Surface, Rays, NDArray[np.float64]]


@pytest.fixture(scope="session")
def look_round() -> Callable[..., Seen]:
    """`look_round(room, boxes)` gives the surface, the rays and the places (n, 3) of a perfect camera's round."""
    return _look_round


def _look_round(room: Room, boxes: Sequence[Box] = (), *, seed: int = 0) -> Seen:
    import open3d as o3d

    scene = o3d.t.geometry.RaycastingScene(nthreads=1)
    normals = []
    for part in [*room_model(room).parts, *(_box_part(box) for box in boxes)]:
        if not part.material.blend:
            scene.add_triangles(o3d.core.Tensor(part.positions), o3d.core.Tensor(part.triangles))
            normals.append(part)
    rng = np.random.default_rng(seed)
    cameras = _places(room, boxes, rng)
    directions = rng.normal(size=(len(cameras), 9000, 3)).astype(np.float32)
    directions /= np.linalg.norm(directions, axis=2, keepdims=True)
    origins = np.repeat(cameras[:, None].astype(np.float32), directions.shape[1], axis=1)
    cast = np.concatenate([origins, directions], axis=2).reshape(-1, 6)
    hits = scene.cast_rays(o3d.core.Tensor(cast))
    reach, facing = hits["t_hit"].numpy(), hits["primitive_normals"].numpy()
    reach = np.where(np.isfinite(reach) & (reach < 7), reach, 0).astype(np.float32)
    frame = np.repeat(np.arange(len(cameras), dtype=np.int32), directions.shape[1])
    rays = Rays(cast[:, :3], cast[:, 3:], reach, np.full(len(reach), 128, np.uint8), frame)
    hit = reach > 0
    normal = facing[hit] * -np.sign(np.einsum("nd,nd->n", facing[hit], cast[hit, 3:]))[:, None]
    points = rays.ends[hit] + rng.normal(scale=0.003, size=(int(hit.sum()), 3)).astype(np.float32)
    triangles = np.concatenate([part.triangles + 0 for part in normals][:1])
    grey = np.full((len(points), 3), 0.5, np.float32)
    return Surface(points, normal.astype(np.float32), grey, triangles.astype(np.uint32)), rays, cameras


def _places(room: Room, boxes: Sequence[Box], rng: np.random.Generator) -> NDArray[np.float64]:
    """Places at eye height in the room that no box fills."""
    from shapely.geometry import Point, box

    inner = room.polygon.buffer(-0.4)
    blocked = [box(x - w / 2, z - d / 2, x + w / 2, z + d / 2) for x, z, w, _, d in boxes]
    x0, z0, x1, z1 = inner.bounds
    places: list[tuple[float, float, float]] = []
    while len(places) < 14:
        x, z = rng.uniform(x0, x1), rng.uniform(z0, z1)
        if inner.contains(Point(x, z)) and not any(shape.contains(Point(x, z)) for shape in blocked):
            places.append((x, 1.5, z))
    return np.array(places)


def _box_part(box: Box) -> Part:
    x, z, width, height, depth = box
    mesh = FaceMesh(Material())
    frame = Frame(np.array([x, 0.0, z]), *np.eye(3))
    mesh.box(frame, (-width / 2, width / 2), (0.0, height), (-depth / 2, depth / 2))
    return mesh.part()


@pytest.fixture(scope="session")
def box_surface() -> Callable[[Model], Surface]:
    """A model as a surface, for what needs one to cast rays at."""

    def surface(model: Model) -> Surface:
        part = model.parts[0]
        return Surface(part.positions, part.normals, np.full_like(part.positions, 0.5), part.triangles)

    return surface


@pytest.fixture
def frames() -> list[tuple[NDArray[np.uint8], NDArray[np.uint16], NDArray[np.float64]]]:
    """Three small frames: colour, depth in millimetres (a wall 2 m away), and pose."""
    made = []
    for index in range(3):
        color = np.full((24, 32, 3), 40 * index + 60, np.uint8)
        depth = np.full((24, 32), 2000 + 10 * index, np.uint16)
        depth[0, 0] = 0
        pose = np.eye(4)
        pose[0, 3] = 0.1 * index
        made.append((color, depth, pose))
    return made


def save_picture(path: Path, values: NDArray[np.generic]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(values).save(path)


@pytest.fixture
def write_picture() -> Callable[[Path, NDArray[np.generic]], None]:
    return save_picture


@pytest.fixture(scope="session")
def living_room() -> Path:
    """The shipped capture."""
    return assets_dir() / "captures" / "living-room"


@pytest.fixture(scope="session")
def scanned(living_room: Path) -> ScanResult:
    """The shipped capture, scanned once for all tests."""
    return scan_room(open_capture(living_room))
