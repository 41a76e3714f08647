"""What the window learns of a person's taste, shows of it, and forgets."""

from pathlib import Path

import pytest
from fake_services import FakeServices
from hands import Wait, words_in
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from vrplanner.core.errors import InvalidInput
from vrplanner.desktop import ask, i18n
from vrplanner.desktop.run import Program
from vrplanner.desktop.taste_dialog import TasteDialog

LEFT = Qt.MouseButton.LeftButton


def open_dialog(program: Program, monkeypatch: pytest.MonkeyPatch, act: object) -> None:
    """Choose "Your taste…" and let a person `act` on the dialog while it is open."""

    def run(dialog: TasteDialog) -> bool:
        dialog.show()
        QApplication.processEvents()
        act(dialog)
        QTest.mouseClick(dialog.close_button, LEFT)
        assert not dialog.isVisible()
        dialog.deleteLater()
        return False

    monkeypatch.setattr(program.window, "run_dialog", run)
    program.window.action("taste").trigger()


def test_applying_a_suggested_layout_teaches_which_one_it_was(
    program: Program, services: FakeServices, wait_until: Wait
) -> None:
    panel = program.window.layouts
    QTest.mouseClick(panel.suggest, LEFT)
    wait_until(lambda: len(panel.proposals) == 3, timeout_s=60)
    cards = [button for button in panel.findChildren(QPushButton) if button.text() == "Apply"]
    QTest.mouseClick(cards[1], LEFT)
    assert services.choices == [(panel.proposals, 1)]
    assert program.session.document.history[0] == ["Layout 2"]


def test_looking_at_layouts_teaches_nothing(program: Program, services: FakeServices, wait_until: Wait) -> None:
    panel = program.window.layouts
    panel.ask()
    wait_until(lambda: len(panel.proposals) == 3, timeout_s=60)
    panel.preview(panel.proposals[2])
    panel.preview(None)
    assert services.choices == []


def test_learning_is_switched_off_by_a_click_and_stays_off(
    program: Program, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = program.window

    def act(dialog: TasteDialog) -> None:
        assert dialog.learning.isChecked()
        QTest.mouseClick(dialog.learning, LEFT, pos=QPoint(8, dialog.learning.height() // 2))
        assert not dialog.learning.isChecked()

    open_dialog(program, monkeypatch, act)
    assert services.settings.learn_taste is False
    assert program.window is window
    window.remember(Path("/homes/a.vrplan"))
    assert services.settings.learn_taste is False
    open_dialog(program, monkeypatch, lambda dialog: QTest.mouseClick(dialog.learning, LEFT, pos=QPoint(8, 8)))
    assert services.settings.learn_taste is True


def test_what_was_learned_is_shown_and_forgotten_only_after_a_yes(
    program: Program, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.choose_layout((), 0)

    def act(dialog: TasteDialog) -> None:
        assert "Learned from 1 choices." in words_in(dialog)
        monkeypatch.setattr(ask, "forget_taste", lambda parent: False)
        QTest.mouseClick(dialog.forget, LEFT)
        assert services.choices
        monkeypatch.setattr(ask, "forget_taste", lambda parent: True)
        QTest.mouseClick(dialog.forget, LEFT)
        assert not services.choices
        QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete: the old sentence goes
        assert "Learned from 0 choices." in words_in(dialog)
        assert not dialog.forget.isEnabled()

    open_dialog(program, monkeypatch, act)


@pytest.mark.parametrize(("clicked", "answer"), [("Forget", True), ("Cancel", False)])
def test_the_question_before_forgetting_takes_both_answers(program: Program, clicked: str, answer: bool) -> None:
    def click() -> None:
        box = QApplication.activeModalWidget()
        (pressed,) = [button for button in box.findChildren(QPushButton) if button.text() == clicked]
        QTest.mouseClick(pressed, LEFT)

    QTimer.singleShot(50, click)
    assert ask.forget_taste(program.window) is answer


def test_a_file_that_cannot_be_deleted_is_said(
    program: Program, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.choose_layout((), 0)
    monkeypatch.setattr(ask, "forget_taste", lambda parent: True)

    def refuse() -> None:
        raise InvalidInput("It cannot be deleted.", hint="Delete it by hand.")

    monkeypatch.setattr(services, "forget_taste", refuse)

    def act(dialog: TasteDialog) -> None:
        QTest.mouseClick(dialog.forget, LEFT)
        assert dialog.problem.isVisible()
        assert "cannot be deleted" in dialog.problem.text()

    open_dialog(program, monkeypatch, act)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_long_sentences_are_shown_whole(qt_app: QApplication, services: FakeServices, language: str) -> None:
    long = "You prefer layouts with things beside what they belong to, such as a night stand at the bed. " * 2
    services.taste_sentences = lambda language="en": [long] * 5  # type: ignore[method-assign]
    i18n.set_language(language)
    try:
        dialog = TasteDialog(None, services, learning=True)
        dialog.show()
        qt_app.processEvents()
        sentences = [child for child in dialog.findChildren(type(dialog.problem)) if child.text() == long]
        assert len(sentences) == 5
        assert all(child.height() >= child.heightForWidth(child.width()) for child in sentences)
        dialog.close()
        dialog.deleteLater()
    finally:
        i18n.set_language("en")
