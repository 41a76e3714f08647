"""Directions, footprints and matrices agree with each other."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vrplanner.core.geometry import (
    footprint,
    footprint_corners,
    front_of,
    rotate_plan,
    signed_area,
    snapped_yaw,
    world_from_item,
    wrap_angle,
    yaw_facing,
)

angles = st.floats(-math.pi, math.pi)
lengths = st.floats(0.1, 5)


def test_yaw_zero_faces_south_and_a_quarter_turn_east() -> None:
    assert front_of(0.0) == (0.0, 1.0)
    np.testing.assert_allclose(front_of(math.pi / 2), (1.0, 0.0), atol=1e-12)


@given(yaw=angles)
def test_facing_a_front_gives_the_yaw_back(yaw: float) -> None:
    np.testing.assert_allclose(front_of(yaw_facing(front_of(yaw))), front_of(yaw), atol=1e-9)


@given(yaw=angles, width=lengths, depth=lengths, x=lengths, z=lengths)
def test_the_matrix_and_the_footprint_put_a_corner_in_the_same_place(
    yaw: float, width: float, depth: float, x: float, z: float
) -> None:
    matrix = world_from_item((x, 0.0, z), yaw)
    corner_in_world = matrix @ (width / 2, 0.0, depth / 2, 1.0)
    front_right = footprint_corners((x, z), width, depth, yaw)[2]
    np.testing.assert_allclose(corner_in_world[[0, 2]], front_right, atol=1e-9)


@given(yaw=angles, width=lengths, depth=lengths)
def test_a_footprint_keeps_its_area_and_runs_clockwise_from_above(yaw: float, width: float, depth: float) -> None:
    corners = footprint_corners((0.0, 0.0), width, depth, yaw)
    assert math.isclose(signed_area(corners), width * depth, rel_tol=1e-9)
    assert math.isclose(footprint((0.0, 0.0), width, depth, yaw).area, width * depth, rel_tol=1e-9)


@given(yaw=angles, x=lengths, z=lengths)
def test_turning_there_and_back_changes_nothing(yaw: float, x: float, z: float) -> None:
    np.testing.assert_allclose(rotate_plan(rotate_plan((x, z), yaw), -yaw), (x, z), atol=1e-9)


@given(angle=st.floats(-100, 100))
def test_a_wrapped_angle_is_the_same_direction(angle: float) -> None:
    wrapped = wrap_angle(angle)
    assert -math.pi < wrapped <= math.pi
    np.testing.assert_allclose(front_of(wrapped), front_of(angle), atol=1e-9)


def test_a_yaw_snaps_to_even_steps() -> None:
    assert math.isclose(snapped_yaw(math.radians(37.0)), math.radians(30))
    assert math.isclose(snapped_yaw(math.radians(-172.6)), math.pi)
