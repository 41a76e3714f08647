"""What is sewn onto a cut: turned edges, collars, belts, plackets and buttons."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from vrplanner.core.model import Material, Part
from vrplanner.tryon.cloth import Cloth
from vrplanner.tryon.drop import tube_quads
from vrplanner.tryon.mesh import border_loops, part, triangles_of, vertex_normals
from vrplanner.tryon.silhouette import Silhouette

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def smooth_loops(cloth: Cloth, *, rounds: int = 3) -> None:
    """Even out the small zigzags that cutting leaves along edges."""
    for loop in border_loops(cloth.triangles):
        points = cloth.points[loop]
        for _ in range(rounds):
            points = 0.5 * points + 0.25 * (np.roll(points, 1, axis=0) + np.roll(points, -1, axis=0))
        cloth.points[loop] = points


def turned_edges(cloth: Cloth, normals: Floats, *, thick_m: float) -> tuple[Floats, Ints]:
    """Strips (points, triangles) that turn every edge inwards, so that cloth shows its thickness."""
    points: list[Floats] = []
    triangles: list[Ints] = []
    start = 0
    for loop in border_loops(cloth.triangles):
        edge = cloth.points[loop]
        inner = edge - thick_m * normals[loop]
        count = len(loop)
        i, j = np.arange(count), np.roll(np.arange(count), -1)
        points += [edge, inner]
        # The strip runs against its neighbour's edge.
        triangles += [start + np.stack([j, i, count + i], 1), start + np.stack([j, count + i, count + j], 1)]
        start += 2 * count
    if not points:
        return np.zeros((0, 3)), np.zeros((0, 3), np.int64)
    return np.concatenate(points), np.concatenate(triangles)


def neck_loop(cloth: Cloth) -> Ints:
    """The border loop that lies highest."""
    return max(border_loops(cloth.triangles), key=lambda loop: float(cloth.points[loop, 1].mean()))


def collar(cloth: Cloth, normals: Floats, material: Material, *, stand_m: float, fall_m: float, split_m: float) -> Part:
    """A collar round the neck: it stands up and falls over outwards, or lies flat when `stand_m` is 0.

    It is open in front over `split_m`.
    """
    loop = neck_loop(cloth)
    edge, out = cloth.points[loop], normals[loop]
    middle_z = (edge[:, 2].min() + edge[:, 2].max()) / 2
    half = float(np.abs(edge[:, 0]).max())
    in_front = np.clip((edge[:, 2] - middle_z) / 0.03, 0, 1)
    # Collars fall sideways beside the neck, down at the back, and run out where the front closes.
    away = np.stack([edge[:, 0] / half, -0.25 - 0.75 * (1 - in_front), np.zeros(len(loop))], axis=1)
    away -= np.einsum("ij,ij->i", away, out)[:, None] * out
    away /= np.linalg.norm(away, axis=1, keepdims=True) + 1e-9
    reach = fall_m * (1 - in_front * (1 - np.clip(np.abs(edge[:, 0]) / (0.45 * half), 0.15, 1)))
    up = np.array([0.0, 1.0, 0.0]) - 0.25 * out
    rows = [edge - 0.002 * out]
    if stand_m > 0:
        rows += [
            edge + 0.55 * stand_m * up,
            edge + stand_m * up + 0.003 * out,
            edge + 0.97 * stand_m * up + 0.009 * out,
        ]
    tree = cKDTree(cloth.points)
    for share in np.linspace(0.2, 1.0, 5):
        goal = edge + share * reach[:, None] * away
        distance, nearest = tree.query(goal, k=4)
        near = 1 / (distance + 1e-3)
        near /= near.sum(axis=1, keepdims=True)
        facing = np.einsum("ij,ijk->ik", near, normals[nearest])
        facing /= np.linalg.norm(facing, axis=1, keepdims=True)
        depth = np.einsum("ij,ij->i", goal - np.einsum("ij,ijk->ik", near, cloth.points[nearest]), facing)
        row = goal + (0.007 - depth)[:, None] * facing
        row[:, 1] += 0.9 * stand_m * (1 - share) ** 1.3
        row += stand_m * 0.25 * (1 - share) * facing
        rows.append(row)
    table = np.stack(rows)
    for _ in range(5):
        table[1:] = 0.5 * table[1:] + 0.25 * (np.roll(table[1:], 1, axis=1) + np.roll(table[1:], -1, axis=1))
    closed = (np.abs(edge[:, 0]) > split_m / 2) | (in_front < 0.5)
    count = len(loop)
    index = np.arange(table.shape[0] * count).reshape(table.shape[0], count)
    right = np.roll(np.arange(count), -1)
    quads = np.stack([index[:-1], index[1:], index[1:][:, right], index[:-1][:, right]], axis=-1)
    return part(table.reshape(-1, 3), triangles_of(quads[:, closed & closed[right]].reshape(-1, 4)), material)


def belt(shape: Silhouette, drop: Floats, material: Material, *, height_m: float, width_m: float) -> Part:
    """A band round the waist, a little outside the cloth."""
    columns = 144
    angle = np.arange(columns) / columns * 2 * np.pi
    offsets = ((0.5, 0.001), (0.5, 0.0045), (0.0, 0.006), (-0.5, 0.0045), (-0.5, 0.001))
    rows = []
    for share, out in offsets:
        y = np.full(columns, height_m + share * width_m)
        rows.append(shape.place(angle, shape.at(drop, angle, y) + out, y))
    index = np.arange(len(rows) * columns).reshape(len(rows), columns)
    return part(np.concatenate(rows), triangles_of(tube_quads(index)), material)


def front_line(
    cloth: Cloth, normals: Floats, *, x_m: float, low_m: float, high_m: float, step_m: float
) -> tuple[Floats, Floats]:
    """Places (k, 3) and normals down the front of the cloth at a distance from its middle."""
    front = np.flatnonzero((normals[:, 2] > 0.2) & (np.abs(cloth.points[:, 0] - x_m) < 0.03))
    heights = np.arange(high_m, low_m, -step_m)
    tree = cKDTree(cloth.points[front][:, :2])
    distance, near = tree.query(np.stack([np.full(len(heights), x_m), heights], axis=1), k=3)
    share = 1 / (distance + 1e-4)
    share /= share.sum(axis=1, keepdims=True)
    places = np.einsum("ij,ijk->ik", share, cloth.points[front][near])
    places[:, 0], places[:, 1] = x_m, heights
    facing = np.einsum("ij,ijk->ik", share, normals[front][near])
    return places, facing / np.linalg.norm(facing, axis=1, keepdims=True)


def placket(cloth: Cloth, normals: Floats, material: Material, *, low_m: float, high_m: float, width_m: float) -> Part:
    """The strip a shirt or coat is buttoned on."""
    places, facing = front_line(cloth, normals, x_m=0.0, low_m=low_m, high_m=high_m, step_m=0.008)
    offsets = ((-0.5, 0.0005), (-0.5, 0.0028), (0.0, 0.0034), (0.5, 0.0028), (0.5, 0.0005))
    rows = [places + [s * width_m, 0, 0] + out * facing for s, out in offsets]
    count = len(places)
    index = np.arange(len(rows) * count).reshape(len(rows), count)
    quads = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], axis=-1).reshape(-1, 4)
    return part(np.concatenate(rows), triangles_of(quads), material)


def buttons(places: Floats, facing: Floats, material: Material, *, radius_m: float) -> Part:
    """Flat round buttons with a raised rim."""
    rings = ((1.0, 0.0), (1.0, 0.0022), (0.72, 0.0026), (0.62, 0.0018), (0.0, 0.0018))
    sides = 20
    angle = np.arange(sides) / sides * 2 * np.pi
    points: list[Floats] = []
    triangles: list[Ints] = []
    for place, normal in zip(places, facing, strict=True):
        across = np.cross([0.0, 1.0, 0.0], normal)
        across /= np.linalg.norm(across)
        upward = np.cross(normal, across)
        start = len(points) * sides
        for radius, out in rings:
            ring = np.cos(angle)[:, None] * across + np.sin(angle)[:, None] * upward
            points.append(place + (0.003 + out) * normal + radius * radius_m * ring)
        index = start + np.arange(len(rings) * sides).reshape(len(rings), sides)
        right = np.roll(np.arange(sides), -1)
        quads = np.stack([index[:-1], index[:-1][:, right], index[1:][:, right], index[1:]], axis=-1).reshape(-1, 4)
        triangles.append(triangles_of(quads))
    return part(np.concatenate(points), np.concatenate(triangles), material)


def surface_normals(cloth: Cloth) -> Floats:
    return vertex_normals(cloth.points, cloth.triangles)
