"""Autosave as the window uses it, with the real one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_services import FakeServices, furnished_scene
from PySide6.QtWidgets import QApplication

from vrplanner.app import autosave
from vrplanner.core.commands.items import RemoveItem
from vrplanner.core.document import Document
from vrplanner.desktop import ask
from vrplanner.desktop.run import Program

Wait = Callable[..., None]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VRPLANNER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def die_after_two_steps(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave on disk what a program leaves that is killed."""
    document = Document(furnished_scene())
    watch = autosave.Autosave(document, None)
    document.execute(RemoveItem(item_id="rug_1"))
    document.execute(RemoveItem(item_id="chair_1"))
    kept = home / "kept"
    shutil.copytree(home / "data" / "autosave", kept)
    watch.close()
    shutil.copytree(kept, home / "data" / "autosave", dirs_exist_ok=True)
    monkeypatch.setattr(autosave, "_is_running", lambda pid: False)


def test_lost_work_is_offered_and_restored(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch, wait_until: Wait
) -> None:
    die_after_two_steps(home, monkeypatch)
    program.keep_safe(autosave)
    assert "was not saved" in program.window.notice.text
    assert "2 steps" in program.window.notice.text
    program.safety.restore()
    wait_until(lambda: program.session.document.history[0] == ["Remove Rug", "Remove Chair"])
    assert program.session.document.modified
    assert "rug_1" not in program.session.scene.items


def test_restored_work_survives_a_second_crash_until_it_is_saved(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch, wait_until: Wait
) -> None:
    die_after_two_steps(home, monkeypatch)
    program.keep_safe(autosave)
    program.safety.restore()
    wait_until(lambda: program.session.document.modified)
    assert [lost.steps for lost in autosave.recoverable()] == [2]
    program.session.document.mark_saved()
    program.session.saved.emit()
    assert autosave.recoverable() == []


def test_restoring_asks_before_newer_work_goes_away(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    die_after_two_steps(home, monkeypatch)
    program.keep_safe(autosave)
    program.session.execute(RemoveItem(item_id="sofa_1"))
    asked = []
    monkeypatch.setattr(ask, "save_changes", lambda parent, name: asked.append(name) or "cancel")
    program.window.notice._on_action()
    assert len(asked) == 1
    assert program.session.document.history[0] == ["Remove Sofa"]


def test_every_step_is_on_disk_and_closing_forgets(
    qt_app: QApplication, services: FakeServices, home: Path, program: Program
) -> None:
    program.keep_safe(autosave)
    program.session.execute(RemoveItem(item_id="rug_1"))
    (journal,) = home.glob("data/autosave/*/journal.jsonl")
    assert "remove_item" in journal.read_text(encoding="utf-8")
    program.session.replace_document(Document(furnished_scene()), None)
    (journal,) = home.glob("data/autosave/*/journal.jsonl")
    assert journal.read_text(encoding="utf-8") == ""
    program.safety.close()
    assert list(home.glob("data/autosave/*/journal.jsonl")) == []
