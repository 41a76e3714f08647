"""The catalogue and the layouts panel: looking, choosing, applying."""

import pytest
from hands import Wait, type_into
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from vrplanner.core.commands.items import RemoveItem
from vrplanner.desktop.placing import PRODUCT_MIME
from vrplanner.desktop.run import Program


def test_searching_and_placing_from_the_catalogue(program: Program, wait_until: Wait) -> None:
    panel = program.window.catalogue
    QTest.keyClicks(panel.search, "bookc")
    wait_until(lambda: [product.kind for product in panel.model.products] == ["bookcase"])
    panel.list.activated.emit(panel.model.index(0))
    wait_until(lambda: "bookcase_1" in program.session.scene.items)
    assert program.session.selected_id == "bookcase_1"
    placed = program.session.scene.item("bookcase_1")
    assert placed.model in program.session.document.models


def test_a_guide_price_is_called_one(program: Program) -> None:
    panel = program.window.catalogue
    tip = panel.model.data(panel.model.index(0), Qt.ItemDataRole.ToolTipRole)
    assert "about 99 EUR" in str(tip)
    assert "Guide price." in str(tip)
    assert panel.price_note.text() == "Guide price."
    assert not panel.price_note.isHidden()


def test_groups_narrow_the_list(program: Program) -> None:
    panel = program.window.catalogue
    chip = next(b for b in panel.findChildren(QPushButton) if b.property("group") == "Beds")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert {product.kind for product in panel.model.products} == {"bed", "nightstand", "crib"}


def test_dropping_a_product_on_the_plan_puts_it_there(program: Program, wait_until: Wait) -> None:
    plan, panel = program.window.plan_view, program.window.catalogue
    row = [product.kind for product in panel.model.products].index("stool")
    data: QMimeData = panel.model.mimeData([panel.model.index(row)])
    assert data.hasFormat(PRODUCT_MIME)
    spot = plan.to_widget((-1.5, 1.4))
    enter = QDragEnterEvent(
        spot.toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(plan, enter)
    drop = QDropEvent(spot, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(plan, drop)
    wait_until(lambda: "stool_1" in program.session.scene.items)
    x, _, z = program.session.scene.item("stool_1").position
    assert (x, z) == pytest.approx((-1.5, 1.4), abs=0.13)


def test_words_make_a_piece_and_errors_are_shown_kindly(program: Program, wait_until: Wait) -> None:
    panel, notice = program.window.catalogue, program.window.notice
    type_into(panel.words, "a walnut desk")
    wait_until(lambda: "desk_1" in program.session.scene.items)
    type_into(panel.words, "a cloud")
    wait_until(lambda: "names no furniture" in notice.text)
    assert "Traceback" not in notice.text
    assert notice.level == "error"


def test_layouts_are_previewed_on_hover_and_applied_as_one_step(program: Program, wait_until: Wait) -> None:
    panel, session = program.window.layouts, program.session
    before = session.scene
    program.window.action("layouts").trigger()
    wait_until(lambda: len(panel.proposals) == 3, timeout_s=60)
    panel.preview(panel.proposals[1])
    assert session.previewing
    assert session.shown_scene.item("sofa_1").position != before.item("sofa_1").position
    assert session.scene is before
    panel.preview(None)
    assert session.shown_scene is before
    panel.apply(panel.proposals[1])
    assert session.document.history[0] == ["Layout 2"]
    session.undo()
    assert dict(session.scene.items) == dict(before.items)


def test_layouts_are_forgotten_when_furniture_goes(program: Program, wait_until: Wait) -> None:
    panel = program.window.layouts
    panel.ask()
    wait_until(lambda: len(panel.proposals) == 3, timeout_s=60)
    program.session.execute(RemoveItem(item_id="rug_1"))
    assert panel.proposals == ()
