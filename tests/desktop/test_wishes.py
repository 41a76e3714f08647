"""Wishes about how things stand to each other, on the page of a piece of furniture."""

import pytest
from fake_services import furnished_scene
from hands import type_into, words_in
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from vrplanner.core.commands.items import RemoveItem, RenameItem
from vrplanner.core.item import Item
from vrplanner.core.relation import RELATION_KINDS, Relation
from vrplanner.desktop import i18n
from vrplanner.desktop.relation_words import CHOICES, SENTENCES, distance_words, mention, sentence
from vrplanner.desktop.run import Program
from vrplanner.desktop.wishes import WishList

LEFT = Qt.MouseButton.LeftButton


def wishes_of(program: Program, item_id: str) -> WishList:
    program.session.select(item_id)
    QApplication.processEvents()
    return program.window.properties.item_page.wishes


def add(wishes: WishList, kind: str, other_id: str | None) -> None:
    wishes.kind.setCurrentIndex(wishes.kind.findData(kind))
    if other_id is not None:
        wishes.other.setCurrentIndex(wishes.other.findData(other_id))
    QTest.mouseClick(wishes.add, LEFT)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def relations(program: Program) -> list[tuple[str, str, str | None, bool]]:
    found = program.session.scene.relations.values()
    return [(relation.kind, relation.item_id, relation.target_id, relation.wanted) for relation in found]


def test_a_wish_is_added_as_a_sentence_and_is_one_step(program: Program) -> None:
    wishes = wishes_of(program, "armchair_1")
    add(wishes, "beside", "sofa_1")
    assert relations(program) == [("beside", "armchair_1", "sofa_1", True)]
    assert words_in(wishes.rows[0]) == "The armchair stands beside the sofa"
    assert len(program.session.document.history[0]) == 1
    program.session.undo()
    assert program.session.scene.relations == {}
    assert wishes.rows == []


def test_it_shows_on_both_pieces_and_on_no_other(program: Program) -> None:
    add(wishes_of(program, "armchair_1"), "near", "rug_1")
    assert len(wishes_of(program, "rug_1").rows) == 1
    assert wishes_of(program, "sofa_1").rows == []


def test_with_distances(program: Program) -> None:
    wishes = wishes_of(program, "armchair_1")
    type_into(wishes.near, "1.5 m")
    type_into(wishes.far, "250")
    add(wishes, "view", "chair_1")
    wish = next(iter(program.session.scene.relations.values()))
    assert (wish.near_m, wish.far_m) == (1.5, 2.5)
    assert "1.50 m to 2.50 m" in words_in(wishes.rows[0])
    assert wishes.near.text() == ""
    # The same wish again replaces the first.
    type_into(wishes.far, "4 m")
    add(wishes, "view", "chair_1")
    assert len(program.session.scene.relations) == 1
    assert "at most 4.00 m" in words_in(wishes.rows[0])


@pytest.mark.parametrize(("near", "far"), [("2 m", "1 m"), ("far", "1 m")])
def test_a_distance_that_cannot_be_is_refused_kindly(program: Program, near: str, far: str) -> None:
    wishes = wishes_of(program, "armchair_1")
    type_into(wishes.near, near)
    type_into(wishes.far, far)
    add(wishes, "near", "sofa_1")
    assert program.session.scene.relations == {}
    assert program.window.notice.level == "error"
    assert wishes.near.text() == near  # to be put right


def test_daylight_needs_no_other_piece_and_apart_no_farthest(program: Program) -> None:
    wishes = wishes_of(program, "armchair_1")
    wishes.kind.setCurrentIndex(wishes.kind.findData("apart"))
    assert not wishes.far.isEnabled()
    wishes.kind.setCurrentIndex(wishes.kind.findData("daylight"))
    assert wishes.other.isHidden()
    QTest.mouseClick(wishes.add, LEFT)
    assert relations(program) == [("daylight", "armchair_1", None, True)]


def test_a_wish_is_switched_off_and_removed(program: Program) -> None:
    wishes = wishes_of(program, "armchair_1")
    add(wishes, "beside", "sofa_1")
    wishes.rows[0].wanted.click()
    assert relations(program) == [("beside", "armchair_1", "sofa_1", False)]
    assert words_in(wishes.rows[0]) == "Need not be: The armchair stands beside the sofa"
    QTest.mouseClick(wishes.rows[0].remove, LEFT)
    assert relations(program) == []
    assert wishes.rows == []


def test_names_follow_and_a_wish_goes_with_its_piece(program: Program) -> None:
    wishes = wishes_of(program, "armchair_1")
    add(wishes, "beside", "sofa_1")
    program.session.execute(RenameItem(item_id="sofa_1", new_name="KLIPPAN"))
    assert words_in(wishes.rows[0]) == "The armchair stands beside KLIPPAN"
    assert "KLIPPAN" in [wishes.other.itemText(i) for i in range(wishes.other.count())]
    program.session.execute(RemoveItem(item_id="sofa_1"))
    assert wishes.rows == []


def test_what_is_being_chosen_survives_a_drag(program: Program) -> None:
    wishes = wishes_of(program, "armchair_1")
    wishes.kind.setCurrentIndex(wishes.kind.findData("around"))
    wishes.other.setCurrentIndex(wishes.other.findData("coffee_table_1"))
    wishes.far.setText("3 m")
    QTest.keyClick(program.window.plan_view, Qt.Key.Key_Right)
    assert (wishes.kind.currentData(), wishes.other.currentData()) == ("around", "coffee_table_1")
    assert wishes.far.text() == "3 m"


# Words


def test_every_kind_has_its_words() -> None:
    assert set(SENTENCES) == set(CHOICES) == set(RELATION_KINDS)
    table = i18n.translations("zh_CN")
    assert [text for text in (*SENTENCES.values(), *CHOICES.values()) if text not in table] == []
    assert [text for text in SENTENCES.values() if text.count("{a}") != table[text].count("{a}")] == []
    assert [text for text in SENTENCES.values() if text.count("{b}") != table[text].count("{b}")] == []


def test_sentences_in_both_languages() -> None:
    scene = furnished_scene()
    tv = Item(id="tv_1", kind="tv", name="TV", position=(0, 0, 1.5), size=(1.2, 0.7, 0.1))
    bed = Item(id="bed_1", kind="bed", name="Oak bed", position=(0, 0, -1), size=(1.6, 0.6, 2.0))
    scene = scene.with_entity("items", "tv_1", tv).with_entity("items", "bed_1", bed)
    for a, b in (("tv_1", "bed_1"), ("bed_1", "tv_1")):  # whichever is named first, it is the screen that is watched
        view = Relation(id="r", kind="view", item_id=a, target_id=b)
        assert sentence(scene, view) == "The TV can be seen from the oak bed"
    i18n.set_language("zh_CN")
    try:
        assert sentence(scene, view) == "从Oak bed能看到TV"
    finally:
        i18n.set_language("en")


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("sofa", "Light grey sofa", "the light grey sofa"), ("sofa", "Lund two-seat sofa", "the Lund two-seat sofa"),
        ("sofa", "IKEA sofa", "the IKEA sofa"), ("sofa", "Grandma's", "Grandma's"), ("tv", "TV", "the TV"),
    ],
)  # fmt: skip
def test_things_are_mentioned_as_a_person_would(kind: str, name: str, words: str) -> None:
    scene = furnished_scene()
    item = Item(id="it", kind=kind, name=name, position=(0, 0, 0), size=(1, 1, 1))
    scene = scene.with_entity("items", "it", item)
    assert mention(scene, item) == words
    twice = scene.with_entity("items", "it_2", item)
    assert mention(twice, item) == name  # "the" would not say which


def test_distances() -> None:
    relation = Relation(id="r", kind="apart", item_id="a", target_id="b", near_m=0.5)
    assert distance_words(relation, "metric") == "at least 50 cm"
    assert distance_words(Relation(id="r", kind="near", item_id="a", target_id="b"), "metric") == ""
