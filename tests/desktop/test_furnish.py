"""Furnishing a room for a sum of money, as a person does it in the window."""

import pytest
from fake_furnishing import FakeWish
from fake_services import FakeServices
from hands import Wait, words_in
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from vrplanner.app.services import Services
from vrplanner.core.commands.items import MoveItem
from vrplanner.core.document import Document
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene
from vrplanner.desktop import i18n
from vrplanner.desktop.furnish_dialog import FurnishDialog
from vrplanner.desktop.furnish_form import format_area, parse_amount
from vrplanner.desktop.run import Program

LEFT = Qt.MouseButton.LeftButton


def bedroom(name: str = "Bedroom") -> Document:
    """Four metres by three and a half, and nothing in it."""
    room = room_from_corners("room_1", [(-2, -1.75), (2, -1.75), (2, 1.75), (-2, 1.75)], name=name)
    return Document(Scene(rooms={"room_1": room}, name=name))


def opened(program: Program, document: Document | None = None) -> FurnishDialog:
    if document is not None:
        program.session.replace_document(document, None)
    program.window.action("furnish").trigger()
    QApplication.processEvents()
    assert program.window.rooms.furnishing is not None
    return program.window.rooms.furnishing


def suggested(program: Program, wait_until: Wait, document: Document | None = None) -> FurnishDialog:
    dialog = opened(program, document or bedroom())
    QTest.mouseClick(dialog.suggest, LEFT)
    wait_until(lambda: dialog.cards and dialog.cards[-1].apply.isVisible(), timeout_s=60)
    return dialog


def point_at(card: QWidget) -> None:
    QApplication.sendEvent(card, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))


def point_away(card: QWidget) -> None:
    QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1500", 1500), ("1,500", 1500), ("1.500", 1500), ("1.500,50", 1500.5), ("1 500", 1500), ("€ 1,200.50", 1200.5),
        ("12.5", 12.5), ("1.5万", 15000), ("8000元", 8000), ("900 eur", 900), ("", None), ("much", None), ("0", None),
        ("-5", None), ("0.125", 0.125), ("1e999", None),
    ],
)  # fmt: skip
def test_sums_are_read_as_people_write_them(text: str, amount: float | None) -> None:
    assert parse_amount(text) == amount


def test_areas_are_in_the_units_of_the_window() -> None:
    assert format_area(14.0, "metric") == "14.0 m²"
    assert format_area(14.0, "imperial") == "151 sq ft"


def test_what_is_said_is_what_is_asked_for(program: Program, services: FakeServices, wait_until: Wait) -> None:
    dialog = opened(program, bedroom())
    assert dialog.form.room.currentText() == "Bedroom · 14.0 m²"
    assert dialog.form.kind.currentText() == "Bedroom"
    assert dialog.form.people.text() == "2"
    dialog.form.budget.setText("")
    QTest.keyClicks(dialog.form.budget, "1,500")
    dialog.form.style_choice.setCurrentText("Rustic")
    QTest.keyClick(dialog.form.budget, Qt.Key.Key_Return)
    wait_until(lambda: dialog.cards, timeout_s=60)
    asked = FakeWish(
        room_id="room_1", budget=1500, currency="EUR", rate=None, style="rustic", kind="bedroom", people=2, seed=0,
    )  # fmt: skip
    assert services.wishes == [asked]
    QTest.mouseClick(dialog.suggest, LEFT)
    wait_until(lambda: len(services.wishes) == 2 and dialog.cards, timeout_s=60)
    assert services.wishes[1].seed == 1


def test_the_number_of_people_follows_the_kind_until_it_is_said(program: Program) -> None:
    form = opened(program, bedroom()).form
    form.kind.setCurrentText("Living room")
    assert form.people.text() == "3"
    form.people.selectAll()
    QTest.keyClicks(form.people, "5")
    form.kind.setCurrentText("Bedroom")
    assert form.people.text() == "5"


def test_a_card_tells_the_money_the_pieces_and_what_stayed_out(program: Program, wait_until: Wait) -> None:
    dialog = suggested(program, wait_until)
    assert dialog.guide.isVisible()
    card = dialog.cards[0]
    assert card.total.text() == "about 475 EUR"
    assert card.rest.text() == "about 1,525 EUR left of 2,000 EUR"
    words = words_in(card)
    assert "modern bed | about 250 EUR" in words
    assert "2 × modern nightstand | about 40 EUR each" in words
    assert "There was no money left for a wardrobe." in words
    last = [child for child in card.findChildren(type(card.total)) if child.text() == "modern plant"]
    assert not last[0].isVisible()
    QTest.mouseClick(card.more, LEFT)
    assert last[0].isVisible()
    QTest.mouseClick(card.more, LEFT)
    assert not last[0].isVisible()


def test_pointing_at_a_card_shows_the_room_so_and_changes_nothing(program: Program, wait_until: Wait) -> None:
    dialog = suggested(program, wait_until)
    point_at(dialog.cards[1])
    assert {item.name for item in program.session.shown_scene.items.values()} >= {"rustic bed", "rustic rug"}
    point_away(dialog.cards[1])
    assert not program.session.previewing
    assert program.session.scene.items == {}


def test_the_keyboard_looks_takes_and_goes_on(program: Program, wait_until: Wait) -> None:
    dialog = suggested(program, wait_until)
    card = dialog.cards[0]
    dialog.activateWindow()
    dialog.suggest.setFocus()
    QTest.keyClick(dialog.suggest, Qt.Key.Key_Tab)
    assert card.hasFocus()
    assert program.session.previewing
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert len(program.session.scene.items) == 6
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert program.window.rooms.furnishing is None
    assert not program.session.previewing


def test_taking_one_is_one_step_and_another_takes_its_place(program: Program, wait_until: Wait) -> None:
    dialog = suggested(program, wait_until)
    first, second = dialog.cards
    QTest.mouseClick(first.apply, LEFT)
    document = program.session.document
    assert document.history[0] == ["modern bedroom, about 475 EUR"]
    assert not first.apply.isEnabled()
    assert first.apply.text() == "Applied"
    QTest.mouseClick(second.apply, LEFT)
    assert {item.name.split()[0] for item in program.session.scene.items.values()} == {"rustic"}
    assert len(document.history[0]) == 2
    program.session.undo()
    assert first.apply.text() == "Applied"
    program.session.undo()
    assert program.session.scene.items == {}
    assert first.apply.isEnabled()
    assert second.apply.isEnabled()


def test_what_stands_in_the_room_stays_and_a_changed_room_is_not_furnished_blindly(
    program: Program, wait_until: Wait
) -> None:
    dialog = opened(program)
    assert dialog.form.kind.currentText() == "Living room"
    before = dict(program.session.scene.items)
    QTest.mouseClick(dialog.suggest, LEFT)
    wait_until(lambda: dialog.cards, timeout_s=60)
    program.session.execute(MoveItem(item_id="sofa_1", position=(0.2, 0.0, -1.5)))
    assert not any(card.apply.isEnabled() for card in dialog.cards)
    assert "has changed" in dialog.hint.text()
    point_at(dialog.cards[0])
    assert not program.session.previewing
    program.session.undo()
    QTest.mouseClick(dialog.cards[0].apply, LEFT)
    assert before.items() <= program.session.scene.items.items()
    assert len(program.session.scene.items) == len(before) + 6


def test_a_wheel_over_a_choice_chooses_nothing_else(program: Program) -> None:
    kind = opened(program, bedroom()).form.kind
    here, none = QPointF(5, 5), Qt.MouseButton.NoButton
    turned = QWheelEvent(
        here, here, QPoint(0, -120), QPoint(0, -120), none, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(kind, turned)
    assert kind.currentText() == "Bedroom"


def test_too_small_a_budget_is_said_in_words(program: Program, wait_until: Wait) -> None:
    dialog = opened(program, bedroom())
    dialog.form.budget.setText("120")
    QTest.mouseClick(dialog.suggest, LEFT)
    wait_until(dialog.problem.isVisible)
    assert "Give at least 300 EUR." in dialog.problem.text()
    assert dialog.suggest.isVisible()
    assert not dialog.cards


def test_a_room_of_unknown_kind_names_the_kinds(program: Program, services: FakeServices) -> None:
    dialog = opened(program, bedroom("Upstairs"))
    assert dialog.form.kind.currentIndex() == -1
    QTest.mouseClick(dialog.suggest, LEFT)
    assert "Upstairs" in dialog.problem.text()
    assert "Bedroom, Living room" in dialog.problem.text()
    assert services.wishes == []
    dialog.form.kind.setCurrentText("Bedroom")
    assert not dialog.problem.isVisible()


@pytest.mark.parametrize(("field", "text"), [("budget", "a lot"), ("people", "0"), ("people", "")])
def test_what_is_no_number_is_refused_where_it_stands(
    program: Program, services: FakeServices, field: str, text: str
) -> None:
    dialog = opened(program, bedroom())
    edit = getattr(dialog.form, field)
    edit.setText(text)
    QTest.mouseClick(dialog.suggest, LEFT)
    assert dialog.problem.isVisible()
    assert edit.property("wrong") is True
    assert services.wishes == []


def test_another_currency_needs_its_rate(program: Program, services: FakeServices, wait_until: Wait) -> None:
    dialog = opened(program, bedroom())
    assert not dialog.form.rate.isVisible()
    dialog.form.currency.setCurrentIndex(dialog.form.currency.findData("CNY"))
    assert dialog.form.rate.isVisible()
    dialog.form.budget.setText("1万")
    QTest.mouseClick(dialog.suggest, LEFT)
    assert "how much of EUR one CNY is" in dialog.problem.text()
    dialog.form.rate.setText("0.125")
    QTest.mouseClick(dialog.suggest, LEFT)
    wait_until(lambda: dialog.cards, timeout_s=60)
    assert (services.wishes[0].budget, services.wishes[0].currency, services.wishes[0].rate) == (10_000, "CNY", 0.125)
    assert dialog.cards[0].rest.text() == "about 775 EUR left of 1,250 EUR"


def test_it_can_be_stopped(program: Program, services: FakeServices, wait_until: Wait) -> None:
    services.furnishes_when.clear()
    dialog = opened(program, bedroom())
    QTest.mouseClick(dialog.suggest, LEFT)
    wait_until(lambda: dialog.bar.isVisible() and dialog.bar.value() == 425)
    assert not dialog.suggest.isVisible()
    QTest.mouseClick(dialog.stop, LEFT)
    wait_until(dialog.suggest.isVisible)
    assert dialog.hint.text() == "Stopped."
    assert not dialog.problem.isVisible()


def test_closing_it_stops_the_work(program: Program, services: FakeServices, wait_until: Wait) -> None:
    services.furnishes_when.clear()
    dialog = opened(program, bedroom())
    dialog.ask()
    wait_until(lambda: services.wishes)
    QTest.mouseClick(dialog.close_button, LEFT)
    wait_until(lambda: not program.background.active)
    assert program.window.rooms.furnishing is None


def test_asking_twice_opens_one_dialog_and_without_a_room_none(program: Program) -> None:
    dialog = opened(program, bedroom())
    program.window.action("furnish").trigger()
    assert program.window.rooms.furnishing is dialog
    program.session.replace_document(Document(Scene()), None)
    assert program.window.rooms.furnishing is None
    program.window.action("furnish").trigger()
    assert program.window.rooms.furnishing is None
    assert "There is no room yet." in program.window.notice.text


def test_it_speaks_chinese(program: Program, wait_until: Wait) -> None:
    i18n.set_language("zh_CN")
    try:
        dialog = opened(program, bedroom())
        assert dialog.form.kind.currentText() == "卧室"
        QTest.mouseClick(dialog.suggest, LEFT)
        wait_until(lambda: dialog.cards, timeout_s=60)
        assert dialog.cards[0].rest.text() == "预算 2,000 欧元，剩余约 1,525 欧元"
        assert "每件约 40 欧元" in words_in(dialog.cards[0])
    finally:
        i18n.set_language("en")


def test_a_small_bedroom_is_furnished_by_the_real_services(program: Program, wait_until: Wait) -> None:
    room = room_from_corners("room_1", [(0, 0), (2.9, 0), (2.9, 2.6), (0, 2.6)], name="Bedroom")
    program.session.services = Services()
    dialog = opened(program, Document(Scene(rooms={"room_1": room})))
    dialog.form.people.setText("1")
    dialog.form.budget.setText("700")
    dialog.form.style_choice.setCurrentText("Scandinavian")
    dialog.ask()
    wait_until(lambda: dialog.cards or dialog.problem.isVisible(), timeout_s=120)
    assert dialog.cards, dialog.problem.text()
    QTest.mouseClick(dialog.cards[0].apply, LEFT)
    items = program.session.scene.items.values()
    assert {"bed", "wardrobe"} <= {item.kind for item in items}
    assert sum(item.price for item in items) == dialog.cards[0].proposal.spent <= 700
    assert all(item.model in program.session.document.models for item in items)
