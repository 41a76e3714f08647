"""Saving, opening, exporting, recent and dropped files in the window."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from fake_services import FakeServices, furnished_scene
from hands import Wait
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from vrplanner.core.commands.items import RemoveItem
from vrplanner.core.document import Document
from vrplanner.desktop import ask
from vrplanner.desktop.menus import fill_recent
from vrplanner.desktop.run import Program


def test_saving_asks_for_a_name_once_and_clears_the_mark(
    program: Program, services: FakeServices, wait_until: Wait, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "home.vrplan"
    asked = []
    monkeypatch.setattr(ask, "save_file", lambda *arguments: asked.append(arguments) or target)
    program.session.execute(RemoveItem(item_id="rug_1"))
    program.window.action("save").trigger()
    wait_until(lambda: not program.session.document.modified)
    assert services.saved[0] == (target, program.session.scene)
    assert program.window.windowTitle().startswith("home")
    program.session.execute(RemoveItem(item_id="chair_1"))
    program.window.action("save").trigger()
    wait_until(lambda: len(services.saved) == 2)
    assert len(asked) == 1
    assert services.settings.recent_files == (str(target),)


def test_a_change_during_a_save_stays_unsaved(
    program: Program, services: FakeServices, wait_until: Wait, tmp_path: Path
) -> None:
    program.session.set_path(tmp_path / "home.vrplan")
    program.session.execute(RemoveItem(item_id="rug_1"))
    program.window.action("save").trigger()
    program.session.execute(RemoveItem(item_id="chair_1"))
    wait_until(lambda: "home" in program.window.notice.text)
    assert program.session.document.modified


def test_opening_replaces_the_document_and_a_bad_file_says_so(
    program: Program, services: FakeServices, wait_until: Wait, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    good, bad = tmp_path / "other.vrplan", tmp_path / "bad.vrplan"
    services.stored[good] = Document(furnished_scene())
    monkeypatch.setattr(ask, "open_file", lambda *_: bad)
    program.window.action("open").trigger()
    wait_until(lambda: "not a project" in program.window.notice.text)
    monkeypatch.setattr(ask, "open_file", lambda *_: good)
    program.window.action("open").trigger()
    wait_until(lambda: program.session.document is services.stored[good])
    assert program.session.path == good


@pytest.mark.parametrize("answer", ["save", "discard", "cancel"])
def test_closing_with_changes_asks_first(
    program: Program, wait_until: Wait, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str
) -> None:
    services = program.services
    monkeypatch.setattr(ask, "save_changes", lambda *_: answer)
    program.session.set_path(tmp_path / "home.vrplan")
    program.session.execute(RemoveItem(item_id="rug_1"))
    closed = []
    program.window.closed.connect(lambda: closed.append(True))
    program.window.close()
    if answer == "cancel":
        assert program.window.isVisible()
        assert services.saved == []
    else:
        wait_until(lambda: closed)
        assert len(services.saved) == (1 if answer == "save" else 0)


def test_export_import_and_picture(
    program: Program, services: FakeServices, wait_until: Wait, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ask, "save_file", lambda *_: tmp_path / "plan.svg")
    program.window.action("export").trigger()
    wait_until(lambda: services.exported == [tmp_path / "plan.svg"])
    monkeypatch.setattr(ask, "open_file", lambda *_: tmp_path / "wing.glb")
    program.window.action("import").trigger()
    wait_until(lambda: program.session.selected_item and program.session.selected_item.name == "wing")
    monkeypatch.setattr(ask, "save_file", lambda *_: tmp_path / "view.png")
    program.window.action("screenshot").trigger()
    assert (tmp_path / "view.png").read_bytes().startswith(b"\x89PNG")


def test_recent_files_are_offered(program: Program, services: FakeServices, tmp_path: Path) -> None:
    path = tmp_path / "flat.vrplan"
    path.write_bytes(b"")
    program.window.remember(path)
    menu = program.window.menuBar().addMenu("probe")
    fill_recent(program.window, menu)
    assert [action.text() for action in menu.actions()] == ["flat.vrplan"]


def drop_files(program: Program, *paths: Path) -> QDragEnterEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPointF(50, 50).toPoint(), copy, data, left, keys)
    QApplication.sendEvent(program.window, entering)
    QApplication.sendEvent(program.window, QDropEvent(QPointF(50, 50), copy, data, left, keys))
    QApplication.processEvents()
    return entering


def test_dropped_files_are_opened_imported_or_explained(
    program: Program, services: FakeServices, tmp_path: Path, wait_until: Wait
) -> None:
    assert drop_files(program, tmp_path / "odd.docx").isAccepted()
    assert "odd.docx cannot be opened" in program.window.notice.text
    drop_files(program, tmp_path / "armchair.GLB")
    wait_until(lambda: program.session.selected_id == "chair_2")
    drop_files(program, tmp_path)
    wait_until(lambda: "room_2" in program.session.scene.rooms)
    project = tmp_path / "other.vrplan"
    services.stored[project] = Document()
    program.session.document.mark_saved()
    drop_files(program, project)
    wait_until(lambda: program.session.path == project)


def test_a_job_that_outlasts_its_window_still_does_its_work_and_tells_of_it(
    program: Program, services: FakeServices, tmp_path: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The language is changed while the project is being saved."""
    go_on = threading.Event()
    save = services.save

    def slow_save(*args: object, **kwargs: object) -> None:
        assert go_on.wait(10)
        save(*args, **kwargs)

    monkeypatch.setattr(services, "save", slow_save)
    session, first = program.session, program.window
    session.execute(RemoveItem(item_id="rug_1"))
    session.set_path(tmp_path / "slow.vrplan")
    first.action("save").trigger()
    first.change_settings(replace(first.settings, language="zh_CN"))
    wait_until(lambda: program.window is not first)
    second = program.window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not first.isVisible()
    go_on.set()
    wait_until(lambda: "slow.vrplan" in second.notice.text)
    assert not session.document.modified
    wait_until(lambda: program._replaced == [])
    second.change_settings(replace(second.settings, language="en"))
    wait_until(lambda: program.window is not second)
