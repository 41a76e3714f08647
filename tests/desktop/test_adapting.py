"""While something is dragged the rest makes room: restarted at each move, one step in the end, nothing after Escape."""

import statistics
import threading
import time
from collections.abc import Sequence

import pytest
from fake_services import FakeServices
from hands import Wait
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from vrplanner.app.services import Services
from vrplanner.core.errors import InvalidInput
from vrplanner.core.geometry import Point2
from vrplanner.core.progress import Progress, silent
from vrplanner.core.proposal import Proposal
from vrplanner.core.scene import Scene
from vrplanner.desktop.adapting import PAUSE_MS
from vrplanner.desktop.run import Program
from vrplanner.desktop.snapping import is_blocked

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
CHAIR = (1.5, 0.8)


@pytest.fixture
def live(program: Program) -> Program:
    program.window.action("adapt").trigger()
    return program


def press(program: Program, at: Point2) -> None:
    plan = program.window.plan_view
    QTest.mousePress(plan, LEFT, ALT, plan.to_widget(at).toPoint())


def move(program: Program, to: Point2) -> float:
    """Gives how long the window's thread was busy with it, seconds of its own time."""
    plan = program.window.plan_view
    at = QPointF(plan.to_widget(to))
    event = QMouseEvent(QEvent.Type.MouseMove, at, plan.mapToGlobal(at), Qt.MouseButton.NoButton, LEFT, ALT)
    began_s = time.thread_time()
    QApplication.sendEvent(plan, event)
    return time.thread_time() - began_s


def release(program: Program, at: Point2) -> None:
    plan = program.window.plan_view
    QTest.mouseRelease(plan, LEFT, ALT, plan.to_widget(at).toPoint())


def rug_z(scene: Scene) -> float:
    return scene.item("rug_1").position[2]


def held_xs(scenes: Sequence[Scene]) -> list[float]:
    return [round(scene.item("chair_1").position[0], 1) for scene in scenes]


def ghosts_of(program: Program) -> list[str]:
    return [ghost.then.id for ghost in program.session.ghosts if ghost.then is not None]


def test_off_until_it_is_switched_on(program: Program, services: FakeServices) -> None:
    press(program, CHAIR)
    move(program, (1.0, 1.0))
    QTest.qWait(3 * PAUSE_MS)
    release(program, (1.0, 1.0))
    assert services.adapted == []
    program.window.layouts.live.click()
    assert program.window.action("adapt").isChecked()
    program.window.action("adapt").trigger()
    assert not program.window.layouts.live.isChecked()
    assert not program.session.adapting.enabled


def test_ghosts_show_while_the_piece_is_held_and_all_of_it_is_one_step(
    live: Program, services: FakeServices, wait_until: Wait
) -> None:
    session, before = live.session, live.session.scene
    press(live, CHAIR)
    move(live, (1.0, 1.0))
    wait_until(lambda: session.ghosts)
    assert ghosts_of(live) == ["rug_1"]
    assert rug_z(session.scene) == rug_z(before)  # so far only the chair has moved
    release(live, (1.0, 1.0))
    assert session.ghosts == ()
    assert rug_z(session.scene) == pytest.approx(-1.0, abs=0.02)
    assert session.document.history[0] == ["Move Chair"]
    session.undo()
    assert dict(session.scene.items) == dict(before.items)
    session.redo()
    assert rug_z(session.scene) == pytest.approx(-1.0, abs=0.02)


def test_each_move_gives_the_running_work_up_and_starts_anew(
    live: Program, services: FakeServices, wait_until: Wait
) -> None:
    services.adapts_when.clear()
    press(live, CHAIR)
    for x in (1.2, 0.9, 0.6):
        move(live, (x, 1.0))
        wait_until(lambda x=x: held_xs(services.adapted)[-1:] == [x])
    assert live.session.ghosts == ()
    services.adapts_when.set()
    wait_until(lambda: live.session.ghosts)
    # Of the three only the last was let finish: the rug makes room for where the chair is now.
    assert held_xs(services.adapted) == [1.2, 0.9, 0.6]
    assert rug_z(live.session._adapted[0]) == pytest.approx(-0.6, abs=0.02)
    release(live, (0.6, 1.0))
    assert len(live.session.document.history[0]) == 1


def test_a_quick_hand_starts_one_job_for_many_moves(live: Program, services: FakeServices, wait_until: Wait) -> None:
    press(live, CHAIR)
    for i in range(40):
        move(live, (1.4 - 0.01 * i, 1.0))
    wait_until(lambda: live.session.ghosts)
    assert held_xs(services.adapted) == [1.0]
    release(live, (1.01, 1.0))


def test_released_before_the_answer_it_still_becomes_one_step(
    live: Program, services: FakeServices, wait_until: Wait
) -> None:
    session, before = live.session, live.session.scene
    services.adapts_when.clear()
    press(live, CHAIR)
    move(live, (0.8, 1.0))
    release(live, (0.8, 1.0))
    wait_until(lambda: services.adapted)
    assert rug_z(session.scene) == rug_z(before)
    services.adapts_when.set()
    wait_until(lambda: rug_z(session.scene) != rug_z(before))
    assert session.document.history[0] == ["Move Chair"]
    session.undo()
    assert dict(session.scene.items) == dict(before.items)


def test_an_answer_about_a_room_that_is_no_more_is_dropped(
    live: Program, services: FakeServices, wait_until: Wait
) -> None:
    session, before = live.session, live.session.scene
    services.adapts_when.clear()
    press(live, CHAIR)
    move(live, (0.8, 1.0))
    release(live, (0.8, 1.0))
    wait_until(lambda: services.adapted)
    session.undo()
    services.adapts_when.set()
    wait_until(lambda: not session.background.active and not session.adapting.waiting)
    assert dict(session.scene.items) == dict(before.items)
    assert session.document.history[0] == []


def test_escape_takes_the_drag_and_its_ghosts_back(live: Program, services: FakeServices, wait_until: Wait) -> None:
    session, before, plan = live.session, live.session.scene, live.window.plan_view
    press(live, CHAIR)
    move(live, (1.0, 1.0))
    wait_until(lambda: session.ghosts)
    QTest.keyClick(plan, Qt.Key.Key_Escape)
    assert session.ghosts == ()
    assert dict(session.scene.items) == dict(before.items)
    move(live, (0.5, 1.0))  # the button is still down, but holds nothing any more
    release(live, (0.5, 1.0))
    QTest.qWait(3 * PAUSE_MS)
    assert dict(session.scene.items) == dict(before.items)
    assert session.document.history[0] == []
    assert session.selected_id == "chair_1"


def test_escape_after_the_release_leaves_the_rest_where_it_is(
    live: Program, services: FakeServices, wait_until: Wait
) -> None:
    session, before = live.session, live.session.scene
    services.adapts_when.clear()
    press(live, CHAIR)
    move(live, (0.8, 1.0))
    release(live, (0.8, 1.0))
    QTest.keyClick(live.window.plan_view, Qt.Key.Key_Escape)
    services.adapts_when.set()
    wait_until(lambda: not session.background.active)
    QApplication.processEvents()
    assert rug_z(session.scene) == rug_z(before)
    assert session.document.history[0] == ["Move Chair"]  # the drag itself was over
    assert session.selected_id == "chair_1"
    QTest.keyClick(live.window.plan_view, Qt.Key.Key_Escape)
    assert session.selected_id == ""


def test_where_nothing_has_to_move_nothing_does(live: Program, services: FakeServices, wait_until: Wait) -> None:
    press(live, CHAIR)
    move(live, (1.0, 1.0))
    wait_until(lambda: live.session.ghosts)
    move(live, (-0.8, 1.2))
    wait_until(lambda: held_xs(services.adapted)[-1] == -0.8 and not live.session.ghosts)
    release(live, (-0.8, 1.2))
    assert rug_z(live.session.scene) == -0.3
    assert live.session.document.history[0] == ["Move Chair"]


def test_what_cannot_be_adapted_does_not_disturb_the_drag(
    live: Program, services: FakeServices, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()

    def adapt(scene: Scene, room_id: str, held_id: str, *, progress: Progress = silent) -> Proposal | None:
        asked.set()
        raise InvalidInput("There is nothing to arrange.")

    monkeypatch.setattr(services, "adapt", adapt)
    press(live, CHAIR)
    move(live, (1.0, 1.0))
    wait_until(lambda: asked.is_set() and not live.session.background.active)
    QApplication.processEvents()
    release(live, (1.0, 1.0))
    assert live.session.document.history[0] == ["Move Chair"]
    assert not live.window.notice.isVisible()


def test_outside_every_room_nobody_is_asked(live: Program, services: FakeServices) -> None:
    press(live, CHAIR)
    move(live, (4.5, 0.8))
    QTest.qWait(3 * PAUSE_MS)
    release(live, (4.5, 0.8))
    assert services.adapted == []
    assert live.session.scene.item("chair_1").position[0] == pytest.approx(4.5, abs=0.02)


@pytest.mark.parametrize("panel", ["properties", "layouts"])
def test_a_move_keeps_the_window_busy_for_less_than_5_ms(live: Program, wait_until: Wait, panel: str) -> None:
    """Of the thread's own time, so that a busy machine does not count."""
    live.window.layouts.ask()
    wait_until(lambda: len(live.window.layouts.cards) == 3, timeout_s=60)
    live.window.show_dock(panel)
    press(live, CHAIR)
    spent_s = []
    for i in range(60):
        spent_s.append(move(live, (1.4 - 0.02 * i, 1.0)))
        QApplication.processEvents()
    release(live, (0.2, 1.0))
    assert statistics.median(spent_s) < 0.005


def shown(widget: QWidget) -> bytes:
    picture = widget.grab().toImage()
    return bytes(picture.constBits())


def test_the_plan_draws_the_ghosts(live: Program, wait_until: Wait) -> None:
    plan = live.window.plan_view
    press(live, CHAIR)
    move(live, (1.0, 1.0))
    wait_until(lambda: live.session.ghosts)
    with_ghosts = shown(plan)
    live.session.adapting.cancel()
    assert shown(plan) != with_ghosts
    release(live, (1.0, 1.0))


def test_with_the_real_search_a_pushed_piece_finds_room(
    live: Program, services: FakeServices, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "adapt", Services().adapt)
    session, before = live.session, live.session.scene
    press(live, CHAIR)
    move(live, (0.1, -0.2))  # onto the coffee table
    wait_until(lambda: session.ghosts, timeout_s=120)
    assert "coffee_table_1" in ghosts_of(live)
    assert "chair_1" not in ghosts_of(live)
    release(live, (0.1, -0.2))
    chair = session.scene.item("chair_1")
    assert chair.plan_position == pytest.approx((0.1, -0.2), abs=0.02)
    assert is_blocked(before, chair)
    assert not is_blocked(session.scene, chair)
    assert session.document.history[0] == ["Move Chair"]
    session.undo()
    assert dict(session.scene.items) == dict(before.items)
