"""The layout lab: opened, run again, closed while it works; with the real search and on bad rooms."""

import threading

import numpy as np
import pytest
from fake_services import FakeServices, furnished_scene
from hands import Wait, words_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from vrplanner.app.services import Services
from vrplanner.core.errors import InvalidInput
from vrplanner.core.progress import Progress, silent
from vrplanner.core.scene import Scene
from vrplanner.desktop.lab_plots import walkable_share
from vrplanner.desktop.layout_lab import LayoutLab
from vrplanner.desktop.run import Program

LEFT = Qt.MouseButton.LeftButton


def open_lab(program: Program, wait_until: Wait) -> LayoutLab:
    program.window.action("lab").trigger()
    lab = program.window.rooms.lab
    wait_until(lambda: lab.study is not None, timeout_s=120)
    return lab


def test_it_shows_one_search_and_another_with_another_seed(
    program: Program, services: FakeServices, wait_until: Wait
) -> None:
    lab = open_lab(program, wait_until)
    first = lab.study
    assert first.energies.shape == (6, 300)
    curves = lab.energy.listDataItems()
    assert len(curves) == 6
    assert curves[-1].xData[-1] == first.steps
    words = words_in(lab)
    assert "123,456" in words
    assert "5 of 6" in words
    lab.seed.selectAll()
    QTest.keyClicks(lab.seed, "7")
    QTest.mouseClick(lab.again, LEFT)
    assert not lab.again.isEnabled()
    wait_until(lab.again.isEnabled)
    assert services.studied == [0, 7]
    assert lab.study is not first
    assert len(lab.energy.listDataItems()) == 6
    lab.close()


def test_it_takes_the_room_of_the_panel_and_is_drawn(program: Program, wait_until: Wait) -> None:
    lab = open_lab(program, wait_until)
    assert lab.room.currentData() == "room_1"
    wait_until(lambda: not lab.map.visibleRegion().isEmpty())
    picture = lab.map.grab().toImage()
    colors = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 4) for y in range(picture.height())}
    assert set(lab.map.colors) <= colors  # nowhere, narrow and wide ways are all there
    lab.close()


def test_closed_while_it_works_it_ends_the_work_and_nothing_follows(
    program: Program, services: FakeServices, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = threading.Event()

    def study(scene: Scene, room_id: str, *, progress: Progress = silent, **_: object) -> None:
        began.set()
        while True:
            progress(0.4)

    monkeypatch.setattr(services, "study_layout", study)
    program.window.action("lab").trigger()
    wait_until(began.is_set)
    program.window.rooms.lab.close()
    wait_until(lambda: not program.background.active)


def test_it_goes_with_its_window(program: Program, wait_until: Wait) -> None:
    assert open_lab(program, wait_until).isVisible()  # left open: the fixture finds nothing left afterwards


def test_what_cannot_be_studied_is_said(
    program: Program, services: FakeServices, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    def study(scene: Scene, room_id: str, *, progress: Progress = silent, **_: object) -> None:
        raise InvalidInput("There is nothing to arrange.", hint="Place some furniture.")

    monkeypatch.setattr(services, "study_layout", study)
    program.window.action("lab").trigger()
    lab = program.window.rooms.lab
    wait_until(lab.problem.isVisible)
    assert "nothing to arrange" in lab.problem.text()
    assert lab.again.isEnabled()
    lab.close()


def test_with_the_real_search(
    program: Program, services: FakeServices, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Services()
    monkeypatch.setattr(services, "study_layout", real.study_layout)
    monkeypatch.setattr(services, "layout_terms", real.layout_terms)
    lab = open_lab(program, wait_until)
    study = lab.study
    assert study.energies.shape[0] == study.chains == len(lab.energy.listDataItems())
    assert np.isfinite(study.energies).all()
    assert study.energies[:, -1].min() < study.energies[:, 0].max()  # the search found something better
    assert study.valid >= 1
    assert len(study.footprints) == len(study.names) == 5
    shares = {name: walkable_share(study, corners) for name, corners in zip(study.names, study.footprints, strict=True)}
    assert shares["sofa"] < 0.2
    assert max(shares, key=lambda name: shares[name]) == "rug"
    assert "Backs to walls" in {text for _, text in lab.bars.getAxis("left")._tickLevels[0]}
    lab.close()


def test_a_share_of_a_footprint_is_counted_in_its_own_frame(services: FakeServices) -> None:
    study = services.study_layout(furnished_scene(), "room_1")
    north = study.origin[1]
    turned = np.array([[0.0, north + 0.2], [0.2, north + 0.4], [0.0, north + 0.6], [-0.2, north + 0.4]])
    assert walkable_share(study, turned) == 0.0  # the first 0.6 m are walked on by nobody
    assert walkable_share(study, turned + np.array([0.0, 1.0])) == 1.0
