"""Many chains: the same whatever the number of threads, stopped at once, and what they may choose and move."""

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from vrplanner.app.bench.layout.varied import known_layout, varied_rooms
from vrplanner.core.errors import Cancelled, NotFound
from vrplanner.layout import columns as t
from vrplanner.layout.anneal import cost_by_term, run_chain
from vrplanner.layout.chains import Schedule, run_chains, seeds_from
from vrplanner.layout.problem import Problem, as_chosen, current_layout
from vrplanner.layout.search import search_layouts
from vrplanner.layout.tables import layout_of, make_state, make_tables
from vrplanner.layout.validity import is_valid
from vrplanner.layout.wishes import asked_for


def room(name: str) -> Problem:
    return next(problem for problem in varied_rooms() if problem.id == name)


@pytest.fixture
def settled() -> Problem:
    """A room in which everything stands well already."""
    problem = room("small living room")
    return replace(problem, current=known_layout(problem).pose)


def test_one_thread_or_five_find_the_same():
    problem = room("studio")
    tables, start = make_tables(problem), make_state(problem, current_layout(problem))
    seeds = seeds_from(4, count=5)
    runs = [run_chains(tables, [start] * 5, seeds, Schedule(steps=2000), threads=count) for count in (1, 2, 5)]
    for run in runs[1:]:
        assert [cost for cost, _state in run] == [cost for cost, _state in runs[0]]
        assert all(np.array_equal(a, b) for (_, a), (_, b) in zip(run, runs[0], strict=True))
    assert len({cost for cost, _state in runs[0]}) == 5
    for cost, state in runs[0]:
        assert cost == pytest.approx(cost_by_term(tables, state).sum(), abs=1e-6)
    assert np.array_equal(start, make_state(problem, current_layout(problem)))


def test_cancelling_ends_at_once_and_leaves_nothing_running():
    """A run of minutes is given up after the first report."""
    problem = room("studio")
    tables, start = make_tables(problem), make_state(problem, current_layout(problem))
    before = threading.active_count()

    def stop(fraction: float, message: str = "", /) -> None:
        raise Cancelled("Stopped.")

    began = time.perf_counter()
    with pytest.raises(Cancelled):
        run_chains(tables, [start] * 8, seeds_from(1, count=8), Schedule(steps=100_000_000), progress=stop)
    assert time.perf_counter() - began < 2.0
    assert threading.active_count() == before


def test_a_search_with_a_time_limit_keeps_to_it():
    search_layouts(room("nursery"), count=1, time_s=0.1)
    began, spent = time.perf_counter(), time.process_time()
    found = search_layouts(room("nursery"), count=1, time_s=1.5)
    assert found
    assert time.perf_counter() - began > 0.8
    assert time.process_time() - spent < 6.0  # processor time: other work on the machine makes no difference


def test_keeping_moves_fewer_things_than_starting_afresh(settled):
    shoved = settled.current.copy()
    sofa = next(i for i, piece in enumerate(settled.pieces) if piece.kind == "sofa")
    shoved[sofa, :2] += (0.15, 0.1)
    problem = replace(settled, current=shoved)

    def moved(keep: float) -> int:
        best = search_layouts(replace(problem, keep=keep), count=1, effort=0.4)[0]
        return int((abs(best.layout.pose - problem.current).max(axis=1) > 0.02).sum())

    assert moved(1.0) <= 2
    assert moved(1.0) < moved(0.0)


def test_only_what_is_named_moves_and_unknown_names_are_refused(settled):
    plant = next(i for i, piece in enumerate(settled.pieces) if piece.kind == "plant")
    pose = settled.current.copy()
    pose[plant] = (1.0, 0.6, 0.0)  # before the door
    problem = asked_for(replace(settled, current=pose), keep=0.0, only=frozenset({settled.pieces[plant].id}))
    found = search_layouts(problem, effort=0.4)
    assert found
    for each in found:
        assert is_valid(each.problem, each.layout)
        others = [i for i in range(len(problem)) if i != plant]
        assert np.array_equal(each.layout.pose[others], pose[others])
        assert not np.allclose(each.layout.pose[plant], pose[plant], atol=0.05)
    with pytest.raises(NotFound, match="harpsichord"):
        asked_for(problem, keep=0.0, only=frozenset({"harpsichord"}))


def shop(budget: float) -> Problem:
    """Each piece of a small living room in three sizes and prices: the larger, the nearer to what was wished."""
    problem = room("small living room")
    pieces = tuple(replace(piece, price=500.0, misfit=0.0) for piece in problem.pieces)
    others = tuple(
        (replace(piece, id=f"{piece.id} plain", width_m=0.9 * piece.width_m, price=300.0, misfit=0.3),
         replace(piece, id=f"{piece.id} cheap", width_m=0.8 * piece.width_m, price=100.0, misfit=0.6))
        for piece in pieces
    )  # fmt: skip
    return replace(problem, pieces=pieces, alternatives=others, budget=budget)


@pytest.mark.parametrize("budget", [500.0, 1100.0, 1700.0, 2500.0])
def test_what_is_chosen_costs_no_more_than_the_budget(budget: float):
    """And is not cheaper than it need be."""
    problem = shop(budget)
    found = search_layouts(problem, effort=0.5)
    assert found
    for each in found:
        price = sum(p.price for p, here in zip(each.problem.pieces, each.layout.present, strict=True) if here)
        assert price <= budget
        assert each.layout.present.all()
        assert not each.problem.alternatives
        assert is_valid(each.problem, each.layout)
        assert each.problem.pieces == as_chosen(problem, each.layout).pieces
    assert max(sum(p.price for p in each.problem.pieces) for each in found) >= budget - 400


def test_choices_survive_the_way_into_arrays_and_back():
    problem = shop(0.0)
    random = np.random.default_rng(2)
    layout = replace(current_layout(problem), chosen=random.integers(0, 3, len(problem)))
    back = layout_of(problem, make_state(problem, layout))
    assert np.array_equal(back.chosen, layout.chosen)
    assert [piece.id for piece in as_chosen(problem, back).pieces] == [
        (problem.pieces[i], *problem.alternatives[i])[k].id for i, k in enumerate(layout.chosen)
    ]
    costs = cost_by_term(make_tables(problem), make_state(problem, layout))
    misfit = sum(piece.misfit for piece in as_chosen(problem, layout).pieces)
    assert costs[t.CHOICE] == pytest.approx(t.WEIGHTS["choice"] * misfit)


def test_a_chain_with_nothing_to_move_ends_where_it_began(make_problem):
    problem = make_problem([(1, 1)], [(2, 2, 0)])
    problem = replace(problem, pieces=tuple(replace(piece, fixed=True) for piece in problem.pieces))
    tables, start = make_tables(problem), make_state(problem, current_layout(problem))
    state = start.copy()
    run_chain(tables, state, steps=100, seed=1)
    assert np.array_equal(state, start)
