"""A program that is killed loses nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vrplanner.app.autosave import Autosave, forget, forget_old, recover, recoverable
from vrplanner.core.commands.items import MoveItem, PlaceItem
from vrplanner.core.document import Document
from vrplanner.core.item import Item
from vrplanner.core.model import Model

from ..formats.test_gltf import box_part


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VRPLANNER_HOME", str(tmp_path / "home"))
    return tmp_path


def test_a_document_that_was_closed_well_leaves_nothing() -> None:
    document = Document()
    autosave = Autosave(document)
    chair = Item(id="a", kind="chair", name="A", position=(0, 0, 0), size=(1, 1, 1))
    document.execute(PlaceItem(item=chair))
    autosave.close()
    assert recoverable() == []


SESSION = """
import sys, time
from pathlib import Path
from vrplanner.app.autosave import Autosave
from vrplanner.core.commands.items import MoveItem, PlaceItem
from vrplanner.core.document import Document
from vrplanner.core.item import Item
from tests.formats.test_gltf import box_part
from vrplanner.core.model import Model
document = Document()
autosave = Autosave(document, Path("home.vrplan"))
digest = document.models.add(Model((box_part((1.0, 2.0, 3.0)),)))
item = Item(id="a", kind="chair", name="A", position=(0, 0, 0), size=(1, 1, 1), model=digest)
document.execute(PlaceItem(item=item))
document.execute(MoveItem(item_id="a", position=(1.0, 0.0, 0.0)))
document.execute(MoveItem(item_id="a", position=(2.0, 0.0, 0.0)))
document.undo()
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
def test_a_killed_session_comes_back_with_its_history(home: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen([sys.executable, "-c", SESSION], stdout=subprocess.PIPE, cwd=root, text=True)
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == "ready\n"
        assert recoverable() == []
        process.send_signal(signal.SIGKILL)
        process.wait()
    (session,) = recoverable()
    assert session.steps == 4
    assert session.path is not None
    assert session.path.name == "home.vrplan"
    document = recover(session)
    assert document.scene.item("a").position == (1.0, 0.0, 0.0)
    assert document.scene.item("a").model in document.models
    document.redo()
    assert document.scene.item("a").position == (2.0, 0.0, 0.0)
    forget(session)
    assert recoverable() == []


def test_saving_starts_a_new_journal() -> None:
    document = Document()
    autosave = Autosave(document)
    digest = document.models.add(Model((box_part(),)))
    item = Item(id="a", kind="chair", name="A", position=(0, 0, 0), size=(1, 1, 1), model=digest)
    document.execute(PlaceItem(item=item))
    autosave.restart(Path("b.vrplan"))
    before = time.perf_counter()
    for step in range(200):
        document.execute(MoveItem(item_id="a", position=(step / 100, 0.0, 0.0)), gesture="drag")
    assert time.perf_counter() - before < 2.0
    autosave.close()


def test_ended_sessions_in_which_nothing_was_done_are_cleared_away(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document()
    idle, busy = Autosave(Document()), Autosave(document)
    document.execute(PlaceItem(item=Item(id="a", kind="chair", name="A", position=(0, 0, 0), size=(1, 1, 1))))
    forget_old()
    assert idle._folder.exists()  # its program still runs
    monkeypatch.setattr("vrplanner.app.autosave._is_running", lambda pid: False)
    forget_old()
    assert not idle._folder.exists()
    assert [session.steps for session in recoverable()] == [1]
    idle.close()
    busy.close()
