"""What is done in a real window on a display, in a process of its own: `xvfb_scenarios.py FOLDER`.

The Qt platform is chosen once a process, and the other tests have chosen one without OpenGL.
"""

import itertools
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
from fake_services import FakeServices, furnished_scene
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from vrplanner.core.document import Document
from vrplanner.desktop.run import Program

LEFT, NO_KEYS, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


def wait(condition: Callable[[], object], timeout_s: float = 30.0) -> None:
    deadline_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline_s, "it did not happen in time"
        QApplication.processEvents()
        time.sleep(0.005)


def drag(view: QWidget, start: QPointF, end: QPointF) -> None:
    QTest.mousePress(view, LEFT, ALT, start.toPoint())
    for i in range(1, 6):
        at = start + (end - start) * (i / 5)
        move = QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), Qt.MouseButton.NoButton, LEFT, ALT)
        QApplication.sendEvent(view, move)
        QApplication.processEvents()
    QTest.mouseRelease(view, LEFT, ALT, end.toPoint())


def save_picture(program: Program, folder: Path, name: str) -> None:
    QApplication.processEvents()
    program.app.primaryScreen().grabWindow(program.window.winId()).save(str(folder / name))


def drag_in_3d(program: Program, folder: Path) -> None:
    """A chair is picked up where it is seen and pushed over the floor: one step, and the picture shows it."""
    view, document = program.window.scene_pane.view, program.session.document
    before = view.picture()
    start, end = view.to_widget((1.5, 0.45, 0.8)), view.to_widget((0.8, 0.45, 1.3))
    view_at = view.thing_at(start)
    assert view_at[0] == "chair_1", view_at
    drag(view, start, end)
    x, _, z = document.scene.item("chair_1").position
    # The plane of the drag is where the pointer touched: near the seat's height, so within a few centimetres.
    assert math.dist((x, z), (0.8, 1.3)) < 0.15, (x, z)
    assert document.history[0] == ["Move Chair"], document.history
    frames = view.frames_drawn
    view.update()
    wait(lambda: view.frames_drawn > frames)
    after = view.picture()
    assert count_different(before, after) > 500
    save_picture(program, folder, "dragged_3d.png")
    program.window.action("undo").trigger()
    assert document.scene.item("chair_1").position == (1.5, 0.0, 0.8)


def drag_in_plan(program: Program, folder: Path) -> None:
    """Dragged on the plan, it moves in the 3D view too."""
    plan, view = program.window.plan_view, program.window.scene_pane.view
    before = view.picture()
    drag(plan, plan.to_widget((1.5, 0.8)), plan.to_widget((0.6, 1.4)))
    x, _, z = program.session.scene.item("chair_1").position
    assert math.dist((x, z), (0.6, 1.4)) < 0.02, (x, z)
    assert program.session.document.history[0] == ["Move Chair"]
    frames = view.frames_drawn
    view.update()
    wait(lambda: view.frames_drawn > frames)
    assert count_different(before, view.picture()) > 500
    save_picture(program, folder, "dragged_plan.png")


def look_about(program: Program, folder: Path) -> None:
    """Orbiting, walking and cutting walls away change the picture; the document stays as it was."""
    view, window = program.window.scene_pane.view, program.window
    seen = [view.picture()]
    corner = QPointF(view.width() * 0.06, view.height() * 0.94)
    drag(view, corner, corner + QPointF(120, -20))
    seen.append(view.picture())
    window.action("cutaway").trigger()
    seen.append(view.picture())
    window.action("walk").trigger()
    seen.append(view.picture())
    place = view.walk.place
    QTest.keyPress(view, Qt.Key.Key_W)
    QTest.keyRelease(view, Qt.Key.Key_W)
    assert view.walk.place != place
    save_picture(program, folder, "walking.png")
    for earlier, later in itertools.pairwise(seen):
        assert count_different(earlier, later) > 2000
    assert program.session.document.history[0] == []


def adapt_in_3d(program: Program, folder: Path) -> None:
    """A chair is dragged in the 3D view and the rug makes room: as a ghost first, with the drag's one step then."""
    view, session = program.window.scene_pane.view, program.session
    before = session.scene
    program.window.action("adapt").trigger()
    start, end = view.to_widget((1.5, 0.45, 0.8)), view.to_widget((1.0, 0.45, 1.2))
    QTest.mousePress(view, LEFT, ALT, start.toPoint())
    move = QMouseEvent(QEvent.Type.MouseMove, end, view.mapToGlobal(end), Qt.MouseButton.NoButton, LEFT, ALT)
    QApplication.sendEvent(view, move)
    wait(lambda: session.ghosts)
    assert [ghost.then.id for ghost in session.ghosts] == ["rug_1"]
    QTest.qWait(400)  # until the view is still, and drawn finely
    with_ghosts = screen(program)
    save_picture(program, folder, "adapting.png")
    session.show_adapted(None)
    QTest.qWait(100)
    assert count_different(with_ghosts, screen(program)) > 300
    QTest.keyPress(view, Qt.Key.Key_Escape)
    assert dict(session.scene.items) == dict(before.items)
    QTest.mouseRelease(view, LEFT, ALT, end.toPoint())
    session.select("")  # its handle is in the way of where the pointer takes hold
    drag(view, start, end)
    wait(lambda: session.scene.item("rug_1") != before.item("rug_1"))
    assert session.document.history[0] == ["Move Chair"], session.document.history
    program.window.action("undo").trigger()
    assert dict(session.scene.items) == dict(before.items)
    program.window.action("adapt").trigger()


def preview_in_3d(program: Program, folder: Path) -> None:
    """Pointing at a suggested layout shows the room as it would be, with marks of where things came from."""
    view, session, panel = program.window.scene_pane.view, program.session, program.window.layouts
    before = view.picture()
    panel.ask()
    wait(lambda: len(panel.cards) == 3)
    panel.preview(panel.proposals[2])
    frames = view.frames_drawn
    wait(lambda: view.frames_drawn > frames)
    assert count_different(before, view.picture()) > 500
    save_picture(program, folder, "preview.png")
    panel.preview(None)
    assert session.ghosts == ()


def screen(program: Program) -> QImage:
    QApplication.processEvents()
    return program.app.primaryScreen().grabWindow(program.window.winId()).toImage()


def new_settings(program: Program, folder: Path) -> None:
    """Another theme and language: a new window with a working 3D view, and nothing left of the old one."""
    from dataclasses import replace

    first = program.window
    first.change_settings(replace(first.settings, language="zh_CN", theme="dark"))
    wait(lambda: program.window is not first and program.window.scene_pane.view.frames_drawn > 0)
    assert program.window.menuBar().actions()[0].text() == "文件"
    program.session.select("sofa_1")
    picture = program.window.scene_pane.view.picture()
    assert pixels_of(picture).std() > 20
    save_picture(program, folder, "dark_chinese.png")


def turn_in_3d(program: Program, folder: Path) -> None:
    """The handle in front of a thing turns it."""
    view = program.window.scene_pane.view
    program.session.select("armchair_1")
    QApplication.processEvents()
    handle = view._overlay.handle_place()
    drag(view, handle, view.to_widget((-1.9, 0.0, 1.4)))
    assert abs(program.session.scene.item("armchair_1").yaw_rad) < 0.05
    assert program.session.document.history[0] == ["Turn Armchair"]
    save_picture(program, folder, "turned.png")


def pixels_of(picture: QImage) -> np.ndarray:
    """int16 (h, w, 3)."""
    rgb = picture.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : rgb.width() * 3].reshape(rgb.height(), rgb.width(), 3).astype(np.int16)


def count_different(first: QImage, second: QImage) -> int:
    """Pixels that differ clearly."""
    return int((np.abs(pixels_of(first) - pixels_of(second)).sum(axis=2) > 24).sum())


SCENARIOS = (drag_in_3d, drag_in_plan, turn_in_3d, adapt_in_3d, preview_in_3d, look_about, new_settings)


def main(folder: Path) -> None:
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    program = Program(app, Document(), FakeServices())
    program.window.resize(1280, 820)
    program.window.show()
    for scenario in SCENARIOS:
        program.session.replace_document(Document(furnished_scene()), None)
        frames = program.window.scene_pane.view.frames_drawn
        wait(lambda frames=frames: program.window.scene_pane.view.frames_drawn > frames)
        QTest.qWait(100)
        scenario(program, folder)
        print(scenario.__name__, flush=True)  # noqa: T201
    program.session.document.mark_saved()
    program.window.close()
    program.close()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()
    assert app.topLevelWidgets() == [], app.topLevelWidgets()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
