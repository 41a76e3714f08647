"""Boxes round what stands in a room."""

from collections.abc import Callable

import numpy as np
import pytest
from shapely.geometry import box

from vrplanner.core.room import room_from_corners
from vrplanner.scan.clusters import clusters_of, extent, merged, split, tightest_yaw
from vrplanner.scan.objects import find_objects
from vrplanner.scan.space import carve
from vrplanner.scan.structure import find_structure


def test_each_thing_gets_its_box(look_round: Callable) -> None:
    boxes = [(2.3, 3.2, 2.0, 0.8, 0.8), (2.3, 1.8, 1.1, 0.42, 0.6), (4.35, 1.5, 0.3, 1.9, 0.9)]
    room = room_from_corners("r", [(0, 0), (4.5, 0), (4.5, 3.6), (0, 3.6)])
    surface, rays, cameras = look_round(room, boxes)
    found = find_objects(surface, find_structure(surface, carve(rays, max_depth_m=7.0), cameras))
    assert len(found) == 3
    for x, z, width, height, depth in boxes:
        true = box(x - width / 2, z - depth / 2, x + width / 2, z + depth / 2)
        best = max(found, key=lambda thing: thing.outline.intersection(true).area)
        assert best.outline.intersection(true).area / best.outline.union(true).area > 0.8
        assert best.size[1] == pytest.approx(height, abs=0.05)
        assert best.bottom_m == 0


def test_what_stands_at_a_wall_faces_the_room(look_round: Callable) -> None:
    room = room_from_corners("r", [(0, 0), (4.5, 0), (4.5, 3.6), (0, 3.6)])
    surface, rays, cameras = look_round(room, [(2.0, 3.35, 1.6, 0.8, 0.45)])
    (thing,) = find_objects(surface, find_structure(surface, carve(rays, max_depth_m=7.0), cameras))
    assert thing.against_wall is not None
    assert abs(thing.yaw_rad) == pytest.approx(np.pi, abs=0.05), "its front is to the north"
    assert thing.size == (pytest.approx(1.6, abs=0.06), pytest.approx(0.8, abs=0.05), pytest.approx(0.45, abs=0.06))


def slab(low: tuple[float, float, float], high: tuple[float, float, float], rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(low, high, size=(int(np.prod(np.subtract(high, low)) * 400_000) + 200, 3))


def test_chairs_are_cut_from_the_table_they_touch() -> None:
    rng = np.random.default_rng(0)
    top = slab((0, 0.71, 0), (1.6, 0.75, 0.9), rng)
    back, seat = slab((-0.05, 0.0, 0.2), (-0.01, 0.9, 0.65), rng), slab((-0.45, 0.43, 0.2), (-0.05, 0.46, 0.65), rng)
    chair = np.concatenate([back, seat])
    (cluster,) = merged(clusters_of(np.concatenate([top, chair])))
    parts = split(cluster)
    assert len(parts) == 2
    widths = sorted(float(np.ptp(part[:, 0])) for part in parts)
    assert widths == [pytest.approx(0.43, abs=0.08), pytest.approx(1.6, abs=0.08)]


def test_the_arms_of_a_corner_unit_are_cut_apart() -> None:
    rng = np.random.default_rng(0)
    along, across = slab((0, 0, 0), (2.6, 0.9, 0.6), rng), slab((0, 0, 0.6), (0.6, 0.9, 2.4), rng)
    (cluster,) = merged(clusters_of(np.concatenate([along, across])[::6]))
    parts = split(cluster)
    assert len(parts) == 2
    areas = sorted(float(np.prod(np.ptp(part[:, [0, 2]], axis=0))) for part in parts)
    assert areas == [pytest.approx(1.08, abs=0.3), pytest.approx(1.56, abs=0.3)]


@pytest.mark.parametrize("degrees", [0, 20, 45, 70])
def test_the_tightest_box_follows_the_thing(degrees: float) -> None:
    rng = np.random.default_rng(1)
    local = rng.uniform((-0.8, -0.25), (0.8, 0.25), size=(6000, 2))
    a = np.radians(degrees)
    plan = np.column_stack(
        [local[:, 0] * np.cos(a) + local[:, 1] * np.sin(a), -local[:, 0] * np.sin(a) + local[:, 1] * np.cos(a)]
    )
    _, width, depth = extent(plan, tightest_yaw(plan))
    assert sorted((width, depth)) == [pytest.approx(0.5, abs=0.04), pytest.approx(1.6, abs=0.04)]
