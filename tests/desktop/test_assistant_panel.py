"""Talking to the assistant in the window: what is said, and what then is in the document."""

from pathlib import Path

from fake_services import FakeServices, furnished_scene
from hands import Wait, type_into, words_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from vrplanner.core.commands.rooms import SetRoom
from vrplanner.core.document import Document
from vrplanner.desktop.run import Program


def test_typing_to_the_assistant_places_a_thing_as_one_step(program: Program, wait_until: Wait) -> None:
    panel, document = program.window.assistant, program.session.document
    type_into(panel.input, "a green chair")
    wait_until(lambda: "chair_2" in document.scene.items)
    wait_until(lambda: document.history[0] == ["Place a green chair"])
    wait_until(lambda: program.session.selected_id == "chair_2")
    type_into(panel.input, "undo that")
    wait_until(lambda: "chair_2" not in document.scene.items)


def test_what_only_the_window_can_do_is_done_when_said(
    program: Program, services: FakeServices, wait_until: Wait, tmp_path: Path
) -> None:
    program.session.set_path(tmp_path / "said.vrplan")
    type_into(program.window.assistant.input, "save it")
    wait_until(lambda: [path.name for path, _ in services.saved] == ["said.vrplan"])


def test_an_empty_project_offers_ways_to_begin(program: Program) -> None:
    window = program.window
    assert not window.welcome.isVisible()
    window.action("new").trigger()
    assert window.welcome.isVisible()
    program.session.execute(SetRoom(room=next(iter(furnished_scene().rooms.values()))))
    assert not window.welcome.isVisible()


def test_a_sample_opens_as_an_untitled_copy(
    program: Program, services: FakeServices, tmp_path: Path, wait_until: Wait
) -> None:
    sample = tmp_path / "sample.vrplan"
    services.stored[sample] = Document(furnished_scene())
    program.window.action("sample").trigger()
    wait_until(lambda: program.session.document is services.stored[sample])
    assert program.session.path is None


def test_a_small_window_keeps_its_fields_and_tabs_whole(program: Program) -> None:
    window = program.window
    window.resize(900, 600)
    QApplication.processEvents()
    assert window.width() <= 1000
    page = window.properties.room_page
    assert page.minimumSizeHint().width() <= window.properties.width()


def test_what_the_assistant_refuses_is_said_in_the_talk(program: Program, wait_until: Wait) -> None:
    panel = program.window.assistant
    type_into(panel.input, "gibberish")
    wait_until(lambda: "names no furniture" in words_in(panel))


def test_an_offer_is_accepted_as_one_step(program: Program, services: FakeServices, wait_until: Wait) -> None:
    panel, document = program.window.assistant, program.session.document
    type_into(panel.input, "suggest a layout")
    wait_until(lambda: any(b.text() == "Accept" for b in panel.findChildren(QPushButton)))
    accept = [b for b in panel.findChildren(QPushButton) if b.text() == "Accept"][1]
    QTest.mouseClick(accept, Qt.MouseButton.LeftButton)
    wait_until(lambda: document.history[0] == ["Layout 2"])
    assert services.answers == [(True, 1)]


def test_a_long_answer_is_shown_from_its_beginning(program: Program, wait_until: Wait) -> None:
    panel = program.window.assistant
    type_into(panel.input, "suggest a layout")
    wait_until(lambda: any(b.text() == "Accept" for b in panel.findChildren(QPushButton)))
    bar = panel._scroll.verticalScrollBar()
    answer = next(label for label in panel.findChildren(QLabel) if label.text() == "Three ways:")
    wait_until(lambda: bar.maximum() > 0 and bar.value() > 0)
    QTest.qWait(50)
    top = answer.mapTo(panel._scroll.viewport(), answer.rect().topLeft()).y()
    assert 0 <= top < panel._scroll.viewport().height()


def test_something_very_long_said_stays_inside_the_panel(program: Program, wait_until: Wait) -> None:
    panel = program.window.assistant
    width = program.window.width()
    panel.ask("w" * 3000)
    wait_until(lambda: "names no furniture" in words_in(panel))
    assert panel._scroll.widget().width() <= panel._scroll.viewport().width()
    assert program.window.width() == width
