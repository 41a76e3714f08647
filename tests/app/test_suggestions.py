"""What the window offers to say is surely understood, in both languages."""

import json

import pytest

from vrplanner.assistant.context import Context
from vrplanner.assistant.interpreter import Interpreter
from vrplanner.core.resources import assets_dir
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene
from vrplanner.desktop.assistant_panel import SUGGESTIONS

CHINESE = json.loads((assets_dir() / "translations" / "zh_CN.json").read_text(encoding="utf-8"))
ROOM = room_from_corners("room_1", [(0, 0), (5, 0), (5, 4), (0, 4)])


@pytest.mark.parametrize("sentence", [*SUGGESTIONS, *(CHINESE[sentence] for sentence in SUGGESTIONS)])
def test_every_suggested_sentence_is_understood(sentence: str) -> None:
    understood = Interpreter().interpret(sentence, Scene(rooms={"room_1": ROOM}), Context())
    assert understood.records[0].intent in {"place", "arrange", "undo"}
    assert understood.engine == "grammar"
    assert not understood.confirm
