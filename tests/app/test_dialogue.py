"""Talking to a document: what is said happens in one undo step, or is asked, or refused with a reason."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vrplanner.app.dialogue import Dialogue, Turn
from vrplanner.app.services import Services
from vrplanner.assistant.interpreter import Interpreter
from vrplanner.assistant.scenes_file import scene_from_plain
from vrplanner.core.document import Document
from vrplanner.core.model import Model
from vrplanner.core.person import Avatar, Garment, Measurements
from vrplanner.core.progress import Progress, silent
from vrplanner.core.room import room_from_corners
from vrplanner.recommend.taste import Taste, learn, weights

ROOM = {
    "room": {
        "width_x": 5.0,
        "depth_z": 4.0,
        "windows": [{"id": "window_1", "wall": "north", "centre": -0.3, "width": 1.4, "sill": 0.9, "height": 1.2}],
        "doors": [{"id": "door_1", "wall": "south", "centre": 1.7, "width": 0.9, "height": 2.05}],
    },
    "items": [
        {
            "id": "chair_1",
            "class": "chair",
            "name": "Chair",
            "color": "red",
            "position": [-1.5, 0.5],
            "size": [0.45, 0.5, 0.85],
        },
        {
            "id": "chair_2",
            "class": "chair",
            "name": "Chair",
            "color": "blue",
            "position": [1.5, -1.0],
            "size": [0.45, 0.5, 0.85],
        },
        {
            "id": "desk_1",
            "class": "desk",
            "name": "Desk",
            "color": "brown",
            "position": [-2.15, -0.5],
            "yaw": 90,
            "size": [1.2, 0.6, 0.74],
        },
    ],
}


class QuickMakers(Services):
    """The real services; garments and bodies, which take seconds, as empty models."""

    def make_avatar(
        self, measurements: Measurements, build: Any, *, progress: Progress = silent
    ) -> tuple[Avatar, Model]:
        achieved = replace(measurements, chest_m=0.92)
        return Avatar(id="", name="Avatar", measurements=achieved, build=build), Model(parts=())

    def make_garment(self, words: str, avatar: Avatar, **how: Any) -> tuple[Garment, Model]:
        kind = words.rsplit(maxsplit=1)[-1]
        return Garment(id="", kind=kind, name=words, color="red" if "red" in words else ""), Model(parts=())


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VRPLANNER_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def document() -> Document:
    return Document(scene_from_plain(ROOM))


@pytest.fixture
def say(document: Document) -> Callable[..., Turn]:
    dialogue = Dialogue(document, QuickMakers(), interpreter=Interpreter(engine=lambda: None))
    return dialogue.say


def test_a_sofa_that_did_not_exist_is_placed_moved_and_taken_back(document: Document, say: Callable[..., Turn]) -> None:
    before = document.scene
    turn = say("Put a green velvet sofa, two metres wide, against the north wall.")
    assert len(turn.done) == 1
    sofa = document.scene.items["sofa_1"]
    assert (sofa.kind, sofa.color, sofa.size[0]) == ("sofa", "green", 2.0)
    assert sofa.model in document.models
    assert sofa.position[2] == pytest.approx(-2 + sofa.size[2] / 2, abs=0.06)
    moved = say("move it half a metre to the left")
    assert document.scene.items["sofa_1"].position[0] == pytest.approx(sofa.position[0] - 0.5)
    assert "50 cm" in moved.reply
    assert "Undone" in say("undo that").reply
    assert document.scene.items["sofa_1"] == sofa
    say("undo")
    assert document.scene == before


def test_one_sentence_is_one_step(document: Document, say: Callable[..., Turn]) -> None:
    before = document.scene
    turn = say("put two plants in the corner and paint the north wall sage green, then delete the desk")
    assert [record.intent for record in turn.records] == ["place", "paint", "remove"]
    assert len(turn.done) == 1
    assert "desk_1" not in document.scene.items
    say("undo that")
    assert document.scene == before


def test_two_that_fit_are_asked_about_and_the_answer_is_taken(document: Document, say: Callable[..., Turn]) -> None:
    before = document.scene
    turn = say("move the chair next to the desk")
    assert turn.question == "Which one: the red chair or the blue chair?"
    assert document.scene is before
    say("the blue one")
    blue, desk = document.scene.items["chair_2"], document.scene.items["desk_1"]
    assert blue.footprint.distance(desk.footprint) < 0.3
    assert document.scene.items["chair_1"] == before.items["chair_1"]


def test_wholesale_removal_waits_for_a_yes(document: Document, say: Callable[..., Turn]) -> None:
    turn = say("delete all chairs")
    assert turn.awaits_answer
    assert len(document.scene.items) == 3
    say("no")
    assert len(document.scene.items) == 3
    assert say("yes").done == ()
    say("delete all chairs")
    say("yes")
    assert set(document.scene.items) == {"desk_1"}


@pytest.mark.parametrize(
    ("text", "part_of_reply"),
    [
        ("throw out that rug", "no rug"),
        ("what's up", "did not understand"),
        ("undo", "nothing to undo"),
        ("put a 6 metre wide sofa against the north wall", "no free place"),
        ("yes", "nothing to say yes"),
        ("take off the shirt", "Nobody wears"),
        ("把地毯删掉", "没有"),
    ],
)
def test_what_cannot_be_done_changes_nothing_and_says_why(
    text: str, part_of_reply: str, document: Document, say: Callable[..., Turn]
) -> None:
    before = document.scene
    turn = say(text)
    assert part_of_reply in turn.reply
    assert turn.done == ()
    assert document.scene is before


def test_a_failure_half_way_undoes_the_rest_of_the_sentence(document: Document, say: Callable[..., Turn]) -> None:
    before = document.scene
    turn = say("delete the desk and put a 6 metre wide sofa against the south wall")
    assert "no free place" in turn.reply
    assert document.scene is before


def test_moving_into_a_wall_stops_before_it(document: Document, say: Callable[..., Turn]) -> None:
    turn = say("move the red chair 3 metres to the left")
    assert "in the way" in turn.reply
    red = document.scene.items["chair_1"]
    assert not red.footprint.intersects(document.scene.items["desk_1"].footprint)
    assert red.position[0] < -1.5


def test_turning_resizing_restyling_replacing_copying(document: Document, say: Callable[..., Turn]) -> None:
    say("turn the red chair 90 degrees clockwise")
    assert document.scene.items["chair_1"].yaw_rad == pytest.approx(-1.5708, abs=1e-3)
    say("make it 20 percent bigger")
    assert document.scene.items["chair_1"].size[0] == pytest.approx(0.54)
    say("paint it green")
    assert document.scene.items["chair_1"].color == "green"
    assert document.scene.items["chair_1"].model in document.models
    say("replace the blue chair with an armchair")
    assert document.scene.items["chair_2"].kind == "armchair"
    say("copy the armchair")
    assert "armchair_1" in document.scene.items


def test_turning_to_face(document: Document, say: Callable[..., Turn]) -> None:
    say("turn the blue chair to face the window")
    chair = document.scene.items["chair_2"]
    assert chair.yaw_rad == pytest.approx(-2.078, abs=0.01)


def test_chinese_is_answered_in_chinese(document: Document, say: Callable[..., Turn]) -> None:
    turn = say("在北墙边放一个书架")
    assert turn.language == "zh"
    assert "书架" in turn.reply
    assert "bookcase_1" in document.scene.items
    assert "已撤销" in say("撤销").reply
    assert "哪一个" in say("把椅子转九十度").reply


def test_layouts_are_offered_and_one_accepted(document: Document, say: Callable[..., Turn]) -> None:
    turn = say("suggest a layout for the room")
    assert turn.proposals
    assert turn.awaits_answer
    before = document.scene
    accepted = say("yes")
    assert len(accepted.done) == 1
    assert document.scene != before
    say("undo")
    assert document.scene == before


@pytest.mark.parametrize("sentence", ["only move the desk", "where should the desk go", "给书桌找个更好的位置"])
def test_one_thing_is_given_another_place_and_nothing_else_moves(document: Document, sentence: str) -> None:
    desk = document.scene.item("desk_1")
    turn = Dialogue(document, QuickMakers(), interpreter=Interpreter(engine=lambda: None)).say(sentence)
    assert turn.proposals
    moved = {command.item_id for proposal in turn.proposals for command in proposal.commands}
    assert moved == {desk.id}


def test_the_layout_that_is_taken_is_learned_and_one_that_is_refused_is_not(document: Document) -> None:
    makers = QuickMakers()
    dialogue = Dialogue(document, makers, interpreter=Interpreter(engine=lambda: None))
    dialogue.say("suggest a layout for the room")
    dialogue.say("no")
    assert makers.taste_choices() == 0
    offered = dialogue.say("suggest a layout for the room").proposals
    dialogue.answer(True, choice=1)
    assert len(offered) > 1
    assert makers.taste_choices() == 1
    expected = learn(Taste(), [proposal.scores for proposal in offered], 1)
    assert Services().taste.weights() == weights(expected)


def test_dressing(document: Document, say: Callable[..., Turn]) -> None:
    say("try on a red dress")
    (avatar,) = document.scene.avatars.values()
    assert [document.scene.garments[g].kind for g in avatar.wearing] == ["dress"]
    assert "size M" in say("what size do i need").reply
    say("take off the dress")
    assert document.scene.avatars[avatar.id].wearing == ()
    say("undo")
    say("undo")
    assert not document.scene.avatars


def test_questions_are_answered_from_the_document(say: Callable[..., Turn]) -> None:
    assert "5.00 m by 4.00 m" in say("how big is the room").reply
    assert "2 × chair" in say("what is in the room").reply
    assert "1.20 m wide" in say("how wide is the desk").reply


def test_what_only_the_window_can_do_is_handed_on(say: Callable[..., Turn]) -> None:
    (request,) = say("show me the room from above").requests
    assert request.to_plain() == {"intent": "view", "slots": {"target": "top"}}


def test_what_is_placed_is_made_in_the_size_asked_for(document: Document, say: Callable[..., Turn]) -> None:
    say("put a grey sofa 1.7 m wide in the room")
    sofa = next(item for item in document.scene.items.values() if item.kind == "sofa" and item.model)
    assert sofa.model is not None
    assert document.models.get(sofa.model).size == pytest.approx(sofa.size, abs=0.001)
    assert sofa.size[0] == pytest.approx(1.7)


def test_a_doubtful_yes_is_none(document: Document) -> None:
    """A model that half believes it heard a yes does not make the pending removal happen."""
    from vrplanner.assistant.meaning import Meaning

    interpreter = Interpreter(engine=lambda: lambda _: ((Meaning("accept", {}),), 0.6))
    dialogue = Dialogue(document, QuickMakers(), interpreter=interpreter)
    dialogue.say("delete all chairs")
    dialogue.say("mumble mumble whatever")
    assert len(document.scene.items) == 3
    dialogue.say("yes")
    assert len(document.scene.items) == 1


def test_a_room_is_furnished_for_a_sum_by_word() -> None:
    document = Document(replace(Document().scene, rooms={"room_1": room_from_corners(
        "room_1", [(0, 0), (3, 0), (3, 3), (0, 3)], name="Room"
    )}))  # fmt: skip
    talk = Dialogue(document, Services())
    turn = talk.say("furnish this study for 500 euros")
    assert "of 500 EUR" in turn.reply
    assert "not an offer" in turn.reply
    assert turn.awaits_answer
    assert len(document.scene.items) == 0
    talk.answer(True)
    assert "desk" in {item.kind for item in document.scene.items.values()}
    assert sum(item.price or 0 for item in document.scene.items.values()) <= 500
    document.undo()
    assert len(document.scene.items) == 0


def test_what_is_missing_to_furnish_is_asked_for() -> None:
    room = room_from_corners("room_1", [(0, 0), (3, 0), (3, 4), (0, 4)], name="Room")
    talk = Dialogue(Document(replace(Document().scene, rooms={"room_1": room})), Services())
    assert "How much may it cost?" in talk.say("furnish this room in an industrial style").reply
    assert "children's room" in talk.say("furnish this room for 900 euros").reply
    assert "价格以欧元计" in talk.say("用一万元布置这个卧室").reply
    assert "come to" in talk.say("furnish this bedroom for 100 euros").reply
