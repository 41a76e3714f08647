"""The other ways to furnish a room that the layout benchmark compares with."""

import importlib.util
import sys

import numpy as np
import pytest

from vrplanner.app.bench.layout.depth_first import solve
from vrplanner.app.bench.layout.peers import PEERS
from vrplanner.app.bench.layout.sampler import full_cost
from vrplanner.app.bench.layout.sketch import room
from vrplanner.core.errors import Unavailable
from vrplanner.layout.problem import Problem, current_layout
from vrplanner.layout.search import judge
from vrplanner.layout.validity import check_layout, is_valid


@pytest.fixture(scope="module")
def simple() -> Problem:
    return room(
        "simple", walls="0,0 4.5,0 4.5,3.8 0,3.8", doors="0.3,0 1.1,0 in", windows="1.5,3.8 3.0,3.8 0.9",
        things="sofa 1.8x0.85; tv stand 1.2x0.4; coffee table 0.9x0.5; bookcase",
    )  # fmt: skip


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_improves_on_the_start_within_its_time(simple: Problem, name: str) -> None:
    if name == "CMA-ES" and importlib.util.find_spec("cma") is None:
        pytest.fail("the package cma belongs to what the tests need")
    result = PEERS[name](simple, seconds=0.3, seed=1)
    start = judge(simple, current_layout(simple)).cost
    assert result.cost < 0.8 * start
    assert result.cost == pytest.approx(full_cost(simple)(result.layout.pose))
    assert result.valid == is_valid(simple, result.layout)
    assert result.evaluations > 100
    assert 0.3 <= result.cpu_s < 1.0


def test_without_the_package_a_sentence_says_what_to_install(simple: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cma", None)
    with pytest.raises(Unavailable, match="cma") as caught:
        PEERS["CMA-ES"](simple, seconds=0.1)
    assert "pip install cma" in str(caught.value.hint)


def test_the_grid_solver_furnishes_a_simple_room(simple: Problem) -> None:
    result = solve(simple, seconds=10.0)
    assert result.valid
    assert result.layout.present.all()
    assert [finding for finding in check_layout(simple, result.layout) if finding.hard] == []
    assert result.cost == pytest.approx(judge(simple, result.layout).cost)
    assert result.cost < 0.2 * judge(simple, current_layout(simple)).cost
    assert 0 < result.best_after_s <= result.cpu_s


def test_the_grid_solver_turns_its_grid_to_the_walls() -> None:
    turned = room(
        "turned", walls="0,0 3.4641,2 1.9641,4.5981 -1.5,2.5981", doors="0.5196,0.3 1.2124,0.7 out",
        things="bed 1.4x2.0; wardrobe 1.2x0.6",
    )  # fmt: skip
    result = solve(turned, seconds=10.0)
    assert result.valid
    quarter = np.mod(result.layout.pose[:, 2] - np.radians(30), np.pi / 2)
    assert np.minimum(quarter, np.pi / 2 - quarter).max() < 0.01


def test_the_grid_solver_leaves_out_what_has_no_place() -> None:
    tight = room("tight", walls="0,0 2.4,0 2.4,2.4 0,2.4", doors="0.2,0 1.0,0 out", things="bed 1.4x2.0; sofa; sofa")
    result = solve(tight, seconds=3.0)
    assert result.layout.present[0]
    assert not result.layout.present.all()


def test_the_grid_solver_stops_when_its_time_is_up() -> None:
    many = room(
        "many", walls="0,0 7,0 7,6 0,6", doors="0.3,0 1.2,0 in",
        things="sofa; tv stand; coffee table; dining table; chair *6; bookcase *3; armchair *2",
    )  # fmt: skip
    assert solve(many, seconds=0.5).cpu_s < 3.0
