"""What a window offers before a room is furnished, and the account it gets back in parts."""

import pytest

from vrplanner.app.furnishing.choices import guessed_kind
from vrplanner.app.furnishing.programme import room_kinds
from vrplanner.app.furnishing.styles import styles
from vrplanner.app.services import Services
from vrplanner.core.errors import NotFound
from vrplanner.core.item import Item
from vrplanner.core.model import ModelStore
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene


def scene_of(name: str, *items: Item) -> Scene:
    room = room_from_corners("room_1", [(0, 0), (3, 0), (3, 3), (0, 3)], name=name)
    return Scene(rooms={"room_1": room}, items={item.id: item for item in items})


def test_every_kind_and_style_has_a_name_in_both_languages() -> None:
    english, chinese = Services().furnishing_choices("en"), Services().furnishing_choices("zh")
    assert list(english.kinds) == list(chinese.kinds) == list(room_kinds())
    assert list(english.styles) == list(chinese.styles) == list(styles())
    assert english.kinds["home office"] == "Home office"
    assert not any(text.isascii() for text in (*chinese.kinds.values(), *chinese.styles.values()))
    assert english.currency == "EUR"
    assert english.people["bedroom"] == 2


def test_the_kind_is_told_by_name_or_furniture_or_not_at_all() -> None:
    desk = Item(id="desk_1", kind="desk", name="Desk", position=(1.5, 0.0, 1.0), size=(1.2, 0.75, 0.6))
    assert guessed_kind(scene_of("卧室"), "room_1") == "bedroom"
    assert guessed_kind(scene_of("Upstairs", desk), "room_1") == "home office"
    assert guessed_kind(scene_of("Upstairs"), "room_1") == ""
    with pytest.raises(NotFound):
        guessed_kind(scene_of("Bedroom"), "nowhere")


def test_the_account_in_parts_is_what_the_reasons_say() -> None:
    models = ModelStore()
    (found, *_) = Services().furnish(scene_of("Bedroom"), models, "room_1", budget=1000, style="modern", effort=0.3)
    assert found.name == "Modern bedroom"
    assert found.title.startswith(found.name)
    assert found.budget == 1000
    assert found.currency == "EUR"
    assert found.spent == sum(command.item.price for command in found.commands)
    assert set(found.left_out) | set(found.why) <= set(found.reasons)
    assert not set(found.left_out) & set(found.why)
