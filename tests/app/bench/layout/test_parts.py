"""Every part of the layout benchmark runs, alone and from the command line, and its figures make sense."""

import json

import pytest

from vrplanner.app.bench.figure import Figure
from vrplanner.app.bench.layout import PARTS, measure
from vrplanner.app.bench.layout.parts import MEASURES
from vrplanner.cli.main import main


def _named(figures: list[Figure]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


def test_the_parts_that_are_named_are_those_that_are() -> None:
    assert tuple(MEASURES) == PARTS


def test_suggestions() -> None:
    (figure,) = measure(parts=("suggestions",), quick=True)
    assert (figure.unit, figure.value > 0, figure.cpu_s is not None) == ("ms", True, True)


def test_speed() -> None:
    figures = measure(parts=("speed",), quick=True)
    assert len(figures) == 2
    assert all(figure.value > 1000 for figure in figures)


def test_first_layouts() -> None:
    figures = _named(measure(parts=("first",), quick=True))
    assert figures["first layout is valid"].value == 100.0
    assert 0 < figures["first valid layout, median"].value <= figures["first valid layout, worst"].value
    within = [figures[f"first valid layout within {limit} s"].value for limit in ("0.1", "0.5")]
    assert 0 <= within[0] <= within[1] <= 100


def test_proposals() -> None:
    figures = _named(measure(parts=("proposals",), quick=True))
    assert figures["connected at 0.9 m, best proposal"].asked == "75 %"
    assert figures["connected at 0.9 m, all proposals"].value <= figures["connected at 0.9 m, best proposal"].value
    assert figures["two nearest of five, weighted as shown, median"].value > 0.2


def test_peers() -> None:
    figures = _named(measure(parts=("peers",), quick=True))
    assert figures["search: valid"].value == 100.0
    for name in ("dual annealing", "CMA-ES"):
        assert figures[f"{name}: cost beside the search's, median"].value > 0.9


def test_depth_first() -> None:
    figures = [figure for figure in measure(parts=("depth-first",), quick=True) if figure.unit == "of 2"]
    assert sum(figure.value for figure in figures) == 2


def test_homes() -> None:
    reported = []
    figures = _named(
        measure(parts=("homes",), quick=True, progress=lambda share, words="", /: reported.append((share, words)))
    )
    assert figures["rooms with a collision"].value == 0
    assert figures["rooms with something out of the room"].value == 0
    assert figures["processor time a room, median"].value > 0
    shares = [share for share, _ in reported]
    assert shares == sorted(shares)
    assert any("room" in words for _, words in reported)


def test_a_part_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "layout", "speed", "--quick", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [figure["name"].split(",")[0] for figure in told["figures"]] == ["proposals a second"] * 2


def test_a_line_tells_what_was_asked_and_of_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "layout", "first", "--quick"]) == 0
    assert "first layout is valid: 100 % (asked: 100 %); 2 of 2" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("words", [("layout", "taste"), ("document", "speed")])
def test_an_unknown_part_is_refused(words: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", *words]) != 0
    assert words[1] in capsys.readouterr().err
