"""Suggested layouts in the window: asking, comparing, looking, applying."""

import threading

import pytest
from fake_services import FakeServices, furnished_scene
from hands import Wait, words_in
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar

from vrplanner.core.commands.items import FixItem, MoveItem, PlaceItem
from vrplanner.core.commands.rooms import SetRoom
from vrplanner.core.item import Item
from vrplanner.core.progress import Progress, silent
from vrplanner.core.proposal import Proposal
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene
from vrplanner.desktop import i18n
from vrplanner.desktop.ghosts import ghosts_between, ways_of
from vrplanner.desktop.layout_card import ProposalCard
from vrplanner.desktop.layouts_panel import LayoutsPanel
from vrplanner.desktop.run import Program
from vrplanner.desktop.term_bars import points, terms_of

LEFT = Qt.MouseButton.LeftButton


def ask(program: Program, wait_until: Wait) -> LayoutsPanel:
    panel = program.window.layouts
    program.window.show_dock("layouts")
    QTest.mouseClick(panel.suggest, LEFT)
    wait_until(lambda: not panel.suggest.isHidden(), timeout_s=60)
    QApplication.processEvents()  # what was just made is laid out
    return panel


def point_at(card: ProposalCard) -> None:
    middle = QPointF(card.rect().center())
    QApplication.sendEvent(card, QEnterEvent(middle, middle, QPointF(card.mapToGlobal(middle))))


def point_away(card: ProposalCard) -> None:
    QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))


def add_bedroom(program: Program) -> None:
    corners = [(4.0, -2.0), (7.0, -2.0), (7.0, 2.0), (4.0, 2.0)]
    program.session.execute(SetRoom(room=room_from_corners("room_2", corners, name="Bedroom")))
    bed = Item(id="bed_1", kind="bed", name="Bed", position=(5.5, 0.0, 0.0), size=(1.6, 0.6, 2.0))
    program.session.execute(PlaceItem(item=bed))


# Asking


def test_a_person_says_how_much_may_change(program: Program, services: FakeServices, wait_until: Wait) -> None:
    panel = ask(program, wait_until)
    QTest.mouseClick(panel.options.mode.buttons[1], LEFT)
    ask(program, wait_until)
    first, second = services.arranged
    assert (first.room_id, first.keep, first.only) == ("room_1", 0.0, ())
    assert second.keep > 0.5
    assert second.seed != first.seed


def test_only_the_selected_piece_may_move(program: Program, services: FakeServices, wait_until: Wait) -> None:
    options = program.window.layouts.options
    program.window.show_dock("layouts")
    assert not options.only.isEnabled()
    program.session.select("sofa_1")
    assert options.only.text() == "Only move Sofa"
    options.only.click()
    panel = ask(program, wait_until)
    assert services.arranged[-1].only == ("sofa_1",)
    assert [command.item_id for command in panel.proposals[0].commands] == ["sofa_1"]
    program.session.execute(FixItem(item_id="sofa_1", fixed=True))
    assert not options.only.isEnabled()  # what is locked cannot be the only thing that moves
    ask(program, wait_until)
    assert services.arranged[-1].only == ()


def test_locked_pieces_are_told_and_how_to_lock(program: Program) -> None:
    locked = program.window.layouts.options.locked
    assert "Ctrl+L" in locked.text()
    program.session.select("rug_1")
    program.window.action("fix").trigger()
    assert locked.text() == "Rug is locked and stays. Ctrl+L releases it."
    program.session.select("sofa_1")
    program.window.action("fix").trigger()
    assert locked.text().startswith("2 pieces are locked")
    assert "Sofa" in locked.toolTip()


def test_the_room_follows_the_selection_and_a_flat_can_be_asked_for_whole(
    program: Program, services: FakeServices, wait_until: Wait
) -> None:
    options = program.window.layouts.options
    assert options.room.isHidden()  # nothing to choose
    add_bedroom(program)
    assert not options.room.isHidden()
    assert [options.room.itemText(i) for i in range(3)] == ["Living room", "Bedroom", "Whole flat"]
    program.session.select("bed_1")
    ask(program, wait_until)
    options.room.setFocus()
    QTest.keyClick(options.room, Qt.Key.Key_End)
    assert options.room_id is None
    assert not options.only.isEnabled()
    program.session.select("sofa_1")  # the whole flat stays chosen
    panel = ask(program, wait_until)
    assert [asked.room_id for asked in services.arranged] == ["room_2", None]
    before = program.session.scene
    QTest.mouseClick(panel.cards[0].apply, LEFT)
    assert program.session.scene.item("bed_1") != before.item("bed_1")
    program.session.undo()
    assert dict(program.session.scene.items) == dict(before.items)


def test_an_empty_room_is_told_so(program: Program, services: FakeServices) -> None:
    program.session.execute(SetRoom(room=room_from_corners("room_2", [(4, 0), (6, 0), (6, 2), (4, 2)])))
    panel = program.window.layouts
    panel.options.room.setCurrentIndex(panel.options.room.findData("room_2"))
    panel.ask()
    assert "Put some furniture" in panel.hint.text()
    assert services.arranged == []


def test_it_can_be_stopped(
    program: Program, services: FakeServices, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = threading.Event()

    def arrange(scene: Scene, room_id: str, *, progress: Progress = silent, **_: object) -> list[Proposal]:
        began.set()
        while True:
            progress(0.3)

    monkeypatch.setattr(services, "arrange", arrange)
    panel = program.window.layouts
    program.window.show_dock("layouts")
    QTest.mouseClick(panel.suggest, LEFT)
    wait_until(lambda: began.is_set() and panel.bar.maximum() == 1000)
    assert panel.suggest.isHidden()
    assert not panel.stop.isHidden()
    QTest.mouseClick(panel.stop, LEFT)
    wait_until(lambda: not panel.suggest.isHidden())
    assert panel.stop.isHidden()
    assert panel.proposals == ()
    assert panel.hint.text() == "Stopped."
    assert not program.window.notice.isVisible()


# Comparing


def test_a_card_tells_the_gain_and_what_changed_most(program: Program, wait_until: Wait) -> None:
    card = ask(program, wait_until).cards[0]
    assert card.score.text() == "90"
    assert card.gain.text() == "+39"  # 0.9 against the mean 0.51 of the scores now
    shown = words_in(card)
    assert shown.index("View (en)") < shown.index("Walkways (en)") < shown.index("Walls (en)")
    assert "+60" in shown
    assert "−5" in shown
    daylight = next(name for name in card.findChildren(type(card.score)) if name.text() == "Daylight (en)")
    assert not daylight.isVisible()
    assert "What daylight asks for." in daylight.toolTip()
    card.more.click()
    assert daylight.isVisible()
    assert "Now 50, then 50" in daylight.toolTip()


def test_terms_without_a_before_have_no_change() -> None:
    proposal = Proposal(title="", commands=(), scores={"a": 0.2, "b": 0.9}, before={"b": 0.4})
    terms = terms_of(proposal, {"b": ("Bee", "")})
    assert [(term.label, term.gain_text) for term in terms] == [("Bee", "+50"), ("A", "")]
    assert points(-0.034) == "−3"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_term_names_are_asked_for_in_the_language_of_the_window(
    program: Program, wait_until: Wait, language: str
) -> None:
    i18n.set_language(language)
    try:
        assert f"View ({'zh' if language == 'zh_CN' else 'en'})" in words_in(ask(program, wait_until).cards[0])
    finally:
        i18n.set_language("en")


# Looking


def test_pointing_at_a_card_shows_ghosts_and_leaving_it_takes_them_away(program: Program, wait_until: Wait) -> None:
    plan, before = program.window.plan_view, program.session.scene
    card = ask(program, wait_until).cards[1]
    QApplication.processEvents()
    calm = plan.grab().toImage()
    point_at(card)
    assert program.session.scene is before
    assert {ghost.then.id for ghost in program.session.ghosts if ghost.then} == set(before.items)
    QApplication.processEvents()
    assert accent_pixels(plan.grab().toImage(), program) > accent_pixels(calm, program) + 100
    point_away(card)
    assert program.session.ghosts == ()
    QApplication.processEvents()
    assert plan.grab().toImage() == calm


def test_the_keyboard_reaches_cards_previews_and_applies(program: Program, wait_until: Wait) -> None:
    panel = ask(program, wait_until)
    wait_until(lambda: not panel.cards[0].visibleRegion().isEmpty())  # the tab slides in
    program.window.activateWindow()
    wait_until(program.window.isActiveWindow)
    panel.cards[0].setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert program.session.previewing
    QTest.keyClick(panel.cards[0], Qt.Key.Key_Escape)
    assert not program.session.previewing
    panel.cards[1].setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert program.session.shown_scene.item("rug_1") == panel.proposals[1].preview(program.session.scene).item("rug_1")
    QTest.keyClick(panel.cards[1], Qt.Key.Key_Return)
    assert program.session.document.history[0] == ["Layout 2"]
    assert not program.session.previewing


def test_pointing_at_a_layout_that_moves_what_is_locked_since_only_tells_it(program: Program, wait_until: Wait) -> None:
    panel, refused = ask(program, wait_until), list[object]()
    program.session.refused.connect(refused.append)
    program.session.execute(FixItem(item_id="sofa_1", fixed=True))
    point_at(panel.cards[0])
    assert not program.session.previewing
    assert "fixed in its place" in panel.hint.text()
    assert refused == []


def test_a_click_leaves_no_preview_behind(program: Program, wait_until: Wait) -> None:
    card = ask(program, wait_until).cards[0]
    point_at(card)
    QTest.mouseClick(card.more, LEFT)
    point_away(card)
    assert not program.session.previewing


def test_ghosts_are_what_moved_with_ways_for_what_goes_far() -> None:
    before = furnished_scene()
    vase = Item(id="vase_1", kind="vase", name="Vase", position=(0.0, 0.42, -0.3), size=(0.1, 0.2, 0.1))
    before = PlaceItem(item=vase).apply(before).apply(before)
    table = before.item("coffee_table_1")
    assert table.size[1] == pytest.approx(0.42, abs=0.05)
    after = before
    for item_id, x in (("coffee_table_1", 1.0), ("vase_1", 1.0), ("sofa_1", 0.05)):
        y, z = before.item(item_id).position[1:]
        move = MoveItem(item_id=item_id, position=(x, y, z))
        after = move.apply(after).apply(after)
    ghosts = ghosts_between(before, after)
    assert {ghost.now.id for ghost in ghosts if ghost.now} == {"coffee_table_1", "vase_1", "sofa_1"}
    # The vase goes with its table, and the sofa hardly goes at all.
    assert ways_of(ghosts) == [((0.0, -0.3), (1.0, -0.3))]
    assert [ghost.now.id for ghost in ghosts_between(before, after, besides="sofa_1") if ghost.now] == [
        "coffee_table_1", "vase_1",
    ]  # fmt: skip


# Applying


def test_what_is_applied_says_so_until_it_is_undone(program: Program, wait_until: Wait) -> None:
    panel, before = ask(program, wait_until), program.session.scene
    QTest.mouseClick(panel.cards[2].apply, LEFT)
    assert program.session.document.history[0] == ["Layout 3"]
    assert [card.apply.isEnabled() for card in panel.cards] == [True, True, False]
    assert panel.cards[2].apply.text() == "Applied"
    program.window.action("undo").trigger()
    assert dict(program.session.scene.items) == dict(before.items)
    assert all(card.apply.isEnabled() for card in panel.cards)
    program.window.action("redo").trigger()
    assert not panel.cards[2].apply.isEnabled()


def test_choosing_a_piece_in_the_plan_leaves_the_layouts_open(program: Program) -> None:
    tabs = next(bar for bar in program.window.findChildren(QTabBar) if bar.count() == 3)

    def shown_after_choosing(item_id: str) -> str:
        QApplication.processEvents()
        program.session.select(item_id)
        QApplication.processEvents()
        return tabs.tabText(tabs.currentIndex())

    program.window.show_dock("layouts")
    assert shown_after_choosing("sofa_1") == "Layouts"
    program.window.show_dock("history")
    assert shown_after_choosing("rug_1") == "Properties"


def accent_pixels(picture: QImage, program: Program) -> int:
    """How many pixels have very nearly the accent colour."""
    wanted = QColor(program.tokens.accent)
    count = 0
    for y in range(picture.height()):
        for x in range(picture.width()):
            color = picture.pixelColor(x, y)
            away = abs(color.red() - wanted.red()) + abs(color.green() - wanted.green())
            count += away + abs(color.blue() - wanted.blue()) < 30
    return count
