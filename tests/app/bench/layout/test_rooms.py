"""The rooms the layout benchmark measures on: those drawn by hand, and those drawn at random."""

import itertools
import math

import numpy as np
import pytest
from shapely.geometry import LineString, Point, Polygon

from vrplanner.app.bench.layout.homes import FLOOR_SHARE, ITEMS, KINDS, LEAF_WIDTHS_M, random_home, random_homes
from vrplanner.app.bench.layout.sketch import room
from vrplanner.app.bench.layout.varied import connectable, known_layout, varied_rooms
from vrplanner.app.bench.layout.verdict import collisions, connected, outside, plain_displacement_m, whole
from vrplanner.layout.problem import Layout, Problem, current_layout, piece_corners
from vrplanner.layout.validity import WALKER_RADIUS_M, check_layout


@pytest.fixture(scope="module")
def homes() -> list[Problem]:
    return list(random_homes(150, seed=3))


def _kind(problem: Problem) -> str:
    return problem.id.rsplit(" ", 1)[0]


def _rectangular(problem: Problem) -> bool:
    return problem.floor.area > 0.999 * problem.floor.minimum_rotated_rectangle.area


def test_thirty_rooms_of_many_shapes_and_sizes() -> None:
    rooms = varied_rooms()
    assert len({problem.id for problem in rooms}) == len(rooms) == 30
    assert sum(not _rectangular(problem) for problem in rooms) >= 7
    assert max(len(problem) for problem in rooms) == 20
    assert sum(problem.turning_m == 1.5 for problem in rooms) == 2
    assert max(len(problem.doors) for problem in rooms) == 4
    assert max(len(problem.windows) for problem in rooms) == 5
    assert sum(any(piece.fixed for piece in problem.pieces) for problem in rooms) >= 4


@pytest.mark.parametrize("problem", varied_rooms(), ids=lambda problem: problem.id)
def test_a_layout_is_known_that_works(problem: Problem) -> None:
    layout = known_layout(problem)
    assert layout.present.all()
    assert [finding for finding in check_layout(problem, layout) if finding.hard] == []
    assert connected(problem, layout, radius_m=WALKER_RADIUS_M)


def test_rooms_counted_as_connectable_have_a_layout_with_ways_of_90_cm() -> None:
    named = {problem.id: problem for problem in varied_rooms()}
    assert len(connectable()) >= 25
    assert all(connected(named[name], known_layout(named[name])) for name in connectable())


def test_fixed_things_of_a_sketch_stand_inside_and_apart_from_doors() -> None:
    for problem in varied_rooms():
        fixed = np.array([piece.fixed for piece in problem.pieces])
        alone = Layout(pose=problem.current, present=fixed)
        assert not collisions(problem, alone)
        for i in np.flatnonzero(fixed):
            corners = Polygon(piece_corners(problem.pieces[i], problem.current[i]))
            assert problem.floor.buffer(1e-6).covers(corners), problem.id


def test_a_sketch_says_what_it_means() -> None:
    problem = room(
        "test", walls="0,0 4,0 4,3 0,3", doors="0.5,0 1.4,0 out", windows="4,1 4,2 0.8",
        fixed="stove 0.6x0.6 @ 2,2.7,180", things="sofa 2.0x0.9; chair *2",
    )  # fmt: skip
    assert [piece.kind for piece in problem.pieces] == ["stove", "sofa", "chair", "chair"]
    assert [piece.fixed for piece in problem.pieces] == [True, False, False, False]
    assert problem.current[0] == pytest.approx((2, 2.7, math.pi))
    assert (problem.pieces[1].width_m, problem.pieces[1].depth_m) == (2.0, 0.9)
    assert (problem.doors[0].swing, problem.windows[0].sill_m) == ("out", 0.8)


def test_homes_are_the_same_for_the_same_seed(homes: list[Problem]) -> None:
    again = random_home(17, seed=3)
    assert again.id == homes[17].id
    assert np.array_equal(again.polygon, homes[17].polygon)
    assert np.array_equal(again.current, homes[17].current)
    assert again.pieces == homes[17].pieces
    assert not np.array_equal(random_home(17, seed=4).current, homes[17].current)


def test_a_third_of_the_homes_is_not_rectangular(homes: list[Problem]) -> None:
    assert sum(not _rectangular(problem) for problem in homes) == len(homes) // 3
    corners = {len(problem.polygon) for problem in homes}
    assert corners == {4, 5, 6, 8}


def test_areas_and_furniture_are_those_of_homes(homes: list[Problem]) -> None:
    for problem in homes:
        low_m2, _, high_m2 = KINDS[_kind(problem)].area_m2
        taken_m2 = sum(piece.area_m2 for piece in problem.pieces if not piece.rug)
        assert low_m2 - 0.05 <= problem.floor.area <= high_m2 + 0.05
        assert 0.1 < taken_m2 / problem.floor.area <= FLOOR_SHARE[1] + 0.05
        assert ITEMS[0] <= len(problem) <= ITEMS[1]
    areas = {name: [p.floor.area for p in homes if _kind(p) == name] for name in KINDS}
    assert 17.1 - 1.0 < np.mean(areas["living room"]) < 24.9
    assert 13.4 - 1.0 < np.mean(areas["main bedroom"]) < 14.7 + 1.0


def test_doors_and_windows_are_in_walls_and_apart(homes: list[Problem]) -> None:
    for problem in homes:
        wall = problem.floor.exterior
        doors = [LineString([door.hinge, door.leaf]) for door in problem.doors]
        windows = [LineString([window.start, window.end]) for window in problem.windows]
        assert doors
        assert windows
        for opening in (*doors, *windows):
            assert max(wall.distance(Point(point)) for point in opening.coords) < 2e-3
        assert all(min(abs(door.length - width) for width in LEAF_WIDTHS_M) < 1e-6 for door in doors)
        assert all(a.distance(b) > 0.1 for a, b in itertools.combinations([*doors, *windows], 2))


def test_the_plain_verdict_sees_what_is_wrong() -> None:
    problem = room("box", walls="0,0 4,0 4,3 0,3", doors="0.2,0 1.0,0 out", things="sofa 2.0x0.9; bookcase 0.8x0.3")
    good = Layout(pose=np.array([(2.9, 0.5, 0.0), (2.0, 2.8, math.pi)]), present=np.ones(2, bool))
    assert (collisions(problem, good), outside(problem, good), whole(problem, good)) == (0, 0, True)
    crossed = Layout(pose=np.array([(2.9, 0.5, 0.0), (2.9, 0.5, 0.0)]), present=np.ones(2, bool))
    assert collisions(problem, crossed) == 1
    out = Layout(pose=np.array([(3.5, 0.5, 0.0), (2.0, 2.8, math.pi)]), present=np.ones(2, bool))
    assert (outside(problem, out), whole(problem, out)) == (1, False)
    assert plain_displacement_m(problem, good, out) == pytest.approx(0.3)
    assert plain_displacement_m(problem, current_layout(problem), current_layout(problem)) == 0.0
