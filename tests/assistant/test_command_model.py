"""The shipped language model: sentences beyond the grammar, what it must never do, and what happens without it."""

from pathlib import Path

import pytest

from vrplanner.assistant.engines.command_model import CommandModel, load_command_model, model_folder
from vrplanner.assistant.interpreter import Interpreter
from vrplanner.core.errors import InvalidFile, Unavailable
from vrplanner.core.scene import Scene

BEYOND_THE_GRAMMAR = [
    ("i'd be really happy with a tall plant against the east wall", "place"),
    ("i want the desk looking at the window", "rotate"),
    ("the desk should really be about 1.6 metres wide", "resize"),
    ("the desk would be prettier in walnut", "restyle"),
    ("we can do without the desk", "remove"),
    ("these walls would look lovely in pale blue", "paint"),
    ("let me see how i'd look wearing a blue denim jacket", "try_on"),
    ("i need the measurements of the desk", "measure"),
    ("沙发我想要深蓝色的", "restyle"),
    ("哎呀弄错了 回到刚才", "undo"),
]


def test_it_is_small_and_its_training_is_kept() -> None:
    files = {path.name: path.stat().st_size for path in model_folder().iterdir()}
    assert {"config.json", "weights.npz", "curve.json"} <= set(files)
    assert sum(files.values()) < 12_000_000


@pytest.mark.parametrize(("text", "intent"), BEYOND_THE_GRAMMAR)
def test_it_understands_what_the_grammar_does_not_take(text: str, intent: str, living_room: Scene) -> None:
    found = Interpreter().interpret(text, living_room)
    assert found.engine == "command-model"
    assert [record.intent for record in found.records] == [intent]


@pytest.mark.parametrize(
    "text",
    ["did you see the match last night", "the cat was sick on the sofa", "please don't touch the desk",
     "my grandmother had a sofa like that", "今天晚上吃什么", "千万别动我的书桌"],
)  # fmt: skip
def test_talk_that_is_not_for_us_never_destroys(text: str, living_room: Scene) -> None:
    found = Interpreter().interpret(text, living_room)
    assert all(record.intent not in ("remove", "buy") or found.confirm for record in found.records)


def test_the_same_words_give_the_same_answer(living_room: Scene) -> None:
    first, second = (Interpreter().interpret(BEYOND_THE_GRAMMAR[0][0], living_room) for _ in range(2))
    assert first == second


def test_missing_and_damaged_weights(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        CommandModel(tmp_path)
    (tmp_path / "config.json").write_text("{")
    (tmp_path / "weights.npz").write_bytes(b"PK")
    with pytest.raises(InvalidFile):
        CommandModel(tmp_path)


def test_it_is_loaded_once() -> None:
    assert load_command_model() is load_command_model()
