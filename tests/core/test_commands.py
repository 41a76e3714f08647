"""Every registered command, on scenes that nobody thought of."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrplanner.core.codec import from_plain, to_plain
from vrplanner.core.commands import COMMANDS, command_from_plain, command_to_plain, items
from vrplanner.core.document import Document
from vrplanner.core.errors import CommandRefused, InvalidInput, NotFound
from vrplanner.core.item import Item
from vrplanner.core.scene import Scene

from .strategies import COMMAND_STRATEGIES, scenes


def identical(one: Scene, other: Scene) -> bool:
    """Equal, and in the same order."""
    return json.dumps(to_plain(one)) == json.dumps(to_plain(other)) and one == other


def test_every_command_has_a_strategy() -> None:
    assert set(COMMAND_STRATEGIES) == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMAND_STRATEGIES))
@given(data=st.data())
def test_undo_gives_the_identical_scene_and_redo_the_changed_one(name: str, data: st.DataObject) -> None:
    before = data.draw(scenes())
    command = data.draw(COMMAND_STRATEGIES[name])
    document = Document(before)
    try:
        document.execute(command)
    except (CommandRefused, NotFound):
        assert document.scene is before
        return
    changed = document.scene
    if document.history[0]:
        document.undo()
        assert identical(document.scene, before)
        document.redo()
        assert identical(document.scene, changed)


@pytest.mark.parametrize("name", sorted(COMMAND_STRATEGIES))
@given(data=st.data())
def test_a_command_survives_the_journal(name: str, data: st.DataObject) -> None:
    command = data.draw(COMMAND_STRATEGIES[name])
    text = json.dumps(command_to_plain(command))
    assert command_from_plain(json.loads(text)) == command


@given(scene=scenes())
def test_a_scene_survives_serialising(scene: Scene) -> None:
    again = from_plain(Scene, json.loads(json.dumps(to_plain(scene))))
    assert identical(again, scene)


def test_a_drag_is_one_step_that_goes_back_to_where_it_began() -> None:
    chair = Item(id="chair_1", kind="chair", name="Chair", position=(0.0, 0.0, 0.0), size=(0.5, 0.9, 0.5))
    document = Document(Scene(items={"chair_1": chair}))
    for step in range(1, 20):
        document.execute(items.MoveItem(item_id="chair_1", position=(step / 10, 0.0, 0.0)), gesture="drag 1")
    document.execute(items.MoveItem(item_id="chair_1", position=(5.0, 0.0, 0.0)), gesture="drag 2")
    assert document.history[0] == ["Move Chair", "Move Chair"]
    document.undo()
    assert document.scene.item("chair_1").position == (1.9, 0.0, 0.0)
    document.undo()
    assert document.scene.item("chair_1") == chair


def test_a_drag_after_saving_is_still_unsaved() -> None:
    chair = Item(id="chair_1", kind="chair", name="Chair", position=(0.0, 0.0, 0.0), size=(0.5, 0.9, 0.5))
    document = Document(Scene(items={"chair_1": chair}))
    document.execute(items.MoveItem(item_id="chair_1", position=(1.0, 0.0, 0.0)), gesture="drag")
    document.mark_saved()
    assert not document.modified
    document.execute(items.MoveItem(item_id="chair_1", position=(2.0, 0.0, 0.0)), gesture="drag")
    assert document.modified
    document.undo()
    assert not document.modified


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ([], "under"),
        ({"do": "fly"}, "not a command"),
        ({"do": "move_item"}, "lacks item_id"),
        ({"do": "move_item", "item_id": 3}, "move_item.item_id should be str"),
        ({"do": "move_item", "item_id": "a", "position": [0, 1]}, "3 values"),
        ({"do": "move_item", "item_id": "a", "position": [0, 1, float("nan")]}, "finite"),
        ({"do": "move_item", "item_id": "a", "speed": 1}, "not known here: speed"),
        ({"do": "macro", "steps": 4}, "list of steps"),
    ],
)
def test_what_is_no_command_is_refused_with_the_place(plain: object, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        command_from_plain(plain)  # type: ignore[arg-type]


def test_a_macro_that_fails_halfway_changes_nothing() -> None:
    from vrplanner.core.commands import Macro

    chair = Item(id="chair_1", kind="chair", name="Chair", position=(0.0, 0.0, 0.0), size=(0.5, 0.9, 0.5))
    document = Document(Scene(items={"chair_1": chair}))
    both = Macro(title="both", steps=(items.RemoveItem(item_id="chair_1"), items.RemoveItem(item_id="ghost")))
    with pytest.raises(NotFound):
        document.execute(both)
    assert document.scene.item("chair_1") == chair
    assert document.history == ([], [])
