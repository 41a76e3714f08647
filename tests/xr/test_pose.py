"""Poses, angles and the states of a session."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.xr.pose import Pose, conjugate, heading_rad, looking, roll_rad, rotate, turned
from vrplanner.xr.session import RuntimeLost, SessionMachine, SessionState

angles = st.floats(-1.5, 1.5)
points = st.tuples(*[st.floats(-5, 5)] * 3)


@settings(max_examples=40, deadline=None)
@given(yaw=angles, pitch=angles, roll=angles, at=points, local=points)
def test_a_pose_and_its_matrix_agree(yaw, pitch, roll, at, local) -> None:
    pose = Pose(at, turned(yaw, pitch, roll))
    assert (pose.matrix @ [*local, 1.0])[:3] == pytest.approx(pose.point(local), abs=1e-9)
    assert np.linalg.det(pose.matrix) == pytest.approx(1.0)
    back = rotate(conjugate(pose.orientation), rotate(pose.orientation, local))
    assert back == pytest.approx(local, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(yaw=angles, pitch=angles, at=points)
def test_looking_and_heading(yaw, pitch, at) -> None:
    pose = Pose(at, turned(yaw, pitch))
    assert heading_rad(pose.orientation) == pytest.approx(yaw, abs=1e-9)
    target = pose.point((0.0, 0.0, -2.0))
    assert looking(at, target).forward == pytest.approx(pose.forward, abs=1e-9)


def test_turning_left_is_positive_and_so_is_looking_up() -> None:
    assert Pose(orientation=turned(math.pi / 2)).forward == pytest.approx((-1.0, 0.0, 0.0))
    assert Pose(orientation=turned(0.0, math.pi / 2)).forward == pytest.approx((0.0, 1.0, 0.0))
    assert rotate(turned(0.0, 0.0, math.pi / 2), (1.0, 0.0, 0.0)) == pytest.approx((0.0, 1.0, 0.0))


@settings(max_examples=40, deadline=None)
@given(yaw=angles, pitch=st.floats(-1.2, 1.2), roll=angles)
def test_roll_is_what_the_wrist_does_and_nothing_else(yaw, pitch, roll) -> None:
    assert roll_rad(turned(yaw, pitch, -roll)) == pytest.approx(roll, abs=1e-9)


def test_within_puts_one_frame_into_another() -> None:
    outer = Pose((1.0, 0.0, 0.0), turned(math.pi / 2))
    assert Pose((0.0, 0.0, -1.0)).within(outer).position == pytest.approx((0.0, 0.0, 0.0))


def test_a_session_goes_in_and_out() -> None:
    machine = SessionMachine()
    way = [
        "IDLE",
        "READY",
        "SYNCHRONIZED",
        "VISIBLE",
        "FOCUSED",
        "VISIBLE",
        "SYNCHRONIZED",
        "STOPPING",
        "IDLE",
        "EXITING",
    ]
    duties = [machine.enter(SessionState[name]) for name in way]
    assert duties == [None, "begin", None, None, None, None, None, "end", None, None]
    assert machine.finished
    assert [state.name for state in machine.seen] == way


def test_a_session_takes_no_step_that_openxr_does_not_know() -> None:
    machine = SessionMachine()
    with pytest.raises(ValueError, match="cannot go from UNKNOWN to FOCUSED"):
        machine.enter(SessionState.FOCUSED)


def test_a_runtime_that_goes_away_is_said_in_words() -> None:
    machine = SessionMachine()
    for state in (SessionState.IDLE, SessionState.READY):
        machine.enter(state)
    with pytest.raises(RuntimeLost, match="shutting down"):
        machine.enter(SessionState.LOSS_PENDING)
    assert machine.finished
    assert not machine.running
