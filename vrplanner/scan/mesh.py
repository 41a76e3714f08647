"""The scanned surface as a model light enough to draw: the part round the room, with fewer triangles."""

import numpy as np
from shapely import contains_xy
from shapely.geometry import Polygon

from vrplanner.core.color import linear_from_srgb_array
from vrplanner.core.model import Material, Model, Part
from vrplanner.scan.fusion import Surface, mesh_from_surface, surface_from_mesh

MOST_TRIANGLES = 58_000
AROUND_M = 0.3
JOIN_WITHIN_M = 0.028
SMALLEST_PATCH = 60


def simplified(surface: Surface, room: Polygon, *, most_triangles: int = MOST_TRIANGLES) -> Surface:
    """What lies within 0.3 m of the room, without crumbs, decimated by quadric error (Garland and Heckbert, 1997)."""
    near = contains_xy(room.buffer(AROUND_M, join_style="mitre"), surface.points[:, 0], surface.points[:, 2])
    mesh = mesh_from_surface(surface)
    mesh.remove_vertices_by_mask(~near)
    if len(mesh.triangles) > 4 * most_triangles:  # joining vertices first makes decimation several times quicker
        mesh = mesh.simplify_vertex_clustering(JOIN_WITHIN_M)
    of_triangle, counts, _ = (np.asarray(values) for values in mesh.cluster_connected_triangles())
    mesh.remove_triangles_by_mask(counts[of_triangle] < SMALLEST_PATCH)
    mesh.remove_unreferenced_vertices()
    if len(mesh.triangles) > most_triangles:
        mesh = mesh.simplify_quadric_decimation(most_triangles)
    mesh.remove_unreferenced_vertices()
    mesh.compute_vertex_normals()
    return surface_from_mesh(mesh)


def model_of(surface: Surface) -> Model:
    """The surface as a model in the room's own coordinates, coloured at its vertices."""
    material = Material(name="scan", color=(1.0, 1.0, 1.0, 1.0), roughness=1.0, double_sided=True)
    part = Part(
        positions=np.ascontiguousarray(surface.points, np.float32),
        normals=np.ascontiguousarray(surface.normals, np.float32),
        triangles=np.ascontiguousarray(surface.triangles, np.uint32),
        colors=np.ascontiguousarray(linear_from_srgb_array(surface.colors), np.float32),
        material=material,
    )
    return Model((part,))
