"""Reasons, titles and words of the terms: complete sentences in both languages that say what is so."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from vrplanner.app.bench.layout.varied import known_layout, varied_rooms
from vrplanner.core.furniture import BY_NAME
from vrplanner.layout import columns as t
from vrplanner.layout.explain import _WORDS, reasons_of, titles_of
from vrplanner.layout.problem import Layout, Piece, Problem, Relation, current_layout
from vrplanner.layout.scores import SCALES, SHARES, score_of, scores_of
from vrplanner.layout.search import judge, search_layouts
from vrplanner.layout.term_words import TERM_WORDS, term_label, term_meaning

LATIN = re.compile(r"[A-Za-z]")


@pytest.mark.parametrize("number", range(30))
def test_reasons_are_whole_sentences_in_both_languages(number: int) -> None:
    """As many in the one as in the other; no placeholder, no English in Chinese, no Chinese in English."""
    problem = varied_rooms()[number]
    random = np.random.default_rng(number)
    known = known_layout(problem)
    shaken = known.pose + random.normal(0, 0.3, known.pose.shape) * [[not piece.fixed] for piece in problem.pieces]
    absent = known.present & (random.random(len(problem)) < 0.8)
    before = judge(problem, current_layout(problem))
    for layout in (known, Layout(pose=shaken, present=known.present), Layout(pose=known.pose, present=absent)):
        found = judge(problem, layout)
        english = reasons_of(found, before=before)
        chinese = reasons_of(found, before=before, language="zh")
        assert len(english) == len(chinese) >= 2
        for sentence in english:
            assert re.fullmatch(r"[A-Z0-9][^{}_]*\.", sentence), sentence
            assert sentence.isascii()
            assert "  " not in sentence
        for sentence in chinese:
            assert sentence.endswith("。")
            assert not LATIN.search(sentence), sentence
            assert not re.search(r"[{}_,.;](?!\d)", sentence), sentence
    for title in titles_of([judge(problem, known)], language="zh"):
        assert not LATIN.search(title)


def test_every_sentence_has_the_same_gaps_in_both_languages() -> None:
    for key, (english, chinese) in _WORDS.items():
        gaps = [{gap.lower() for gap in re.findall(r"{(\w)", text)} for text in (english, chinese)]
        assert gaps[0] == gaps[1], key


def test_every_term_has_words_a_scale_and_a_share() -> None:
    """And every class of furniture a Chinese name."""
    named = set(t.TERMS) - {"left_out"} | {"fits"}
    assert named <= set(TERM_WORDS)
    assert set(SCALES) <= set(t.TERMS)
    assert named - {"changes"} <= set(SHARES) <= named  # that little was moved makes a room no better
    for name in TERM_WORDS:
        assert not LATIN.search(term_label(name, "zh") + term_meaning(name, "zh"))
        assert term_meaning(name, "zh").endswith("。")
        assert term_meaning(name, "en").endswith(".")
        assert term_label(name, "en").isascii()
    assert not [kind for kind, words in BY_NAME.items() if LATIN.search(words.zh[0].replace("L", ""))]


def with_more(problem: Problem, *more: Piece) -> Problem:
    return replace(
        problem, pieces=(*problem.pieces, *more), current=np.vstack([problem.current, [(1.0, 1.0, 0.0)] * len(more)])
    )


def thing(kind: str, width_m: float, depth_m: float, **rest: object) -> Piece:
    return Piece(id=f"new {kind}", kind=kind, name=kind, width_m=width_m, depth_m=depth_m, height_m=1.0, **rest)


@pytest.mark.parametrize(
    ("piece", "why", "why_zh"),
    [
        (thing("sofa", 6.0, 1.0), "larger than the room", "比房间还大"),
        (thing("bookcase", 3.8, 1.5, wall="must"), "no wall is long enough", "没有足够长的墙"),
    ],
)
def test_why_something_was_left_out(make_problem, piece, why, why_zh) -> None:
    """The first of the reasons, in words; what does fit stays."""
    square = np.array([(0.0, 0.0), (3.6, 0.0), (3.6, 3.4), (0.0, 3.4)])
    problem = with_more(make_problem([(0.8, 0.6)], [(2, 2, 0)], polygon=square), piece)
    best = search_layouts(problem, count=1, effort=0.3)[0]
    assert best.layout.present.tolist() == [True, False]
    assert reasons_of(best)[0] == f"The {piece.kind} did not fit and is left out: {why}."
    assert why_zh in reasons_of(best, language="zh")[0]


def test_a_full_room_says_how_full_it_is(make_problem) -> None:
    sizes = [(1.0, 0.9)] * 9
    problem = make_problem(sizes, [(1, 1, 0)] * 9, polygon=np.array([(0.0, 0.0), (2.6, 0.0), (2.6, 2.6), (0.0, 2.6)]))
    best = search_layouts(problem, count=1, effort=0.3)[0]
    share = 100 * best.layout.present.sum() * 0.9 / 2.6**2
    assert f"{share:.0f} % of the floor" in reasons_of(best)[0]
    assert f"{share:.0f}%" in reasons_of(best, language="zh")[0]


def test_scores_tell_before_and_after_apart() -> None:
    """Between 0 and 1, more after than before; something broken scores lower by its own term."""
    for problem in varied_rooms()[:8]:
        before = scores_of(judge(problem, current_layout(problem)))
        after = scores_of(judge(problem, known_layout(problem)))
        assert set(before) == set(after)
        assert all(0 <= score <= 1 for score in (*before.values(), *after.values()))
        assert score_of(after) > score_of(before) + 0.05
        assert after["doors"] == after["fits"] == 1.0
        pose = known_layout(problem).pose.copy()
        movable = [i for i, piece in enumerate(problem.pieces) if not piece.fixed and not piece.rug]
        pose[movable[0]] = pose[movable[1]]
        crashed = judge(problem, Layout(pose=pose, present=known_layout(problem).present))
        assert scores_of(crashed)["overlap"] < after["overlap"] - 0.1


def test_leaving_out_what_matters_costs_most() -> None:
    problem = varied_rooms()[0]
    known = known_layout(problem)

    def fits(kind: str) -> float:
        present = np.array([piece.kind != kind for piece in problem.pieces])
        return scores_of(judge(problem, Layout(pose=known.pose, present=present)))["fits"]

    assert fits("sofa") < fits("armchair") < fits("plant") < 1.0


def test_titles_tell_layouts_apart() -> None:
    for problem in varied_rooms()[:4]:
        found = search_layouts(problem, effort=0.4)
        assert len({*titles_of(found)}) == len(found)
        assert len({*titles_of(found, language="zh")}) == len(found)


def test_chairs_are_counted_as_they_stand() -> None:
    """Two of six carried off: neither "all" nor "both" is said."""
    problem = next(problem for problem in varied_rooms() if problem.id == "dining room")
    chairs = [i for i, piece in enumerate(problem.pieces) if piece.kind == "chair"]
    for gone, said in ((0, "All 6 chairs"), (2, "4 of 6 chairs"), (4, "2 of 6 chairs")):
        pose = known_layout(problem).pose.copy()
        pose[chairs[:gone]] = (0.3, 3.7, 0.0)
        reasons = reasons_of(judge(problem, Layout(pose=pose, present=known_layout(problem).present)))
        assert f"{said} stand at the dining table." in reasons


def test_seats_face_each_other_only_when_they_do(make_problem) -> None:
    seats = (thing("sofa", 2.0, 0.9), thing("armchair", 0.8, 0.8))
    circle = Relation(type="circle", a=0, b=0, members=(0, 1))
    for yaw, faces in ((math.pi, True), (0.0, False)):
        poses = np.array([(2.0, 0.6, 0.0), (2.0, 2.8, yaw)])
        problem = make_problem([], [], pieces=seats, current=poses, relations=(circle,))
        said = " ".join(reasons_of(judge(problem, current_layout(problem))))
        assert ("face each other" in said) == faces


def test_a_bedroom_keeps_its_bed(make_problem) -> None:
    """However much else could stay for it."""
    bed = thing("bed", 1.4, 2.0, priority=1, access_all=("left",))
    others = tuple(thing("wardrobe", 1.6, 0.6, priority=1, wall="must", access_all=("front",)) for _ in range(3))
    pieces = (bed, *(replace(other, id=f"wardrobe_{k}") for k, other in enumerate(others)))
    poses = np.tile((1.2, 1.2, 0.0), (4, 1))
    polygon = np.array([(0.0, 0.0), (2.6, 0.0), (2.6, 2.9), (0.0, 2.9)])
    problem = make_problem([], [], pieces=pieces, current=poses, polygon=polygon)
    best = search_layouts(problem, count=1)[0]
    assert not best.layout.present.all()
    assert best.layout.present[0]
