"""Every kind of relation: its best place is the cheapest, ways off it cost more, and what is said holds in geometry."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.layout import columns as t
from vrplanner.layout.anneal import cost_by_term
from vrplanner.layout.problem import Layout, Piece, Problem, Relation, Window
from vrplanner.layout.tables import make_state, make_tables

few = settings(max_examples=40, deadline=None)
ANCHOR = (3.0, 3.0, 0.4)
"""Where the second of the two stands: turned, so that frames cannot be mixed up unseen."""


def piece(kind: str, width_m: float, depth_m: float, height_m: float = 0.5, **rest: object) -> Piece:
    return Piece(
        id=kind, kind=kind, name=kind, width_m=width_m, depth_m=depth_m, height_m=height_m, access_any=(), **rest
    )


def problem_of(pieces: list[Piece], relation: Relation, **rest: object) -> Problem:
    fields = {"doors": (), "windows": (), "current": np.zeros((len(pieces), 3)), **rest}
    polygon = np.array([(-2.0, -2.0), (8.0, -2.0), (8.0, 8.0), (-2.0, 8.0)])
    return Problem(id="hall", polygon=polygon, pieces=tuple(pieces), relations=(relation,), **fields)


def seen_from(anchor: tuple[float, float, float], local: tuple[float, float, float]) -> tuple[float, float, float]:
    """A pose given in another's frame (its front along +y) on the plan."""
    x, y, yaw = anchor
    c, s = math.cos(yaw), math.sin(yaw)
    return x + c * local[0] - s * local[1], y + s * local[0] + c * local[1], yaw + local[2]


def cost(problem: Problem, poses: list[tuple[float, float, float]], term: int) -> float:
    layout = Layout(pose=np.array(poses), present=np.ones(len(poses), bool))
    return float(cost_by_term(make_tables(problem), make_state(problem, layout))[term])


SOFA, TABLE, STAND = piece("sofa", 2.0, 0.9), piece("coffee table", 1.0, 0.5, 0.4), piece("tv stand", 1.4, 0.4)
DINING, CHAIR, BED = piece("dining table", 1.4, 0.8), piece("chair", 0.45, 0.5), piece("bed", 1.6, 2.0)
RUG, LAMP = piece("rug", 2.0, 1.4, 0.01, rug=True), piece("floor lamp", 0.3, 0.3, 1.6)

BEST: dict[str, tuple[Piece, Piece, Relation, tuple[float, float, float], int]] = {
    "view": (SOFA, STAND, Relation(type="view", a=0, b=1, low_m=2.0, high_m=4.0, max_angle_rad=0.4),
             (0.0, 3.0, math.pi), t.VIEWS),
    "at": (CHAIR, DINING, Relation(type="at", a=0, b=1), (0.0, 0.4 + 0.25, math.pi), t.SEATING),
    "beside": (piece("nightstand", 0.45, 0.4), BED, Relation(type="beside", a=0, b=1), (1.06, -0.8, 0.0), t.BESIDES),
    "front_of": (TABLE, SOFA, Relation(type="front_of", a=0, b=1, low_m=0.3, high_m=0.5),
                 (0.0, 0.45 + 0.4 + 0.25, 0.0), t.IN_FRONT),
    "foot_of": (piece("bench", 1.2, 0.4), BED, Relation(type="foot_of", a=0, b=1, high_m=0.15),
                (0.0, 1.0 + 0.2 + 0.05, 0.0), t.IN_FRONT),
    "under": (RUG, TABLE, Relation(type="under", a=0, b=1), (0.0, 0.0, 0.0), t.UNDERS),
    "around": (piece("armchair", 0.8, 0.8), TABLE, Relation(type="around", a=0, b=1, low_m=0.3, high_m=0.9),
               (0.5 + 0.6 + 0.4, 0.0, math.pi / 2), t.CONVERSATION),
    "near": (LAMP, SOFA, Relation(type="near", a=0, b=1, high_m=0.4), (1.3, 0.0, 0.7), t.NEARNESS),
    "apart": (LAMP, SOFA, Relation(type="apart", a=0, b=1, low_m=1.0, high_m=1e6), (2.6, 0.0, 0.7), t.NEARNESS),
}  # fmt: skip
"""The two, the relation, the best pose of the first in the frame of the second, the term it counts under."""
WORSE = {
    "view": [(0.0, 5.0, math.pi), (0.0, 1.2, math.pi), (0.0, 3.0, 0.0), (0.0, -3.0, 0.0), (2.5, 2.0, math.pi)],
    "at": [(0.0, 1.2, math.pi), (0.0, 0.65, 0.0), (0.0, 0.65, math.pi / 2), (1.0, 0.65, math.pi)],
    "beside": [(1.5, -0.8, 0.0), (1.06, 0.5, 0.0), (1.06, -0.8, math.pi / 2), (0.0, -1.3, 0.0)],
    "front_of": [(0.0, 0.9, 0.0), (0.0, 1.8, 0.0), (0.6, 1.1, 0.0), (0.0, -1.1, 0.0), (0.0, 1.1, math.pi / 4)],
    "foot_of": [(0.0, 2.0, 0.0), (0.8, 1.25, 0.0), (0.0, -1.25, 0.0), (0.0, 1.25, math.pi / 4)],
    "under": [(0.5, 0.0, 0.0), (0.0, -0.4, 0.0), (0.0, 0.0, math.pi / 2), (2.0, 2.0, 0.0)],
    "around": [(2.9, 0.0, math.pi / 2), (1.5, 0.0, -math.pi / 2), (1.5, 1.0, math.pi / 2), (1.0, 0.0, math.pi / 2)],
    "near": [(2.0, 0.0, 0.0), (0.0, 2.0, 0.0), (1.3, 1.5, 0.0)],
    "apart": [(1.3, 0.0, 0.0), (0.0, 0.9, 0.0), (1.8, 0.0, 0.0)],
}


@pytest.mark.parametrize("kind", BEST)
def test_the_best_place_costs_nothing_and_others_more(kind: str) -> None:
    first, second, relation, local, term = BEST[kind]
    problem = problem_of([first, second], relation)
    best = cost(problem, [seen_from(ANCHOR, local), ANCHOR], term)
    assert best == pytest.approx(0.0, abs=1e-6)
    for place in WORSE[kind]:
        assert cost(problem, [seen_from(ANCHOR, place), ANCHOR], term) > best + 0.1, place


@few
@given(kind=st.sampled_from(sorted(BEST)), far=st.floats(0.2, 2), angle=st.floats(-3, 3), yaw=st.floats(-4, 4),
       elsewhere=st.tuples(st.floats(2, 4), st.floats(2, 4), st.floats(-4, 4)))  # fmt: skip
def test_a_relation_does_not_know_where_in_the_room_it_is(kind, far, angle, yaw, elsewhere):
    """Both moved rigidly cost the same; no cost is below zero."""
    first, second, relation, _local, term = BEST[kind]
    problem = problem_of([first, second], relation)
    local = (far * math.cos(angle), far * math.sin(angle), yaw)
    here = cost(problem, [seen_from(ANCHOR, local), ANCHOR], term)
    there = cost(problem, [seen_from(elsewhere, local), elsewhere], term)
    assert here >= 0
    assert here == pytest.approx(there, abs=1e-6)


@few
@given(step=st.floats(0.1, 1.0))
def test_farther_off_is_dearer(step):
    """From the rim of what is allowed outwards every step costs more."""
    for kind, direction in (("front_of", (0.0, 1.0)), ("at", (0.0, 1.0)), ("beside", (1.0, 0.0)), ("view", (0.0, 1.0))):
        first, second, relation, local, term = BEST[kind]
        problem = problem_of([first, second], relation)
        places = [(local[0] + k * direction[0], local[1] + k * direction[1], local[2]) for k in (1.2, 1.2 + step)]
        costs = [cost(problem, [seen_from(ANCHOR, place), ANCHOR], term) for place in places]
        assert costs[0] < costs[1]


@few
@given(off=st.floats(-0.6, 0.6))
def test_a_tall_thing_between_spoils_a_view_just_where_the_line_of_sight_meets_it(off):
    bookcase = piece("bookcase", 0.8, 0.3, 1.8)
    relation = BEST["view"][2]
    problem = problem_of([SOFA, STAND, bookcase], relation)
    sofa = seen_from(ANCHOR, (0.0, 3.0, math.pi))
    between, aside = (seen_from(ANCHOR, (x, 1.5, 0.0)) for x in (off * 0.5, 2.0 + off))
    assert cost(problem, [sofa, ANCHOR, aside], t.VIEWS) == pytest.approx(0.0, abs=1e-6)
    assert cost(problem, [sofa, ANCHOR, between], t.VIEWS) > 0.5
    low = problem_of([SOFA, STAND, replace(bookcase, height_m=0.4)], relation)
    assert cost(low, [sofa, ANCHOR, between], t.VIEWS) == pytest.approx(0.0, abs=1e-6)


def test_a_chair_goes_to_the_sides_a_table_leaves_open():
    """At a desk only its front will do."""
    desk = piece("desk", 1.4, 0.8)
    problem = problem_of([CHAIR, replace(desk, access_all=("front",))], Relation(type="at", a=0, b=1))
    front = cost(problem, [seen_from(ANCHOR, (0.0, 0.65, math.pi)), ANCHOR], t.SEATING)
    back = cost(problem, [seen_from(ANCHOR, (0.0, -0.65, 0.0)), ANCHOR], t.SEATING)
    assert front == pytest.approx(0.0, abs=1e-6)
    assert back > 1.0


@few
@given(x=st.floats(0.5, 1.5), y=st.floats(0.0, 1.5), yaw=st.floats(-3, 3), off=st.floats(0.1, 0.8))
def test_a_mirror_image_costs_nothing(x, y, yaw, off):
    """Across the middle line of a third, whichever way that one is turned."""
    chair = piece("armchair", 0.8, 0.8)
    relation = Relation(type="mirror", a=0, b=1, about=2)
    problem = problem_of([chair, replace(chair, id="other"), SOFA], relation)
    left, right = seen_from(ANCHOR, (-x, y, -yaw)), seen_from(ANCHOR, (x, y, yaw))
    assert cost(problem, [left, right, ANCHOR], t.SYMMETRY) == pytest.approx(0.0, abs=1e-6)
    shifted = seen_from(ANCHOR, (x + off, y, yaw))
    assert cost(problem, [left, shifted, ANCHOR], t.SYMMETRY) > 0.05
    turned = seen_from(ANCHOR, (x, y, yaw + off))
    assert cost(problem, [left, turned, ANCHOR], t.SYMMETRY) > 0.01


@few
@given(count=st.integers(2, 6), radius=st.floats(1.0, 1.6), start=st.floats(-3, 3))
def test_seats_in_a_circle_that_look_at_its_middle_can_talk(count, radius, start):
    seats = [replace(piece("armchair", 0.8, 0.8), id=f"seat {k}") for k in range(count)]
    relation = Relation(type="circle", a=0, b=0, members=tuple(range(count)))
    problem = problem_of(seats, relation)
    angles = [start + k * math.tau / count for k in range(count)]

    def around(distance_m: float, turn: float = 0.0) -> float:
        # Who stands at angle a from the middle looks back at it with a yaw of a + 90°.
        poses = [(3 + distance_m * math.cos(a), 3 + distance_m * math.sin(a), a + math.pi / 2 + turn) for a in angles]
        return cost(problem, poses, t.CONVERSATION)

    assert around(radius) == pytest.approx(0.0, abs=1e-6)
    assert around(3.0) > 0.5
    assert around(radius, turn=math.pi) > 0.5


@few
@given(yaw=st.floats(-3, 3), x=st.floats(0, 6), y=st.floats(0, 6))
def test_a_seat_that_looks_to_its_point_costs_nothing(yaw, x, y):
    """Within 20° nothing, beyond that the more the farther off."""
    ahead = (x - 2 * math.sin(yaw), y + 2 * math.cos(yaw))
    problem = problem_of([SOFA], Relation(type="focus", a=0, b=0, point=ahead))
    costs = [cost(problem, [(x, y, yaw + off)], t.FOCAL) for off in (0.0, 0.3, 0.8, 1.6, 3.1)]
    assert costs[0] == costs[1] == pytest.approx(0.0, abs=1e-9)
    assert costs[1] < costs[2] < costs[3] < costs[4]


def test_chairs_spread_evenly_round_their_table():
    """Two across from each other are better than two on one side, and two off centre are worse than two centred."""
    chairs = [replace(CHAIR, id=f"chair {k}") for k in range(2)]
    relations = tuple(Relation(type="at", a=k, b=2) for k in range(2))
    problem = replace(problem_of([*chairs, DINING], relations[0]), relations=relations)

    def spread(*places: tuple[float, float, float]) -> float:
        return cost(problem, [*(seen_from(ANCHOR, place) for place in places), ANCHOR], t.SYMMETRY)

    across = spread((0.0, 0.65, math.pi), (0.0, -0.65, 0.0))
    one_side = spread((-0.3, 0.65, math.pi), (0.3, 0.65, math.pi))
    aslant = spread((0.4, 0.65, math.pi), (-0.4, -0.65, 0.0))
    assert across == pytest.approx(0.0, abs=1e-6)
    assert one_side > across + 0.1
    assert aslant > across + 0.1


def test_a_desk_likes_a_window_at_its_side():
    window = Window(id="window", start=(2.0, 8.0), end=(4.0, 8.0), sill_m=0.9)
    desk = piece("desk", 1.4, 0.7)
    problem = problem_of([desk], Relation(type="daylight", a=0, b=0, high_m=1.5), windows=(window,))
    beside, facing = cost(problem, [(3, 7, math.pi / 2)], t.DAYLIT), cost(problem, [(3, 7, 0.0)], t.DAYLIT)
    far = cost(problem, [(3, 2, math.pi / 2)], t.DAYLIT)
    assert beside == pytest.approx(0.0, abs=1e-6)
    assert beside < facing < far


@few
@given(x=st.floats(0, 6), y=st.floats(0, 6), yaw=st.floats(-3, 3), cable=st.floats(0.0, 2.0))
def test_a_cable_is_as_long_as_it_is(x, y, yaw, cable):
    """What is missing to the nearest socket, from the edge of the thing, against shapely."""
    from shapely.geometry import MultiPoint, Polygon

    from vrplanner.layout.problem import piece_corners

    sockets = ((0.0, 8.0), (5.0, -2.0))
    lamp = piece("floor lamp", 0.6, 0.4, 1.6, cable_m=cable)
    problem = problem_of([lamp], Relation(type="focus", a=0, b=0), sockets=sockets)
    gap = Polygon(piece_corners(lamp, np.array([x, y, yaw]))).distance(MultiPoint(sockets))
    assert cost(problem, [(x, y, yaw)], t.SOCKETS) == pytest.approx(min(2.0, max(0.0, gap - cable)), abs=1e-6)
    without = problem_of([replace(lamp, cable_m=None)], Relation(type="focus", a=0, b=0), sockets=sockets)
    assert cost(without, [(x, y, yaw)], t.SOCKETS) == 0


@few
@given(way=st.floats(0.05, 1.9), keep=st.floats(0.1, 1.0))
def test_moving_something_costs_once_and_then_by_the_way(way, keep):
    current = np.array([(2, 2, 0), (4, 4, 0)], float)
    problem = replace(problem_of([SOFA, LAMP], Relation(type="focus", a=0, b=0), current=current), keep=keep)
    home = [(2.0, 2.0, 0.0), (4.0, 4.0, math.tau)]
    near, far = ([(2.0 + d, 2.0, 0.0), home[1]] for d in (way, way + 0.1))
    assert cost(problem, home, t.CHANGES) == 0
    assert 0 < cost(problem, near, t.CHANGES) < cost(problem, far, t.CHANGES)
    assert cost(replace(problem, keep=0.0), far, t.CHANGES) == 0


def test_a_relation_that_was_asked_for_counts_more_than_one_of_taste():
    for kind in ("near", "around"):
        first, second, relation, _local, term = BEST[kind]
        poses = [seen_from(ANCHOR, (2.9, 0.0, 0.0)), ANCHOR]
        asked = cost(problem_of([first, second], relation), poses, term)
        wished = cost(problem_of([first, second], replace(relation, wish=True)), poses, term)
        assert 0 < wished < asked


def test_every_kind_of_relation_was_tried():
    assert {*BEST, "mirror", "circle", "focus", "spread", "daylight"} == set(t.RELATION_CODES)


@pytest.mark.parametrize(
    ("kind", "kept", "missed"),
    [("view", (0.0, 3.99, math.pi), (0.0, 4.01, math.pi)), ("front_of", (0.0, 1.19, 0.0), (0.0, 1.22, 0.0))],
)
def test_missing_a_wish_by_a_little_costs_a_step(kind, kept, missed):
    """Two centimetres across the limit cost far more than two centimetres elsewhere."""
    a, b, relation, best, term = BEST[kind]
    problem = problem_of([a, b], relation)
    before, after = (cost(problem, [pose, (0.0, 0.0, 0.0)], term) for pose in (kept, missed))
    assert after - before > 0.6 * t.WEIGHTS[t.TERMS[term]]
    assert cost(problem, [best, (0.0, 0.0, 0.0)], term) <= before


def test_a_seat_with_its_back_to_the_others_takes_no_part():
    seats = (SOFA, piece("armchair", 0.8, 0.8))
    problem = problem_of(list(seats), Relation(type="circle", a=0, b=0, members=(0, 1)))
    sofa = (0.0, 0.0, 0.0)
    facing, beside, away = ((0.0, 2.2, math.pi), (0.0, 2.2, math.pi / 2), (0.0, 2.2, 0.0))
    costs = [cost(problem, [sofa, pose], t.CONVERSATION) for pose in (facing, beside, away)]
    assert costs[0] == 0.0
    assert costs[0] < costs[1] < costs[2]
