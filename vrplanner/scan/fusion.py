"""Many depth pictures to one coloured surface: a truncated signed distance function in a sparse voxel grid.

Curless and Levoy, "A volumetric method for building complex models from range images" (1996), as implemented by
Open3D's `VoxelBlockGrid`. (Open3D's `ScalableTSDFVolume` is broken in 0.20: it gives no points.)
"""

import logging
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.errors import InvalidFile
from vrplanner.core.progress import Progress, silent
from vrplanner.scan.capture import Capture
from vrplanner.scan.frames import Matrix
from vrplanner.scan.rays import Rays, join_rays, thin_rays

BLOCK_VOXELS = 16
NORMAL_ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionSettings:
    """`voxel_m` edge of a voxel; depth beyond `max_depth_m` is too noisy to use; a surface needs `min_weight` views;
    `truncation` (in voxels) is how far from a measured depth it speaks: more smooths noise, but fattens thin things.
    """

    voxel_m: float = 0.02
    max_depth_m: float = 4.5
    min_weight: float = 2.0
    truncation: float = 5.0


@dataclass(frozen=True, slots=True)
class Surface:
    """A triangle mesh: `points` and unit outward `normals` (n, 3) m, `colors` (n, 3) sRGB 0..1, `triangles` (m, 3)."""

    points: NDArray[np.float32]
    normals: NDArray[np.float32]
    colors: NDArray[np.float32]
    triangles: NDArray[np.uint32]

    def moved(self, new_from_old: Matrix) -> "Surface":
        """The same surface in another frame of reference (rigid)."""
        rotation, shift = new_from_old[:3, :3].astype(np.float32), new_from_old[:3, 3].astype(np.float32)
        return replace(self, points=self.points @ rotation.T + shift, normals=self.normals @ rotation.T)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """What fusing gives, all in the capture's own world: the surface, thinned rays, and each frame's camera pose."""

    surface: Surface
    rays: Rays
    world_from_cameras: NDArray[np.float64]


def fuse(capture: Capture, *, settings: FusionSettings | None = None, progress: Progress = silent) -> Fused:
    """Integrate every frame of the capture; reads each frame once. Raises InvalidFile when nothing solid comes out."""
    import open3d as o3d

    settings = settings or FusionSettings()
    grid = o3d.t.geometry.VoxelBlockGrid(
        ("tsdf", "weight", "color"), (o3d.core.float32,) * 3, ((1,), (1,), (3,)),
        voxel_size=settings.voxel_m, block_resolution=BLOCK_VOXELS, block_count=10_000,
    )  # fmt: skip
    rays, poses = [], []
    for index, frame in enumerate(capture.frames()):
        progress(index / (len(capture) + 1), f"Fusing frame {index + 1} of {len(capture)}")
        rays.append(thin_rays(frame, index))
        poses.append(frame.world_from_camera)
        try:
            _integrate(o3d, grid, frame, settings)
        except RuntimeError as error:  # nothing of the picture falls into the volume
            logging.getLogger(__name__).warning("frame %d was not fused: %s", index, error)
    surface = _surface(grid, settings)
    if surface is None or len(surface.triangles) < 500:
        raise InvalidFile(
            f"The frames of {capture.name} do not add up to a surface.",
            hint="Check the poses (camera-to-world), the depth unit and the camera's focal length.",
        )
    progress(1.0, "Surface ready")
    return Fused(surface=surface, rays=join_rays(rays), world_from_cameras=np.array(poses))


def _integrate(o3d, grid, frame, settings: FusionSettings) -> None:
    core, far_m, reach = o3d.core, float(settings.max_depth_m), float(settings.truncation)
    intrinsic = core.Tensor(frame.intrinsics.matrix)
    extrinsic = core.Tensor(np.linalg.inv(frame.world_from_camera))
    near_enough = (frame.depth_m > 0) & (frame.depth_m <= far_m)
    if not near_enough.any():
        return  # Open3D would refuse
    depth = o3d.t.geometry.Image(frame.depth_m)
    color = o3d.t.geometry.Image(frame.color.astype(np.float32) / 255)
    blocks = grid.compute_unique_block_coordinates(depth, intrinsic, extrinsic, 1.0, far_m, reach)
    grid.integrate(blocks, depth, color, intrinsic, intrinsic, extrinsic, 1.0, far_m, reach)


def _surface(grid, settings: FusionSettings) -> Surface | None:
    if grid.hashmap().size() == 0:
        return None
    mesh = grid.extract_triangle_mesh(settings.min_weight).to_legacy()
    mesh.remove_degenerate_triangles()
    surface = surface_from_mesh(_in_order(mesh))
    return replace(surface, normals=smoothed_normals(surface.normals, surface.triangles))


def _in_order(mesh):
    """The mesh with vertices and triangles in an order of their own: the voxel grid's threads give them in any."""
    import open3d as o3d

    points, triangles = np.asarray(mesh.vertices), np.asarray(mesh.triangles)
    order = np.lexsort(points.T)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    triangles = rank[triangles]
    first = np.argmin(triangles, axis=1)
    triangles = np.take_along_axis(triangles, (first[:, None] + np.arange(3)) % 3, axis=1)
    triangles = triangles[np.lexsort(triangles.T[::-1])]
    ordered = o3d.geometry.TriangleMesh(
        o3d.utility.Vector3dVector(points[order]), o3d.utility.Vector3iVector(triangles.astype(np.int32))
    )
    ordered.vertex_colors = o3d.utility.Vector3dVector(np.asarray(mesh.vertex_colors)[order])
    ordered.compute_vertex_normals()
    return ordered


def smoothed_normals(
    normals: NDArray[np.float32], triangles: NDArray[np.uint32], *, rounds: int = NORMAL_ROUNDS
) -> NDArray[np.float32]:
    """Unit normals (n, 3) averaged with those of the vertices next to them: depth noise turns single ones by 20°."""
    from scipy.sparse import coo_matrix, identity

    count = len(normals)
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]).astype(np.int64)
    ones = np.ones(len(pairs), np.float32)
    neighbours = coo_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(count, count)).tocsr()
    neighbours = neighbours + neighbours.T + identity(count, dtype=np.float32, format="csr")
    for _ in range(rounds):
        normals = neighbours @ normals
        normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return normals.astype(np.float32)


def surface_from_mesh(mesh) -> Surface:
    """An Open3D legacy triangle mesh as plain arrays."""
    return Surface(
        points=np.asarray(mesh.vertices, dtype=np.float32),
        normals=np.asarray(mesh.vertex_normals, dtype=np.float32),
        colors=np.clip(np.asarray(mesh.vertex_colors, dtype=np.float32), 0, 1),
        triangles=np.asarray(mesh.triangles).astype(np.uint32),
    )


def mesh_from_surface(surface: Surface):
    """The same as an Open3D legacy triangle mesh."""
    import open3d as o3d

    mesh = o3d.geometry.TriangleMesh(
        o3d.utility.Vector3dVector(surface.points.astype(float)),
        o3d.utility.Vector3iVector(surface.triangles.astype(np.int32)),
    )
    mesh.vertex_normals = o3d.utility.Vector3dVector(surface.normals.astype(float))
    mesh.vertex_colors = o3d.utility.Vector3dVector(surface.colors.astype(float))
    return mesh
