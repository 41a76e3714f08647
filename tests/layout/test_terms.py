"""The compiled terms against shapely, and the sampler's promises."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon

from vrplanner.core.errors import InvalidInput
from vrplanner.layout import columns as t
from vrplanner.layout.anneal import cost_by_term, run_chain
from vrplanner.layout.problem import Door, Layout, Piece, Relation, current_layout, piece_corners
from vrplanner.layout.room_tables import edge_rows
from vrplanner.layout.shapes import outside_distance, overlap_depth
from vrplanner.layout.tables import make_state, make_tables
from vrplanner.layout.validity import check_layout, is_valid

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
lengths = st.floats(0.1, 2.5)
places = st.tuples(st.floats(-1.5, 1.5), st.floats(-1.5, 1.5), st.floats(-7, 7))


def box(width_m: float, depth_m: float) -> Piece:
    return Piece(id="box", kind="box", name="Box", width_m=width_m, depth_m=depth_m, height_m=1.0)


def args_of(piece: Piece, pose: tuple[float, float, float]) -> tuple[float, ...]:
    return pose[0], pose[1], math.cos(pose[2]), math.sin(pose[2]), piece.width_m / 2, piece.depth_m / 2


@few
@given(a=st.tuples(lengths, lengths), b=st.tuples(lengths, lengths), at=places, turn=st.floats(-7, 7))
def test_compiled_overlap_agrees_with_shapely(a, b, at, turn):
    """Two turned boxes reach into each other by the kernel's account exactly when their polygons share area."""
    first, second = box(*a), box(*b)
    pose = (0.0, 0.0, turn)
    depth = overlap_depth(*args_of(first, pose), *args_of(second, at))
    shared = Polygon(piece_corners(first, np.array(pose))).intersection(Polygon(piece_corners(second, np.array(at))))
    if abs(depth) > 1e-6:
        assert (depth > 0) == (shared.area > 0)


@few
@given(x=st.floats(-2, 8), y=st.floats(-2, 7))
def test_distance_outside_an_l_shaped_room_agrees_with_shapely(x, y):
    corners = np.array([(0, 0), (6, 0), (6, 3), (3, 3), (3, 5), (0, 5)], float)
    problem_edges = edge_rows(corners)
    ours = outside_distance(problem_edges, 0.0, x, y)
    from shapely.geometry import Point

    assert ours == pytest.approx(Polygon(corners).distance(Point(x, y)), abs=1e-9)


@few
@given(seed=st.integers(0, 2**63), steps=st.integers(1, 400))
def test_cached_costs_equal_costs_taken_anew(make_problem, seed, steps):
    """What a chain keeps up to date item by item is what a fresh look at its result costs."""
    problem = make_problem(
        [(1.6, 0.8), (0.5, 0.5), (0.5, 0.5), (1.0, 1.0)], [(1, 2, 0), (2, 2, 1), (3, 3, 2), (4, 1, 0)]
    )
    problem = replace(problem, relations=(Relation(type="at", a=1, b=0), Relation(type="at", a=2, b=0)))
    tables = make_tables(problem)
    state = make_state(problem, current_layout(problem))
    cost = run_chain(tables, state, steps=steps, seed=seed)
    assert cost == pytest.approx(cost_by_term(tables, state).sum(), abs=1e-6)


@few
@given(seed=st.integers(0, 2**63), fixed=st.sets(st.integers(0, 3), max_size=3))
def test_no_move_touches_what_is_fixed_and_seeds_reproduce(make_problem, seed, fixed):
    """Whatever is fixed, alone or in relations, ends where it began; the same seed gives the same layout."""
    problem = make_problem(
        [(1.6, 0.8), (0.5, 0.5), (0.5, 0.5), (1.0, 0.4)], [(1, 3, 0), (3, 2, 1), (4, 3, 2), (3, 1, 0)]
    )
    pieces = tuple(replace(piece, fixed=i in fixed) for i, piece in enumerate(problem.pieces))
    relations = (
        Relation(type="at", a=1, b=0),
        Relation(type="beside", a=2, b=0),
        Relation(type="view", a=0, b=3, low_m=1, high_m=3, max_angle_rad=0.4),
    )
    problem = replace(problem, pieces=pieces, relations=relations)
    tables = make_tables(problem)
    results = []
    for _run in range(2):
        state = make_state(problem, current_layout(problem))
        run_chain(tables, state, steps=600, seed=seed, may_drop=bool(seed % 2))
        results.append(state)
    assert np.array_equal(results[0], results[1])
    for i in fixed:
        assert np.array_equal(results[0][i, :3], problem.current[i])
        assert results[0][i, t.PRESENT] == 1.0


def test_a_wall_of_cupboards_between_door_and_desk_is_noticed_by_both_judges(make_problem):
    """A row across the room cuts off what is behind it; with a gap of 0.8 m it does not."""
    shut = make_problem([(2.5, 0.5), (2.5, 0.5), (0.6, 0.6)], [(1.25, 2, 0), (3.75, 2, 0), (4, 3.2, 0)])
    ajar = make_problem([(2.5, 0.5), (1.7, 0.5), (0.6, 0.6)], [(1.25, 2, 0), (3.35, 2, 0), (4, 3.2, 0)])
    for problem, open_way in ((shut, False), (ajar, True)):
        layout = Layout(pose=problem.current, present=np.ones(3, bool))
        costs = cost_by_term(make_tables(problem), make_state(problem, current_layout(problem)))
        assert (costs[t.REACHED] == 0) == open_way
        assert ("unreachable" in {finding.rule for finding in check_layout(problem, layout)}) != open_way


def test_what_stands_in_a_door_is_refused(make_problem):
    problem = make_problem([(0.5, 0.5)], [(1.0, 0.6, 0)])
    layout = Layout(pose=problem.current, present=np.ones(1, bool))
    assert [finding.rule for finding in check_layout(problem, layout)][:1] == ["door"]
    outward = replace(problem, doors=(Door(id="door", hinge=(0.5, 0.0), leaf=(1.4, 0.0), swing="out"),))
    beyond_landing = replace(outward, current=np.array([(1.0, 1.2, 0.0)]))
    assert is_valid(beyond_landing, Layout(pose=beyond_landing.current, present=np.ones(1, bool)))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"polygon": np.array([(0, 0), (4, 4), (4, 0), (0, 4)], float)}, "enclose"),
        ({"polygon": np.array([(0, 0), (0, 4), (4, 4), (4, 0)], float)}, "clockwise"),
        ({"current": np.array([(math.nan, 1, 0)])}, "finite"),
        ({"doors": (Door(id="door", hinge=(1, 0), leaf=(1, 0)),)}, "no width"),
        ({"doors": (Door(id="door", hinge=(1, 2), leaf=(2, 2)),)}, "not in a wall"),
    ],
)
def test_impossible_rooms_are_refused_in_words(make_problem, changes, words):
    with pytest.raises(InvalidInput, match=words):
        make_problem([(1, 1)], [(1, 1, 0)], **changes)


def test_far_too_many_things_are_refused_at_once(make_problem):
    with pytest.raises(InvalidInput, match="too many"):
        make_problem([(0.1, 0.1)] * 500, [(1, 1, 0)] * 500)
