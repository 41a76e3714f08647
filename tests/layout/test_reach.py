"""The sampler's flood fill against the exact judge: it may be more careful, never less than a cell allows."""

import math
from dataclasses import replace

import numpy as np
import pytest

from vrplanner.app.bench.layout.varied import known_layout, varied_rooms
from vrplanner.layout import columns as t
from vrplanner.layout.anneal import cost_by_term
from vrplanner.layout.problem import Door, Layout, Piece, Problem, current_layout
from vrplanner.layout.tables import make_state, make_tables
from vrplanner.layout.validity import MAIN_WAY_RADIUS_M, check_layout, missed_sides, walkable

LAYOUTS_A_ROOM = 12


def scattered(problem: Problem, random: np.random.Generator) -> Layout:
    """A layout that works with a few things shifted, so that ways close and open."""
    known = known_layout(problem)
    pose = known.pose.copy()
    for i in range(len(problem)):
        if not problem.pieces[i].fixed and random.random() < 0.3:
            pose[i, :2] += random.normal(0, 0.4, 2)
            pose[i, 2] += random.choice([0, 0, math.pi / 2, 0.3])
    return Layout(pose=pose, present=known.present)


def kernel_costs(problem: Problem, layout: Layout) -> np.ndarray:
    return cost_by_term(make_tables(problem), make_state(problem, layout))


def test_what_the_kernel_calls_reached_the_exact_judge_does_too():
    """Both see a walker on the same floor, the one in cells of 0.1 m, the other exactly. Over 360 layouts, half of them
    with something cut off, the kernel never calls reached what is not, and seldom the other way round.
    """
    random, bold, careful, cut_off = np.random.default_rng(3), 0, 0, 0
    for problem in varied_rooms():
        for _ in range(LAYOUTS_A_ROOM):
            layout = scattered(problem, random)
            says = kernel_costs(problem, layout)[t.REACHED] == 0
            is_so = not any(finding.rule == "unreachable" for finding in check_layout(problem, layout))
            bold += says and not is_so
            careful += is_so and not says
            cut_off += not is_so
    count = LAYOUTS_A_ROOM * len(varied_rooms())
    assert 0.2 * count < cut_off < 0.9 * count
    assert bold == 0
    assert careful <= 0.15 * count  # a centimetre to spare and cells of 0.1 m


def test_wide_ways_are_those_of_the_exact_judge(make_problem):
    """A gap of 1 m leads a person 0.9 m wide on, one of 0.8 m does not, and costs."""
    walkways = []
    for gap_m, wide in ((1.0, True), (0.8, False)):
        wall_m = 5.0 - gap_m
        problem = make_problem([(wall_m, 0.5), (0.6, 0.6)], [(wall_m / 2, 2.0, 0), (2.0, 3.4, 0)])
        layout = current_layout(problem)
        ground = walkable(problem, layout, radius_m=MAIN_WAY_RADIUS_M)
        assert (missed_sides(problem, layout, 1, ground, MAIN_WAY_RADIUS_M) == []) == wide
        costs = kernel_costs(problem, layout)
        assert costs[t.REACHED] == 0
        walkways.append(costs[t.WALKWAYS])
    assert walkways[0] < walkways[1] - 0.3


def test_a_wheelchair_needs_its_circle(make_problem):
    """Four boxes leave a square of so much in the middle of a room."""
    for free_m, turns in ((1.7, True), (1.3, False)):
        side = (4.0 - free_m) / 2
        sizes = [(4.0, side), (4.0, side)]
        poses = [(2.6, side / 2, 0), (2.6, 4 - side / 2, 0)]
        problem = make_problem(
            sizes, poses, polygon=np.array([(0.0, 0.0), (4.6, 0.0), (4.6, 4.0), (0.0, 4.0)]), turning_m=1.5,
            doors=(Door(id="door", hinge=(0.0, 1.5), leaf=(0.0, 2.5), swing="slide"),),
        )  # fmt: skip
        layout = current_layout(problem)
        assert (kernel_costs(problem, layout)[t.WHEELCHAIR] == 0) == turns
        assert ("turning" not in {finding.rule for finding in check_layout(problem, layout)}) == turns
        on_foot = replace(problem, turning_m=0.0)
        assert kernel_costs(on_foot, layout)[t.WHEELCHAIR] == 0


def test_doors_that_are_cut_apart_are_noticed(make_problem):
    """A row from wall to wall between two doors; everything at hand on either side of it."""
    doors = (
        Door(id="south", hinge=(0.5, 0.0), leaf=(1.4, 0.0), swing="slide"),
        Door(id="north", hinge=(0.5, 4.0), leaf=(1.4, 4.0), swing="slide"),
    )
    for row_m, apart in ((5.0, True), (3.5, False)):
        problem = make_problem([(row_m, 0.5)], [(row_m / 2, 2.0, 0)], doors=doors)
        layout = current_layout(problem)
        assert (kernel_costs(problem, layout)[t.REACHED] > 0) == apart
        assert ("unreachable" in {finding.rule for finding in check_layout(problem, layout)}) == apart


def test_a_room_may_lie_either_way(make_problem):
    """The same room turned by 90° has the same ways, though its cells lie along its other side."""
    quarter = np.array([(0.0, 1.0), (-1.0, 0.0)])
    polygon = np.array([(0.0, 0.0), (7.0, 0.0), (7.0, 3.0), (0.0, 3.0)])
    for places, reached in (([(2.0, 0.8), (4.4, 2.0)], True), ([(2.0, 0.9), (2.0, 2.2)], False)):
        found = []
        for turn in (np.eye(2), quarter):
            at = np.array(places) @ turn
            hinge, leaf = ((float(x), float(y)) for x, y in np.array([(0.3, 0.0), (1.1, 0.0)]) @ turn)
            yaw = 0.0 if turn is not quarter else math.pi / 2
            problem = make_problem(
                [(0.5, 1.6), (0.5, 1.5)], [], current=np.column_stack([at, [yaw, yaw]]), polygon=polygon @ turn,
                doors=(Door(id="door", hinge=hinge, leaf=leaf),),
                pieces=tuple(box(0.5, 1.6, k) for k in range(2)),
            )  # fmt: skip
            found.append(kernel_costs(problem, current_layout(problem)))
        assert (found[0][t.REACHED] == 0) == reached
        assert found[0] == pytest.approx(found[1], abs=1e-6)


def box(width_m: float, depth_m: float, number: int) -> Piece:
    """Something one must be able to get to from its right, behind it as seen from the door."""
    return Piece(
        id=f"box_{number}", kind="box", name="Box", width_m=width_m, depth_m=depth_m, height_m=1.0,
        access_all=("right",), access_any=(),
    )  # fmt: skip
