"""The program around the document: palette, settings, jobs, faults, health."""

from pathlib import Path

import pytest
from fake_services import FakeServices
from hands import Wait, answer_dialog, words_in
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from vrplanner.core.commands.items import RemoveItem
from vrplanner.core.errors import CommandRefused
from vrplanner.core.progress import Progress
from vrplanner.desktop.dialogs import SettingsDialog
from vrplanner.desktop.palette import Palette, match_score
from vrplanner.desktop.run import Program


def test_the_palette_finds_and_runs_actions(program: Program) -> None:
    window = program.window
    window.views.palette()
    palette = window.findChild(Palette)
    QTest.keyClicks(palette.input, "plonly")
    assert palette.list.item(0).text().startswith("Plan only")
    QTest.keyClick(palette.input, Qt.Key.Key_Return)
    assert window.plan_pane.isVisible()
    assert not window.scene_pane.isVisible()


def test_letters_in_order_match_better_at_the_starts_of_words() -> None:
    assert match_score("xyz", "Save as") is None
    assert match_score("sa", "Save as") > match_score("sa", "Use a chair")


def test_language_theme_and_units_change_at_once_and_keep_the_document(
    program: Program, services: FakeServices, monkeypatch: pytest.MonkeyPatch, wait_until: Wait
) -> None:
    program.session.execute(RemoveItem(item_id="rug_1"))
    first = program.window

    def fill(dialog: SettingsDialog) -> None:
        dialog.language.setCurrentIndex(dialog.language.findData("zh_CN"))
        dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
        dialog.units.setCurrentIndex(dialog.units.findData("imperial"))

    answer_dialog(program, monkeypatch, fill)
    first.action("settings").trigger()
    wait_until(lambda: program.window is not first)
    window = program.window
    assert window.isVisible()
    assert window.menuBar().actions()[0].text() == "文件"
    assert window.tokens.name == "dark"
    assert window.session.document.history[0] == ["Remove Rug"]
    window.session.select("sofa_1")
    assert "′" in window.properties.item_page.size_edits[0].text()
    assert services.settings.language == "zh_CN"
    program.use_settings(type(services.settings)())


def test_jobs_show_progress_and_can_be_stopped(program: Program, wait_until: Wait) -> None:
    import time

    def work(*, progress: Progress) -> None:
        while True:
            progress(0.3, "Half done")
            time.sleep(0.005)

    chip = program.window.chip
    job = program.background.start("Long work", work, then=lambda _: None)
    wait_until(lambda: chip.isVisible() and "Long work" in chip.title.text() and chip.bar.value() == 300)
    QTest.mouseClick(chip.cancel_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: not chip.isVisible())
    assert job.state == "cancelled"


def test_a_fault_in_a_job_shows_no_traceback(program: Program, wait_until: Wait) -> None:
    def work(*, progress: Progress) -> None:
        raise KeyError("inner detail")

    program.background.start("Odd work", work, then=lambda _: None)
    wait_until(lambda: "Odd work" in program.window.notice.text)
    assert "inner detail" not in program.window.notice.text


def test_a_fault_in_the_window_is_told_without_its_insides(program: Program) -> None:
    error = KeyError("inner detail")
    program.on_fault(KeyError, error, None)
    assert "fault in the program" in program.window.notice.text
    assert "inner detail" not in program.window.notice.text


def test_a_refused_command_is_explained(program: Program) -> None:
    program.session.refused.emit(CommandRefused("Sofa is fixed in its place.", hint="Release it first."))
    assert program.window.notice.text == "Sofa is fixed in its place. Release it first."


def test_the_health_page_lists_every_check(program: Program, monkeypatch: pytest.MonkeyPatch, wait_until: Wait) -> None:
    seen = []
    monkeypatch.setattr(
        program.window, "run_dialog", lambda dialog: seen.append(words_in(dialog)) or dialog.deleteLater()
    )
    program.window.action("doctor").trigger()
    wait_until(lambda: seen)
    assert "Install one." in seen[0]
    program.window.action("about").trigger()
    assert "AGPL" in seen[1]


def test_places_of_panels_come_back(program: Program, services: FakeServices) -> None:
    program.window.docks["catalogue"].hide()
    program.window.change_settings(services.settings.with_recent(Path("x.vrplan")))
    QApplication.processEvents()
    assert not program.window.docks["catalogue"].isVisible()


def test_every_panel_is_named_for_screen_readers(program: Program) -> None:
    names = [program.window.plan_view, program.window.layouts, program.window.assistant, program.window.properties]
    assert all(widget.accessibleName() for widget in names)


def test_a_point_outside_everything_is_nothing(program: Program) -> None:
    assert program.window.plan_view.thing_at(QPointF(1, 1)) == ""
