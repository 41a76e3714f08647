"""The plan as a person uses it: select, drag, turn, nudge, zoom, drop."""

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from vrplanner.core.document import Document
from vrplanner.desktop.plan_paint import handle_place
from vrplanner.desktop.plan_view import PlanView
from vrplanner.desktop.run import Program
from vrplanner.desktop.session import Session

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEYS, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def plan(program: Program, qt_app: QApplication) -> PlanView:
    view = program.window.plan_view
    view.resize(700, 600)
    qt_app.processEvents()
    view.fit()
    return view


def at(plan: PlanView, x: float, z: float) -> QPoint:
    return plan.to_widget((x, z)).toPoint()


def drag(plan: PlanView, start: QPoint, end: QPoint, *, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    QTest.mousePress(plan, LEFT, keys, start)
    for share in (0.25, 0.5, 0.75, 1.0):
        x, y = (a + (b - a) * share for a, b in zip(start.toTuple(), end.toTuple(), strict=True))
        point = QPointF(x, y)
        move(plan, point, keys)
    QTest.mouseRelease(plan, LEFT, keys, end)


def move(plan: PlanView, point: QPointF, keys: Qt.KeyboardModifier) -> None:
    # QTest.mouseMove tells no buttons, as a hover does.
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    place = plan.mapToGlobal(point)
    event = QMouseEvent(QEvent.Type.MouseMove, point, place, Qt.MouseButton.NoButton, LEFT, keys)
    QApplication.sendEvent(plan, event)


def test_a_click_selects_what_is_on_top(plan: PlanView) -> None:
    QTest.mouseClick(plan, LEFT, NO_KEYS, at(plan, 0.0, -0.3))
    assert plan.session.selected_id == "coffee_table_1"  # the rug lies under it
    QTest.mouseClick(plan, LEFT, NO_KEYS, at(plan, 0.8, 0.1))
    assert plan.session.selected_id == "rug_1"
    QTest.mouseClick(plan, LEFT, NO_KEYS, at(plan, 2.0, -1.7))
    assert plan.session.selected_id == ""


def test_dragging_a_chair_is_one_undo_step(plan: PlanView) -> None:
    document: Document = plan.session.document
    before = document.scene.item("chair_1").position
    drag(plan, at(plan, 1.5, 0.8), at(plan, 1.1, 1.2), keys=ALT)
    x, _, z = document.scene.item("chair_1").position
    assert (x, z) == pytest.approx((1.1, 1.2), abs=0.02)
    assert document.history[0] == ["Move Chair"]
    document.undo()
    assert document.scene.item("chair_1").position == before


def test_a_drag_ends_with_its_document(plan: PlanView) -> None:
    QTest.mousePress(plan, LEFT, ALT, at(plan, 1.5, 0.8))
    move(plan, plan.to_widget((1.2, 1.0)), ALT)
    other = Document(plan.session.scene)
    plan.session.replace_document(other, None)
    move(plan, plan.to_widget((0.5, 1.4)), ALT)
    QTest.mouseRelease(plan, LEFT, ALT, at(plan, 0.5, 1.4))
    assert other.history[0] == []


def test_a_dragged_thing_snaps_flush_with_the_wall(plan: PlanView) -> None:
    drag(plan, at(plan, -1.9, 0.3), at(plan, -2.04, 0.3))
    item = plan.session.document.scene.item("armchair_1")
    assert item.footprint.bounds[0] == pytest.approx(-2.5, abs=1e-6)


def test_a_small_tremble_of_a_click_moves_nothing(plan: PlanView) -> None:
    start = at(plan, 1.5, 0.8)
    drag(plan, start, start + QPoint(2, 1))
    assert plan.session.selected_id == "chair_1"
    assert plan.session.document.history[0] == []


def test_the_handle_turns_in_steps(plan: PlanView) -> None:
    plan.session.select("armchair_1")
    item = plan.session.document.scene.item("armchair_1")
    start = handle_place(item, plan.camera).toPoint()
    drag(plan, start, at(plan, -1.9, 1.3))
    turned = plan.session.document.scene.item("armchair_1")
    assert turned.yaw_rad == pytest.approx(0.0, abs=1e-6)
    assert turned.position == item.position
    assert plan.session.document.history[0] == ["Turn Armchair"]


def test_keys_nudge_and_turn(plan: PlanView) -> None:
    plan.session.select("chair_1")
    before = plan.session.document.scene.item("chair_1")
    QTest.keyClick(plan, Qt.Key.Key_Right)
    QTest.keyClick(plan, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(plan, Qt.Key.Key_BracketLeft)
    after = plan.session.document.scene.item("chair_1")
    assert after.position[0] == pytest.approx(before.position[0] + 0.05)
    assert after.position[2] == pytest.approx(before.position[2] - 0.01)
    assert math.remainder(after.yaw_rad - before.yaw_rad, math.tau) == pytest.approx(math.radians(15))
    QTest.keyClick(plan, Qt.Key.Key_Escape)
    assert plan.session.selected_id == ""


def test_a_fixed_thing_stays_and_says_why(plan: PlanView, program: Program) -> None:
    plan.session.select("chair_1")
    program.window.action("fix").trigger()
    drag(plan, at(plan, 1.5, 0.8), at(plan, 1.0, 1.2))
    assert plan.session.document.scene.item("chair_1").position == (1.5, 0.0, 0.8)
    assert "fixed" in program.window.notice.text


def test_the_wheel_zooms_about_the_pointer(plan: PlanView) -> None:
    spot = QPointF(200, 150)
    before, scale = plan.camera.to_plan(spot), plan.camera.pixels_per_m
    wheel = QWheelEvent(
        spot, plan.mapToGlobal(spot), QPoint(0, 0), QPoint(0, 240), Qt.MouseButton.NoButton, NO_KEYS,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(plan, wheel)
    assert plan.camera.pixels_per_m > scale * 1.2
    assert plan.camera.to_plan(spot) == pytest.approx(before)


def test_dragging_the_empty_sheet_pushes_it(plan: PlanView) -> None:
    corner = at(plan, 2.2, -1.7)
    under = plan.camera.to_plan(QPointF(corner))
    drag(plan, corner, corner + QPoint(60, 40))
    assert plan.camera.to_plan(QPointF(corner + QPoint(60, 40))) == pytest.approx(under)
    assert plan.session.document.history[0] == []


def test_it_draws_walls_furniture_and_the_selection(plan: PlanView) -> None:
    plain = plan.grab().toImage()
    wall = plan.to_widget((-2.55, 0.0)).toPoint()
    assert plain.pixelColor(wall).lightness() < 100  # light theme: dark walls
    plan.session.select("sofa_1")
    marked = plan.grab().toImage()
    edge = plan.to_widget((-1.05, -1.5)).toPoint()
    assert marked.pixelColor(edge) != plain.pixelColor(edge)


def test_moving_an_avatar(plan: PlanView, program: Program) -> None:
    from vrplanner.core.commands.people import SetAvatar
    from vrplanner.core.person import Avatar, Measurements

    session: Session = plan.session
    avatar = Avatar(id="anna", name="Anna", measurements=Measurements(height_m=1.7), position=(1.0, 0.0, 0.0))
    session.execute(SetAvatar(avatar=avatar))
    drag(plan, at(plan, 1.0, 0.0), at(plan, 0.5, 1.2))
    assert session.selected_id == "anna"
    assert session.document.scene.avatar("anna").position == pytest.approx((0.5, 0.0, 1.2), abs=0.02)
