"""Sentences in a furnished room, through the grammar alone: what they mean, and what is asked back."""

from typing import Any

import pytest

from vrplanner.assistant.context import Context
from vrplanner.assistant.interpreter import Interpretation, Interpreter
from vrplanner.core.scene import Scene

GRAMMAR_ONLY = Interpreter(engine=lambda: None)


def heard(text: str, scene: Scene, **context: Any) -> Interpretation:
    return GRAMMAR_ONLY.interpret(text, scene, Context(**context))


SENTENCES = [
    (
        "Put a green velvet sofa, two metres wide, against the north wall.",
        "place",
        {
            "object": "sofa",
            "color": "green",
            "material": "velvet",
            "width_m": 2,
            "relation": "against",
            "anchor": "north wall",
        },
    ),
    (
        "Could you please put two plants next to the sofa?",
        "place",
        {"object": "plant", "count": 2, "relation": "next_to", "anchor": "sofa_1"},
    ),
    (
        "add an oak bookcase between the desk and the window",
        "place",
        {"object": "bookcase", "material": "oak", "relation": "between", "anchor": ["desk_1", "window"]},
    ),
    (
        "put a lamp in the south-east corner",
        "place",
        {"object": "lamp", "relation": "in_corner", "anchor": "south-east corner"},
    ),
    ("Move the sofa half a metre to the left.", "move", {"item_id": "sofa_1", "direction": "left", "amount_m": 0.5}),
    (
        "move the chair by the window to the door",
        "move",
        {"item_id": "chair_2", "relation": "next_to", "anchor": "door"},
    ),
    ("put the writing desk in the corner", "move", {"item_id": "desk_1", "relation": "in_corner"}),
    ("push the red chair 30 cm towards the sofa", "move", {"item_id": "chair_1", "anchor": "sofa_1", "amount_m": 0.3}),
    (
        "turn the red chair 90 degrees counter-clockwise",
        "rotate",
        {"item_id": "chair_1", "angle_deg": 90, "clockwise": False},
    ),
    ("rotate the desk to the right", "rotate", {"item_id": "desk_1", "clockwise": True}),
    ("turn the sofa to face the window", "rotate", {"item_id": "sofa_1", "relation": "facing", "anchor": "window"}),
    ("make the desk 1.6 m wide", "resize", {"item_id": "desk_1", "width_m": 1.6}),
    ("make the sofa 20 percent bigger", "resize", {"item_id": "sofa_1", "factor": 1.2}),
    ("make the one on the left walnut", "restyle", {"item_id": "desk_1", "material": "walnut"}),
    ("replace the floor lamp with a tall plant", "replace", {"item_id": "lamp_1", "object": "plant"}),
    ("get rid of the sofa", "remove", {"item_id": "sofa_1"}),
    ("find a sofa under 500 euros", "search", {"object": "sofa", "price_max": 500, "currency": "EUR"}),
    (
        "try on a red linen dress in size M",
        "try_on",
        {"garment": "dress", "color": "red", "material": "linen", "size": "M"},
    ),
    ("take off the shirt", "take_off", {"garment": "shirt"}),
    ("paint the north wall sage green", "paint", {"surface": "wall", "anchor": "north wall", "color": "sage"}),
    ("turn on the lamp", "light", {"item_id": "lamp_1", "direction": "on"}),
    ("how far is the sofa from the door", "measure", {"anchor": ["sofa_1", "door"]}),
    ("Undo that.", "undo", {}),
    ("Suggest a layout for the room.", "arrange", {}),
    ("furnish this bedroom for 1,500 euros", "arrange", {"price_max": 1500, "currency": "EUR"}),
    ("用1500欧元布置这个房间", "arrange", {"price_max": 1500, "currency": "EUR"}),
    (
        "Furnish the living room in a Scandinavian style for 2500 euros.",
        "arrange",
        {"style": "scandinavian", "price_max": 2500, "currency": "EUR"},
    ),
    ("I have 2000 euros to furnish this room", "arrange", {"price_max": 2000, "currency": "EUR"}),
    ("用一万元布置这个卧室", "arrange", {"price_max": 10000, "currency": "CNY"}),
    (
        "预算3000欧元，用北欧风格布置客厅",
        "arrange",
        {"style": "scandinavian", "price_max": 3000, "currency": "EUR"},
    ),
    ("花两千欧元把书房装修成工业风", "arrange", {"style": "industrial", "price_max": 2000, "currency": "EUR"}),
    ("export the room as glb", "export", {"format": "glb"}),
    ("把沙发往左移动半米", "move", {"item_id": "sofa_1", "direction": "left", "amount_m": 0.5}),
    (
        "请在窗户旁边放一张两米宽的绿色天鹅绒沙发",
        "place",
        {
            "object": "sofa",
            "color": "green",
            "material": "velvet",
            "width_m": 2,
            "relation": "next_to",
            "anchor": "window",
        },
    ),
    ("把窗户旁边的椅子转九十度", "rotate", {"item_id": "chair_2", "angle_deg": 90}),
    ("把红色的椅子换成蓝色的扶手椅", "replace", {"item_id": "chair_1", "object": "armchair", "color": "blue"}),
    ("把沙发删掉", "remove", {"item_id": "sofa_1"}),
    ("靠北墙放一个书架", "place", {"object": "bookcase", "relation": "against", "anchor": "north wall"}),
    ("把灯打开", "light", {"item_id": "lamp_1", "direction": "on"}),
    ("撤销", "undo", {}),
    ("重新布置房间", "arrange", {}),
]


@pytest.mark.parametrize(("text", "intent", "slots"), SENTENCES)
def test_the_grammar_understands(text: str, intent: str, slots: dict[str, Any], living_room: Scene) -> None:
    found = heard(text, living_room)
    assert [record.to_plain() for record in found.records] == [{"intent": intent, "slots": {**slots}}]
    assert found.engine == "grammar"


@pytest.mark.parametrize(
    "text",
    [
        "what's up",
        "i am hungry",
        "把大象放进冰箱里去吧你",
        "sofa sofa sofa",
        "...",
        "",
        "don't delete the sofa",
        "不要动沙发",
    ],
)
def test_what_the_grammar_does_not_take_does_nothing(text: str, living_room: Scene) -> None:
    assert [record.intent for record in heard(text, living_room).records] == ["none"]


def test_what_is_not_here_is_named(living_room: Scene) -> None:
    found = heard("throw out that rug", living_room)
    assert [record.intent for record in found.records] == ["none"]
    assert found.missing == "rug"


def test_two_that_fit_are_asked_about(living_room: Scene) -> None:
    found = heard("move the chair next to the desk", living_room)
    assert [record.intent for record in found.records] == ["clarify"]
    assert found.candidates == ("chair_1", "chair_2")


@pytest.mark.parametrize("context", [{"selected": "chair_2"}, {"pointed": "chair_2"}, {"last": ("chair_2", "sofa_1")}])
def test_what_is_selected_pointed_at_or_spoken_of_settles_it(context: dict[str, Any], living_room: Scene) -> None:
    (record,) = heard("move the chair next to the desk", living_room, **context).records
    assert record.slots["item_id"] == "chair_2"


def test_pronouns(living_room: Scene) -> None:
    said = {"last": ("sofa_1",), "pointed": "lamp_1"}
    assert heard("turn it around", living_room, **said).records[0].slots["item_id"] == "sofa_1"
    assert heard("delete this", living_room, **said).records[0].slots["item_id"] == "lamp_1"
    assert heard("delete it", living_room).records[0].intent == "clarify"


def test_left_is_the_viewers(living_room: Scene) -> None:
    looking_south = heard("put a plant against the left wall", living_room, looks=(0.0, 1.0))
    assert looking_south.records[0].slots["anchor"] == "east wall"
    assert heard("put a plant against the left wall", living_room).records[0].slots["anchor"] == "west wall"


def test_several_commands_in_one_sentence(living_room: Scene) -> None:
    found = heard("Move the sofa to the north wall, then turn it around and paint the walls white", living_room)
    assert [record.intent for record in found.records] == ["move", "rotate", "paint"]
    assert found.records[1].slots["item_id"] == "sofa_1"


def test_removing_everything_of_a_kind_is_asked_first(living_room: Scene) -> None:
    assert heard("delete all chairs", living_room).confirm
    assert heard("buy the sofa", living_room).confirm
    assert not heard("delete the sofa", living_room).confirm


def test_an_engine_that_would_destroy_is_asked_first(living_room: Scene) -> None:
    """A language model may be as sure as it likes: what it removes is confirmed."""
    from vrplanner.assistant.meaning import Meaning
    from vrplanner.assistant.mentions import Mention, Reading

    def engine(reading: Reading) -> tuple[tuple[Meaning, ...], float]:
        thing = next(part for part in reading.parts if isinstance(part, Mention))
        return (Meaning("remove", {"item": (thing,)}),), 0.999

    found = Interpreter(engine=lambda: engine).interpret("the sofa has had its day i fear", living_room)
    assert found.records[0].to_plain() == {"intent": "remove", "slots": {"item_id": "sofa_1"}}
    assert found.confirm


def test_an_unsure_engine_is_not_followed(living_room: Scene) -> None:
    from vrplanner.assistant.meaning import Meaning

    found = Interpreter(engine=lambda: lambda _: ((Meaning("undo", {}),), 0.2)).interpret(
        "hmm well whatever", living_room
    )
    assert [record.intent for record in found.records] == ["none"]
