"""Small tools on meshes: normals, subdivision, clean cuts, encoded pictures."""

from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.model import Material, Part, Texture

Floats = NDArray[Any]
Ints = NDArray[Any]


def triangles_of(quads: Ints) -> Ints:
    """Two triangles a quad: (m, 4) to (2m, 3)."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def vertex_normals(points: Floats, triangles: Ints) -> Floats:
    """Unit normals (n, 3), each the mean of its triangles' weighted by area."""
    a, b, c = (points[triangles[:, i]] for i in range(3))
    face = np.cross(b - a, c - a)
    normals = np.stack(
        [np.bincount(triangles.reshape(-1), np.repeat(face[:, k], 3), len(points)) for k in range(3)], axis=1
    )
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    return np.asarray(np.divide(normals, length, out=np.tile([0.0, 1.0, 0.0], (len(points), 1)), where=length > 1e-14))


def compact(points: Floats, faces: Ints) -> tuple[Floats, Ints]:
    """Only the points that faces use."""
    used, inverse = np.unique(faces, return_inverse=True)
    return points[used], inverse.reshape(faces.shape)


def subdivide(points: Floats, quads: Ints) -> tuple[Floats, Ints]:
    """One step of Catmull & Clark 1978 on `points` (n, k) of a quad mesh with borders; columns go along."""
    count = len(points)
    edges = np.sort(np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2), axis=1)
    unique, which, uses = np.unique(edges, axis=0, return_inverse=True, return_counts=True)
    which = which.reshape(-1, 4)
    faces = points[quads].mean(axis=1)
    face_sum = np.zeros((len(unique), points.shape[1]))
    np.add.at(face_sum, which.reshape(-1), np.repeat(faces, 4, axis=0))
    middles = points[unique].mean(axis=1)
    inner = uses == 2
    edge_points = np.where(inner[:, None], (2 * middles + face_sum) / 4, middles)

    degree = np.zeros(count)
    face_mean = np.zeros_like(points, dtype=float)
    np.add.at(degree, quads.reshape(-1), 1)
    np.add.at(face_mean, quads.reshape(-1), np.repeat(faces, 4, axis=0))
    edge_degree, edge_mean = np.zeros(count), np.zeros_like(points, dtype=float)
    border, border_mean = np.zeros(count), np.zeros_like(points, dtype=float)
    for end in range(2):
        np.add.at(edge_degree, unique[:, end], 1)
        np.add.at(edge_mean, unique[:, end], middles)
        np.add.at(border, unique[~inner, end], 1)
        np.add.at(border_mean, unique[~inner, end], middles[~inner])
    n = np.maximum(degree, 1)[:, None]
    moved = (face_mean / n + 2 * edge_mean / np.maximum(edge_degree, 1)[:, None] + (n - 3) * points) / n
    on_border = (border > 0)[:, None]
    moved = np.where(on_border, (points + border_mean / np.maximum(border, 1)[:, None]) / 2, moved)

    edge_ids = count + which
    face_ids = count + len(unique) + np.arange(len(quads))
    corners = [np.stack([quads[:, i], edge_ids[:, i], face_ids, edge_ids[:, i - 1]], axis=1) for i in range(4)]
    return np.concatenate([moved, edge_points, faces]), np.concatenate(corners)


def clip(points: Floats, triangles: Ints, field: Floats) -> tuple[Floats, Ints]:
    """The part of a mesh where `field` (n,) is above zero, cut along its zero line; columns are interpolated."""
    field = np.where(np.abs(field) < 1e-9, 1e-9, field)
    inside = field > 0
    kept = triangles[inside[triangles].all(axis=1)]
    crossing = triangles[inside[triangles].any(axis=1) & ~inside[triangles].all(axis=1)]
    if not len(crossing):
        return compact(points, kept)
    # Turn each cut triangle so that its odd corner comes first.
    odd_inside = inside[crossing].sum(axis=1) == 1
    odd = np.argmax(inside[crossing] == odd_inside[:, None], axis=1)
    turned = np.take_along_axis(crossing, (odd[:, None] + np.arange(3)) % 3, axis=1)
    ends = np.concatenate([turned[:, [0, 1]], turned[:, [0, 2]]])
    unique, which = np.unique(np.sort(ends, axis=1), axis=0, return_inverse=True)
    first, second = field[unique[:, 0]], field[unique[:, 1]]
    share = (first / (first - second))[:, None]
    cuts = points[unique[:, 0]] * (1 - share) + points[unique[:, 1]] * share
    ids = len(points) + which.reshape(2, -1)
    tip = np.stack([turned[:, 0], ids[0], ids[1]], axis=1)[odd_inside]
    a, b, c, d = turned[:, 1], turned[:, 2], ids[1], ids[0]
    rest = np.concatenate([np.stack([a, b, c], axis=1)[~odd_inside], np.stack([a, c, d], axis=1)[~odd_inside]])
    return compact(np.concatenate([points, cuts]), np.concatenate([kept, tip, rest]))


def weld(points: Floats, triangles: Ints, *, within_m: float = 1e-5) -> tuple[Floats, Ints]:
    """Make one of points (n, k) whose first three columns coincide, and drop triangles that have no area left."""
    _, first, which = np.unique(np.round(points[:, :3] / within_m), axis=0, return_index=True, return_inverse=True)
    triangles = which.reshape(-1)[triangles]
    a, b, c = triangles.T
    return compact(points[first], triangles[(a != b) & (b != c) & (c != a)])


def border_edges(triangles: Ints) -> Ints:
    """Directed edges (k, 2) that only one triangle has."""
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    _, which, uses = np.unique(np.sort(edges, axis=1), axis=0, return_inverse=True, return_counts=True)
    return np.asarray(edges[uses[which.reshape(-1)] == 1])


def border_loops(triangles: Ints) -> list[Ints]:
    """The edges of a mesh as closed loops of vertices, in the direction of their triangles."""
    following = {int(a): int(b) for a, b in border_edges(triangles)}
    loops = []
    while following:
        start = next(iter(following))
        loop = [start]
        at = following.pop(start)
        while at != start and at in following:
            loop.append(at)
            at = following.pop(at)
        if at == start and len(loop) > 2:
            loops.append(np.array(loop, np.int64))
    return loops


def png(pixels: Floats) -> Texture:
    """Colours 0..1 (h, w, 3) as an encoded texture."""
    return Texture(_encode(pixels, "PNG"), "image/png")


def jpeg(pixels: Floats, *, quality: int = 88) -> Texture:
    return Texture(_encode(pixels, "JPEG", quality=quality, subsampling=0), "image/jpeg")


def _encode(pixels: Floats, kind: str, **options: int) -> bytes:
    from PIL import Image

    stream = BytesIO()
    Image.fromarray((np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8)).save(stream, kind, **options)
    return stream.getvalue()


def part(
    points: Floats, triangles: Ints, material: Material, *, uvs: Floats | None = None, normals: Floats | None = None,
    colors: Floats | None = None,
) -> Part:  # fmt: skip
    """A core Part from arrays of any number type; normals are worked out when not given."""
    if normals is None:
        normals = vertex_normals(points.astype(float), triangles)
    return Part(
        positions=np.ascontiguousarray(points, np.float32),
        normals=np.ascontiguousarray(normals, np.float32),
        triangles=np.ascontiguousarray(triangles, np.uint32),
        uvs=None if uvs is None else np.ascontiguousarray(uvs, np.float32),
        colors=None if colors is None else np.ascontiguousarray(colors, np.float32),
        material=material,
    )
