"""What rooms need: by size, by people, by what stands there; and which kind of room one is."""

import pytest

from vrplanner.app.furnishing.programme import NEEDS, Slot, kind_of_room, missing, programme, read_kind, room_kinds
from vrplanner.catalog.store import builtin_catalog
from vrplanner.core.errors import InvalidInput
from vrplanner.core.furniture import BY_NAME

KINDS = (
    "bedroom", "children's room", "living room", "dining room", "home office", "living-dining", "studio", "guest room",
    "hall",
)  # fmt: skip


def by_name(slots: tuple[Slot, ...]) -> dict[str, Slot]:
    return {slot.name: slot for slot in slots}


def test_the_kinds_of_rooms() -> None:
    assert tuple(room_kinds()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_programme_is_sound(kind: str) -> None:
    for area_m2 in (5.0, 12.0, 40.0):
        slots = programme(kind, area_m2=area_m2)
        assert slots[0].need == "must"
        assert [slot.rank for slot in slots] == sorted(slot.rank for slot in slots)
        assert len({slot.name for slot in slots}) == len(slots)
        for slot in slots:
            assert slot.need in NEEDS
            assert 1 <= slot.value <= 3
            assert slot.count >= 1
            assert set(slot.kinds) <= set(BY_NAME)
            assert slot.width_m is None or 0.2 < slot.width_m[0] < slot.width_m[1]
            assert not slot.partner or slot.partner in by_name(slots)
            assert not slot.on or slot.on in ("window", "wall") or slot.on in BY_NAME


def test_a_bedroom_for_two_wants_a_double_bed_first() -> None:
    slots = programme("bedroom", area_m2=12.0, people=2)
    assert (slots[0].name, slots[0].width_m) == ("bed", (1.4, 1.8))
    assert by_name(slots)["nightstand"].count == 2
    for_one = programme("bedroom", area_m2=12.0, people=1)
    assert for_one[0].width_m == (0.8, 1.5)
    assert by_name(for_one)["nightstand"].count == 1


def test_more_floor_brings_more_in_and_more_people_more_chairs() -> None:
    small, large = by_name(programme("bedroom", area_m2=8.5)), by_name(programme("bedroom", area_m2=20.0))
    assert "dresser" not in small
    assert {"dresser", "armchair", "bench"} <= set(large)
    assert by_name(programme("dining room", area_m2=15.0, people=6))["chair"].count == 6
    assert by_name(programme("dining room", area_m2=15.0, people=12))["chair"].count == 8


def test_what_stands_there_is_not_asked_for_again() -> None:
    slots = programme("bedroom", area_m2=12.0, people=2)
    left = by_name(missing(slots, ["bed", "nightstand", "sofa"]))
    assert "bed" not in left
    assert left["nightstand"].count == 1
    assert left["wardrobe"].count == 1


def test_one_piece_fills_one_slot() -> None:
    slots = programme("children's room", area_m2=12.0)
    left = by_name(missing(slots, ["dresser"]))
    assert "wardrobe" not in left
    assert "desk" in left


NAMED = [
    ("Bedroom", "bedroom"),
    ("主卧", "bedroom"),
    ("Guest bedroom", "guest room"),
    ("客卧", "guest room"),
    ("Emma's nursery", "children's room"),
    ("Living / dining room", "living-dining"),
    ("客厅", "living room"),
    ("The dining room", "dining room"),
    ("书房", "home office"),
    ("Study", "home office"),
    ("Hallway", "hall"),
    ("儿童房", "children's room"),
    ("Studio flat", "studio"),
]


@pytest.mark.parametrize(("name", "kind"), NAMED)
def test_the_name_of_a_room_says_its_kind(name: str, kind: str) -> None:
    assert kind_of_room(name, ["sofa"]) == kind


STANDING = [
    (["bed", "wardrobe"], "bedroom"),
    (["bed", "sofa", "dining table"], "studio"),
    (["sofa", "tv stand"], "living room"),
    (["sofa", "dining table", "chair"], "living-dining"),
    (["dining table", "chair"], "dining room"),
    (["desk", "bookcase"], "home office"),
    (["crib", "dresser"], "children's room"),
]


@pytest.mark.parametrize(("standing", "kind"), STANDING)
def test_else_what_stands_in_it_does(standing: list[str], kind: str) -> None:
    assert kind_of_room("Room 1", standing) == kind


def test_what_cannot_be_told_is_asked() -> None:
    with pytest.raises(InvalidInput) as caught:
        kind_of_room("Room 1", ["plant"])
    assert all(kind in caught.value.hint for kind in KINDS)


def test_people_may_say_the_kind_in_their_words() -> None:
    assert read_kind("Study") == "home office"
    assert read_kind("客餐厅") == "living-dining"
    with pytest.raises(InvalidInput, match="sauna"):
        read_kind("sauna")
    with pytest.raises(InvalidInput, match="0 people"):
        programme("bedroom", area_m2=12.0, people=0)


def test_the_catalogue_has_something_for_every_slot() -> None:
    kinds = {product.kind for product in builtin_catalog()}
    for kind in KINDS:
        for slot in programme(kind, area_m2=40.0):
            assert kinds & set(slot.kinds), (kind, slot.name)
