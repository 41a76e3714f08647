"""The headset beside the window: entering, what hands do, leaving."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from fake_services import FakeServices, furnished_scene

from vrplanner.app.services import Services
from vrplanner.core.commands.items import MoveItem
from vrplanner.core.document import Document
from vrplanner.core.errors import Unavailable
from vrplanner.desktop.run import Program
from vrplanner.xr import background
from vrplanner.xr.fake_backend import FakeBackend

Wait = Callable[..., None]


def test_a_grab_in_the_headset_is_one_step_of_the_windows_document(
    program: Program, services: FakeServices, wait_until: Wait
) -> None:
    session, action = program.session, program.window.action("headset")
    action.trigger()
    (visit,) = services.visits
    assert action.text() == "Leave VR"
    assert program.window.in_headset.isVisible()
    for x in (1.2, 1.0, 0.8):
        visit.act(MoveItem(item_id="chair_1", position=(x, 0.0, 0.8)), "grab-1")
    wait_until(lambda: session.scene.item("chair_1").position[0] == 0.8)
    assert session.document.history[0] == ["Move Chair"]
    action.trigger()
    assert visit.stops == [0.0]
    assert not action.isEnabled()
    visit.end()
    wait_until(lambda: action.text() == "Enter VR")
    assert action.isEnabled()
    assert not program.window.in_headset.isVisible()


def test_without_a_headset_it_says_what_to_do(program: Program, services: FakeServices, wait_until: Wait) -> None:
    services.no_headset = Unavailable("No headset is connected.", hint="Connect it.")
    program.window.action("headset").trigger()
    assert program.window.notice.text == "No headset is connected. Connect it."
    services.no_headset = None
    program.window.action("headset").trigger()
    services.visits[0].end(Unavailable("The runtime went away.", hint="Start it."))
    wait_until(lambda: program.window.notice.text == "The runtime went away. Start it.")
    assert program.window.action("headset").text() == "Enter VR"


def test_a_visit_ends_with_its_document(program: Program, services: FakeServices, wait_until: Wait) -> None:
    program.window.action("headset").trigger()
    other = Document(furnished_scene())
    program.session.replace_document(other, None)
    (visit,) = services.visits
    assert visit.stops == [0.0]
    visit.act(MoveItem(item_id="chair_1", position=(0.0, 0.0, 0.0)), "late")
    visit.end()
    wait_until(lambda: not program.session.headset.visiting)
    assert other.history[0] == []


def test_the_visit_survives_another_language_and_ends_with_the_program(
    program: Program, services: FakeServices, wait_until: Wait
) -> None:
    program.window.action("headset").trigger()
    first = program.window
    first.change_settings(replace(first.settings, language="zh_CN"))
    wait_until(lambda: program.window is not first)
    assert program.window.action("headset").text() == "退出 VR"
    second = program.window
    second.change_settings(replace(second.settings, language="en"))
    wait_until(lambda: program.window is not second)
    program.session.headset.close()
    assert services.visits[0].stops[-1] > 0


def test_the_programs_services_show_the_document_in_a_headset(
    program: Program, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real visit, in a headset that needs no runtime."""
    real = background.HeadsetVisit

    def visit_without_runtime(document: Document, **calls: object) -> background.HeadsetVisit:
        return real(document, **calls, backend=lambda: FakeBackend(eye_size=(64, 48)))

    monkeypatch.setattr(background, "HeadsetVisit", visit_without_runtime)
    monkeypatch.setattr(program.services, "enter_headset", Services().enter_headset)
    action = program.window.action("headset")
    action.trigger()
    assert action.text() == "Leave VR"
    action.trigger()
    wait_until(lambda: action.text() == "Enter VR", timeout_s=60)
    assert not program.window.notice.isVisible()
