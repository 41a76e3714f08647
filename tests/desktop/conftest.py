"""Qt on the offscreen platform for widgets; Xvfb for the whole window, which needs OpenGL."""

import gc
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fake_services import FakeServices, furnished_scene
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from vrplanner.core.document import Document
from vrplanner.desktop.run import Program

IN_CI = os.environ.get("CI", "").lower() == "true"


@pytest.fixture(scope="session")
def qt_app() -> QApplication:
    app = QApplication.instance() or QApplication([])
    app.setQuitOnLastWindowClosed(False)
    return app


@pytest.fixture
def wait_until(qt_app: QApplication) -> Callable[..., None]:
    """Let Qt work until a condition holds; an AssertionError if it does not within `timeout_s`."""

    def wait(condition: Callable[[], object], *, timeout_s: float = 10.0) -> None:
        deadline_s = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < deadline_s, "it did not happen in time"
            qt_app.processEvents()
            time.sleep(0.002)

    return wait


@pytest.fixture
def services() -> FakeServices:
    return FakeServices()


@pytest.fixture
def program(qt_app: QApplication, services: FakeServices, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The whole program on a furnished room; afterwards nothing of it may be left, and nothing may have failed."""
    faults: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: faults.append(error))
    made = Program(qt_app, Document(furnished_scene()), services)
    made.window.resize(1300, 850)
    made.window.show()
    qt_app.processEvents()
    yield made
    made.session.document.mark_saved()
    made.window.close()
    made.close()
    made.deleteLater()
    del made
    qt_app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qt_app.processEvents()
    gc.collect()
    assert qt_app.topLevelWidgets() == []
    assert faults == []


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """The name of a display of our own, served by Xvfb for as long as the tests run."""
    if shutil.which("Xvfb") is None:
        if IN_CI:
            pytest.fail("Xvfb is missing: apt install xvfb")
        pytest.skip("no Xvfb; apt install xvfb")
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=(write_end,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)
