"""Rooms in the neutral format as people and programs get them wrong: what is clear is taken, the rest is refused in a
sentence that names what is wrong, at once and with nothing written."""

import copy
import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely.geometry import Point

from vrplanner.cli.main import main
from vrplanner.core.errors import InvalidInput
from vrplanner.layout.neutral import problem_from_plain
from vrplanner.layout.problem import SIDES

Change = Callable[[dict[str, Any]], object]
LONGEST_S = 3.0
ROOM: dict[str, Any] = {
    "id": "study",
    "polygon": [[0, 0], [3.2, 0], [3.2, 3.6], [0, 3.6]],
    "doors": [{"id": "door", "p0": [0.3, 0], "p1": [1.2, 0], "swing": "in"}],
    "windows": [{"id": "window", "p0": [2.4, 3.6], "p1": [1.0, 3.6], "sill": 0.9}],
    "sockets": [[3.2, 1.0]],
    "items": [
        {"id": "desk", "class": "desk", "w": 1.4, "d": 0.7, "h": 0.75, "current": [1, 1, 0], "wall": True,
         "access": ["front"], "clear": {"front": 0.75}, "priority": 1},
        {"id": "seat", "class": "deskchair", "w": 0.6, "d": 0.6, "h": 1, "current": [2, 2, 0], "access": ["any"]},
        {"id": "shelf", "class": "shelf", "w": 0.8, "d": 0.3, "h": 1.9, "current": [2, 3, 0], "wall": True},
    ],
    "relations": [{"type": "at", "a": "seat", "b": "desk"}],
}  # fmt: skip
NAN, INF = math.nan, math.inf


def changed(change: Change) -> dict[str, Any]:
    room = copy.deepcopy(ROOM)
    change(room)
    return room


def at(*path: str | int, to: object) -> Change:
    """A change of one place in the room."""

    def change(room: dict[str, Any]) -> None:
        place: Any = room
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to

    return change


def without(*path: str | int) -> Change:
    return at(*path, to=None)


def circle(corners: int) -> list[list[float]]:
    return [[3 * math.cos(k * math.tau / corners), 3 * math.sin(k * math.tau / corners)] for k in range(corners)]


def relation(**fields: object) -> Change:
    return at("relations", to=[{"type": "view", "a": "seat", "b": "desk", "dist": [1, 2], **fields}])


def more(count: int) -> Change:
    return lambda room: room["items"].extend({**room["items"][1], "id": f"seat_{i}"} for i in range(count))


REFUSED: dict[str, tuple[Change, str]] = {
    "walls that cross": (at("polygon", to=[[0, 0], [3, 3], [3, 0], [0, 3]]), "cross"),
    "a wall out and back": (at("polygon", to=[[0, 0], [3, 0], [5, 0], [3, 0], [3, 3]]), "cross or touch"),
    "two corners": (at("polygon", to=[[0, 0], [3, 0]]), "enclose"),
    "no corner": (at("polygon", to=[]), "enclose"),
    "words for walls": (at("polygon", to="square"), "corners"),
    "corners in space": (at("polygon", to=[[0, 0, 0], [3, 0, 0], [3, 3, 0]]), "2 numbers"),
    "half a corner": (at("polygon", to=[[0, 0], [3], [3, 3]]), "2 numbers"),
    "no floor": (at("polygon", to=[[0, 0], [1, 0], [2, 0]]), "cross or touch"),
    "millimetres": (at("polygon", to=[[0, 0], [3200, 0], [3200, 3600], [0, 3600]]), "3600 m long"),
    "too far away": (at("polygon", to=[[0, 0], [1e300, 0], [1e300, 1e300]]), "cannot be"),
    "a very round room": (at("polygon", to=circle(20_000)), "corners"),
    "a corner nowhere": (at("polygon", 1, to=[NAN, 0]), "finite"),
    "a door nowhere": (at("doors", 0, "p0", to=[INF, 0]), "finite"),
    "a door in the room": (at("doors", 0, to={"id": "d", "p0": [1, 1.5], "p1": [1.9, 1.5]}), "door d is not in a wall"),
    "a door beyond its wall": (at("doors", 0, "p1", to=[4, 0]), "not in a wall"),
    "a door across a corner": (at("doors", 0, to={"id": "d", "p0": [0, 0.6], "p1": [0.6, 0]}), "not in a wall"),
    "a door of no width": (at("doors", 0, "p1", to=[0.3, 0]), "no width"),
    "a revolving door": (at("doors", 0, "swing", to="revolve"), "swing"),
    "a window nowhere": (at("windows", 0, "p0", to=[NAN, 3.6]), "finite"),
    "a window beyond its wall": (at("windows", 0, "p0", to=[9, 3.6]), "window window is not in a wall"),
    "a window of no width": (at("windows", 0, "p1", to=[2.4, 3.6]), "no width"),
    "a sill nowhere": (at("windows", 0, "sill", to=NAN), "sill"),
    "a socket nowhere": (at("sockets", to=[[NAN, 0]]), "socket"),
    "a number for sockets": (at("sockets", to=5), "sockets"),
    "a thing nowhere": (at("items", 0, "current", to=[NAN, 1, 0]), "finite"),
    "half a place": (at("items", 0, "current", to=[1, 1]), "3 numbers"),
    "an endless thing": (at("items", 0, "w", to=INF), "finite"),
    "a size in words": (at("items", 0, "w", to="wide"), '"w" of desk'),
    "a size that is true": (at("items", 0, "w", to=True), '"w" of desk'),
    "a negative size": (at("items", 0, "w", to=-1), "no size"),
    "a flat desk": (at("items", 0, "h", to=0), "no size"),
    "a thing without width": (without("items", 0, "w"), 'desk has no "w"'),
    "a thing without a name": (without("items", 0, "id"), 'no "id"'),
    "a list for a name": (at("items", 0, "id", to=["desk"]), "no name"),
    "two of one name": (at("items", 1, "id", to="desk"), 'called "desk"'),
    "fixed in words": (at("items", 0, "fixed", to="false"), "neither true nor false"),
    "a priority in words": (at("items", 0, "priority", to="high"), "priority"),
    "a side that is none": (at("items", 0, "access", to=["top"]), "access"),
    "room before a side that is none": (at("items", 0, "clear", to={"top": 1}), "clear"),
    "a list of free room": (at("items", 0, "clear", to=[0.7]), "clear"),
    "negative free room": (at("items", 0, "clear", to={"front": -1}), "cannot be"),
    "endless free room": (at("items", 0, "clear", to={"front": INF}), "finite"),
    "fixed outside": (lambda room: room["items"][2].update(fixed=True, current=[9, 9, 0]), "shelf is fixed"),
    "fixed nowhere": (lambda room: room["items"][2].update(fixed=True, current=None), 'shelf has no "current"'),
    "everything fixed": (lambda room: [i.update(fixed=True, current=[1.6, 2, 0]) for i in room["items"]], "moved"),
    "nothing at all": (lambda room: room.update(items=[], relations=[]), "nothing in study"),
    "far too many things": (more(500), "too many"),
    "no room": (without("polygon"), 'no "polygon"'),
    "no things": (without("items"), 'no "items"'),
    "no name": (without("id"), 'no "id"'),
    "things that are words": (at("items", to=["desk"]), "list of named values"),
    "a relation of no kind": (relation(type="on"), '"on" is not a relation'),
    "a relation to nothing": (relation(b="lamp"), '"lamp", which is no item'),
    "half a relation": (relation(b=None), 'no "b"'),
    "a relation to itself": (relation(b="seat"), "itself"),
    "a distance that is none": (relation(dist=[NAN, 2]), "finite"),
    "an endless distance": (relation(dist=[0, INF]), "finite"),
    "one number for a distance": (relation(dist=2), "2 numbers"),
    "an angle that is none": (relation(max_angle=NAN), "max_angle"),
    "an angle over half a turn": (relation(max_angle=400), "cannot be"),
    "a circle larger than the room": (at("accessibility", to={"turning": 50}), "50 m"),
    "a negative circle": (at("accessibility", to={"turning": -2}), "cannot be"),
    "a circle that is none": (at("accessibility", to={"turning": NAN}), "finite"),
    "a need that is true": (at("accessibility", to=True), "accessibility"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_by_name(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, the sentence says what is wrong, no traceback, no output, and no long wait."""
    change, said = REFUSED[name]
    room, out = tmp_path / "room.json", tmp_path / "layout.json"
    room.write_text(json.dumps(changed(change)))
    began = time.perf_counter()
    assert main(["arrange", str(room), "-o", str(out)]) == 2
    assert time.perf_counter() - began < LONGEST_S
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert "Error:" not in error
    assert not out.exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", "null", "3", '"room"', "[" * 100_000, "\udce4\udcf6".encode("utf-8", "surrogateescape")]
)
def test_files_that_are_no_rooms_are_refused(text: str | bytes, tmp_path: Path, capsys) -> None:
    room = tmp_path / "room.json"
    room.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert main(["arrange", str(room)]) == 2
    assert "room" in capsys.readouterr().err


def test_a_polygon_that_runs_clockwise_or_is_closed_again_is_the_same_room() -> None:
    expected = problem_from_plain(ROOM)
    for corners in (
        ROOM["polygon"][::-1],
        [*ROOM["polygon"], ROOM["polygon"][0]],
        [corner for corner in ROOM["polygon"] for _ in range(2)],
        [["0", "0"], ["3.2", "0"], ["3.2", "3.6"], ["0", "3.6"]],
    ):
        found = problem_from_plain(changed(at("polygon", to=corners)))
        assert found.floor.equals(expected.floor)
        assert found.floor.exterior.is_ccw
        assert len(found.polygon) == 4


def test_corners_in_the_middle_of_a_wall_are_taken() -> None:
    corners = [[0, 0], [1, 0], [2, 0], [3.2, 0], [3.2, 3.6], [0, 3.6], [0, 1.8]]
    assert problem_from_plain(changed(at("polygon", to=corners))).floor.area == pytest.approx(3.2 * 3.6)


@pytest.mark.parametrize("key", ["doors", "windows", "relations", "sockets", "accessibility"])
def test_what_may_be_missing_may_also_be_null(key: str) -> None:
    bare = copy.deepcopy(ROOM)
    bare.pop(key, None)
    for room in (bare, changed(without(key))):
        assert problem_from_plain(room).pieces == problem_from_plain(bare).pieces


def test_what_is_left_open_gets_what_is_usual() -> None:
    """A side alone, no list; a rug without height; a thing that stands nowhere yet; a range given backwards."""
    plain = changed(relation(dist=[3, 1]))
    plain["items"][0]["access"] = "front"
    for key in ("current", "class", "access", "clear", "priority", "fixed", "wall"):
        plain["items"][1][key] = None
    plain["items"].append({"id": "rug", "w": 1, "d": 1, "h": 0, "rug": True, "access": []})
    problem = problem_from_plain(plain)
    assert problem.pieces[0].access_all == ("front",)
    assert problem.pieces[0].access_any == ()
    assert problem.pieces[1].access_any == SIDES
    assert problem.pieces[3].access_any == problem.pieces[3].access_all == ()
    assert (problem.relations[0].low_m, problem.relations[0].high_m) == (1, 3)
    assert all(problem.floor.contains(Point(x, y)) for x, y, _yaw in problem.current)


def test_a_fixed_thing_that_nobody_could_ever_reach_does_not_spoil_the_room() -> None:
    """A cupboard whose doors face the wall: nothing can be done about it, so nothing is asked for."""
    fixed = {"id": "built in", "w": 1, "d": 0.5, "h": 2, "fixed": True, "current": [1.6, 3.35, 0], "access": ["front"]}
    problem = problem_from_plain(changed(lambda room: room["items"].append(fixed)))
    assert problem.pieces[3].access_all == ()


def test_bad_values_deep_inside_are_refused_as_wrong_input() -> None:
    """Whatever stands in any field, it is a sentence that comes back, never another kind of error."""
    junk: tuple[object, ...] = (NAN, -INF, "x", [], {}, [[]], True, -1, 1e308, None)
    for path in (("id",), ("polygon",), ("doors",), ("doors", 0), ("doors", 0, "p0"), ("doors", 0, "swing"),
                 ("windows", 0), ("windows", 0, "sill"), ("items",), ("items", 0), ("items", 0, "w"),
                 ("items", 0, "current"), ("items", 0, "class"), ("items", 0, "access"), ("items", 0, "clear"),
                 ("items", 0, "priority"), ("items", 0, "rug"), ("relations", 0), ("relations", 0, "type"),
                 ("relations", 0, "dist"), ("relations", 0, "max_angle"), ("accessibility",),
                 ("sockets",)):  # fmt: skip
        for value in junk:
            try:
                problem = problem_from_plain(changed(at(*path, to=value)))
            except InvalidInput:
                continue
            assert np.isfinite(problem.polygon).all()
            assert len(problem) == 3 or path == ("items",)
