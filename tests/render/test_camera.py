"""Matrices of views: what lands where in the picture."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.core.camera import Camera
from vrplanner.core.errors import InvalidInput
from vrplanner.render.camera import (
    View,
    eye_view,
    look_at,
    perspective,
    perspective_from_angles,
    stereo_views,
    view_from_above,
    view_from_camera,
    world_ray,
)


def project(view: View, point: tuple[float, float, float]) -> np.ndarray:
    clip = view.clip_from_world @ np.array([*point, 1.0])
    return clip[:3] / clip[3]


def test_the_target_is_in_the_middle_and_up_is_up() -> None:
    view = view_from_camera(Camera(id="c", name="", position=(1, 2, 5), target=(1, 1, 0)), (300, 200))
    assert project(view, (1, 1, 0))[:2] == pytest.approx([0, 0], abs=1e-9)
    assert project(view, (1, 1.5, 0))[1] > 0
    assert project(view, (1.5, 1, 0))[0] > 0
    assert view.eye == pytest.approx([1, 2, 5])


def test_the_vertical_field_of_view_is_the_cameras() -> None:
    view = View(look_at((0, 0, 0), (0, 0, -1)), perspective(math.radians(90), 2.0))
    assert project(view, (0, 1, -1))[1] == pytest.approx(1)
    assert project(view, (2, 0, -1))[0] == pytest.approx(1)


def test_a_headsets_angles_are_the_pictures_edges() -> None:
    clip = perspective_from_angles(-0.9, 0.7, 0.8, -0.6)
    view = View(np.eye(4), clip)
    assert project(view, (math.tan(-0.9), 0, -1))[0] == pytest.approx(-1)
    assert project(view, (math.tan(0.7), 0, -1))[0] == pytest.approx(1)
    assert project(view, (0, math.tan(0.8), -1))[1] == pytest.approx(1)
    assert project(view, (0, math.tan(-0.6), -1))[1] == pytest.approx(-1)
    with pytest.raises(InvalidInput):
        perspective_from_angles(0.1, 0.1, 0.5, -0.5)


def test_an_eye_looks_along_its_pose() -> None:
    world_from_eye = np.eye(4)
    world_from_eye[:3, 3] = 1, 1.6, 2
    view = eye_view(world_from_eye, (-0.8, 0.8, 0.8, -0.8))
    assert view.eye == pytest.approx([1, 1.6, 2])
    assert view.forward == pytest.approx([0, 0, -1])


def test_a_map_has_north_up() -> None:
    view = view_from_above((2, 3), 8, 4)
    assert view.is_orthographic
    assert project(view, (6, 0.5, 1))[:2] == pytest.approx([1, 1])
    assert project(view, (-2, 0, 5))[:2] == pytest.approx([-1, -1])
    assert view.eye[1] > 100


def test_the_left_eye_is_on_the_left() -> None:
    view = view_from_camera(Camera(id="c", name="", position=(0, 1, 2), target=(0, 1, 0)), (100, 100))
    left, right = stereo_views(view, eye_distance_m=0.06)
    assert left.eye == pytest.approx([-0.03, 1, 2])
    assert right.eye == pytest.approx([0.03, 1, 2])


@settings(max_examples=60, deadline=None)
@given(x=st.floats(-0.95, 0.95), y=st.floats(-0.95, 0.95), parallel=st.booleans())
def test_a_ray_goes_through_what_is_seen_there(x: float, y: float, parallel: bool) -> None:
    camera = Camera(id="c", name="", position=(3, 2, 4), target=(0, 0.5, 0))
    view = view_from_above((1, 1), 6, 4) if parallel else view_from_camera(camera, (320, 200))
    origin, direction = world_ray(view, x, y)
    assert np.linalg.norm(direction) == pytest.approx(1)
    point = tuple((origin + direction * 3.0).tolist())
    assert project(view, point)[:2] == pytest.approx([x, y], abs=1e-6)
