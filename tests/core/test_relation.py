"""What things should be to each other: which wishes are understood, and what becomes of them."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrplanner.core.codec import to_plain
from vrplanner.core.commands.base import Macro
from vrplanner.core.commands.items import RemoveItem, ReplaceItem
from vrplanner.core.commands.relations import RemoveRelation, SetRelation
from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidInput, NotFound
from vrplanner.core.item import Item
from vrplanner.core.relation import Relation
from vrplanner.core.scene import Scene

from .strategies import scenes, some_item

BESIDE = Relation(id="r", kind="beside", item_id="lamp", target_id="bed", near_m=0.1, far_m=0.4)


def bedroom() -> Scene:
    places = {"bed": 0.0, "lamp": 1.5, "desk": 3.0}
    items = {
        name: Item(id=name, kind=name, name=name.capitalize(), position=(x, 0.0, 0.0), size=(0.5, 0.5, 0.5))
        for name, x in places.items()
    }
    return Scene(items=items)


def test_a_wish_is_set_changed_and_forgotten() -> None:
    document = Document(bedroom())
    document.execute(SetRelation(relation=BESIDE))
    document.execute(SetRelation(relation=replace(BESIDE, kind="daylight", target_id=None)))
    assert document.scene.relation("r").kind == "daylight"
    document.execute(RemoveRelation(relation_id="r"))
    assert document.scene.relations == {}
    relate, forget = "Relate Lamp to ", "Forget how Lamp stands to "
    assert document.history[0] == [f"{relate}Bed", f"{relate}a window", f"{forget}a window"]
    with pytest.raises(NotFound, match="no relation"):
        document.execute(RemoveRelation(relation_id="r"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"target_id": "lamp"}, "itself"),
        ({"target_id": None}, "needs a second thing"),
        ({"kind": "daylight"}, "takes no second thing"),
        ({"near_m": 0.5}, "0.50 m to 0.40 m"),
        ({"near_m": math.nan}, "nan"),
        ({"far_m": math.nan}, "nan"),
        ({"near_m": -0.1}, "-0.1"),
        ({"far_m": math.inf}, "inf"),
        ({"max_angle_rad": math.nan}, "angle"),
        ({"max_angle_rad": 4.0}, "angle"),
    ],
)
def test_a_wish_that_nothing_could_grant_is_refused(changes: dict[str, object], words: str) -> None:
    document = Document(bedroom())
    with pytest.raises(InvalidInput, match=words):
        document.execute(SetRelation(relation=replace(BESIDE, **changes)))  # type: ignore[arg-type]
    assert document.scene.relations == {}


@pytest.mark.parametrize("changes", [{"item_id": "ghost"}, {"target_id": "ghost"}])
def test_things_that_are_not_there_are_named(changes: dict[str, str]) -> None:
    with pytest.raises(NotFound, match="ghost"):
        SetRelation(relation=replace(BESIDE, **changes)).apply(bedroom())  # type: ignore[arg-type]


@given(scene=scenes(), gone=some_item)
def test_a_thing_takes_its_relations_with_it_and_brings_them_back(scene: Scene, gone: str) -> None:
    document = Document(scene)
    document.execute(RemoveItem(item_id=gone))
    left = document.scene.relations
    assert list(left) == [key for key, r in scene.relations.items() if gone not in (r.item_id, r.target_id)]
    document.undo()
    assert document.scene == scene
    assert list(document.scene.relations) == list(scene.relations)
    document.redo()
    assert document.scene.relations == left


@given(scene=scenes(), order=st.permutations(["item_1", "item_2", "item_3"]))
def test_nothing_is_related_in_an_empty_room(scene: Scene, order: list[str]) -> None:
    document = Document(scene)
    document.execute(Macro(title="", steps=tuple(RemoveItem(item_id=item_id) for item_id in order)))
    assert document.scene.relations == {}
    document.undo()
    assert to_plain(document.scene) == to_plain(scene)
    assert list(document.scene.relations) == list(scene.relations)


def test_what_takes_a_thing_s_place_takes_its_relations() -> None:
    document = Document(bedroom())
    document.execute(SetRelation(relation=BESIDE))
    other = replace(document.scene.item("desk"), id="other", name="Other")
    document.execute(ReplaceItem(item_id="lamp", item=other))
    assert document.scene.relations_of("lamp") == [BESIDE]
    assert document.scene.relations_of("bed") == [BESIDE]
    assert document.scene.relations_of("desk") == []
