"""Rooms, doors, windows and people in the window."""

from pathlib import Path

import pytest
from fake_services import FakeServices, furnished_scene
from hands import Wait, answer_dialog, type_into
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from vrplanner.core.commands.rooms import SetOpening
from vrplanner.core.room import Opening
from vrplanner.desktop import ask
from vrplanner.desktop.dialogs import AvatarDialog, NewRoomDialog, OpeningDialog
from vrplanner.desktop.run import Program


def test_a_new_room_of_the_sizes_given(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(dialog: NewRoomDialog) -> None:
        type_into(dialog.width_edit, "3.5 m")
        type_into(dialog.depth_edit, "2.5 m")

    answer_dialog(program, monkeypatch, fill)
    program.window.action("new_room").trigger()
    room = program.session.scene.room("room_2")
    assert room.polygon.area == pytest.approx(3.5 * 2.5)
    assert not room.polygon.intersects(program.session.scene.room("room_1").polygon)


def test_an_impossible_room_is_not_accepted(qt_app: QApplication) -> None:
    dialog = NewRoomDialog(None, "metric")
    dialog.width_edit.set_value(0.1)
    dialog.accept()
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert "between" in dialog.problem.text()
    dialog.deleteLater()


def test_tab_goes_through_the_fields_before_the_buttons(qt_app: QApplication) -> None:
    dialog = NewRoomDialog(None, "metric")
    dialog.show()
    order, at = [], dialog.name
    for _ in range(40):
        order.append(at)
        at = at.nextInFocusChain()
    fields = [dialog.name, dialog.width_edit, dialog.depth_edit, dialog.height_edit, dialog.ok]
    assert [widget for widget in order if widget in fields][:5] == fields
    dialog.close()
    dialog.deleteLater()


def test_a_door_goes_into_the_wall_that_was_chosen(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(dialog: OpeningDialog) -> None:
        dialog.wall.setCurrentIndex(1)
        dialog.swing.setCurrentIndex(2)

    answer_dialog(program, monkeypatch, fill)
    program.window.action("add_door").trigger()
    wall = program.session.scene.room("room_1").walls[1]
    assert [opening.id for opening in wall.openings] == ["door_2"]
    assert wall.openings[0].swing == "out_left"
    assert wall.openings[0].offset_m == pytest.approx((4 - 0.9) / 2)


def test_a_person_is_made_dressed_and_shown(
    program: Program, monkeypatch: pytest.MonkeyPatch, wait_until: Wait
) -> None:
    def fill(dialog: AvatarDialog) -> None:
        type_into(dialog.height_edit, "1.68 m")
        type_into(dialog.edits["waist_m"], "72")

    answer_dialog(program, monkeypatch, fill)
    program.window.action("avatar").trigger()
    wait_until(lambda: program.session.scene.avatars)
    avatar = program.session.scene.avatar("avatar_1")
    assert avatar.measurements.height_m == pytest.approx(1.68)
    assert avatar.measurements.waist_m == pytest.approx(0.72)
    assert avatar.measurements.hip_m is None
    type_into(program.window.properties.avatar_page.words, "a red dress")
    wait_until(lambda: program.session.scene.avatar("avatar_1").wearing == ("garment_1",))
    assert program.session.document.history[0][-1] == "Put on a red dress"


def test_a_scan_becomes_a_room_in_one_step(
    program: Program, monkeypatch: pytest.MonkeyPatch, wait_until: Wait, tmp_path: Path
) -> None:
    monkeypatch.setattr(ask, "open_folder", lambda *_: tmp_path)
    program.window.action("scan").trigger()
    wait_until(lambda: "room_2" in program.session.scene.rooms)
    assert {"chair_2", "chair_3"} <= set(program.session.scene.items)
    assert program.session.document.history[0] == ["Scanned room"]


def test_doors_and_windows_are_changed_in_figures(program: Program) -> None:
    session, openings = program.session, program.window.properties.room_page.openings
    assert [card.title.text() for card in openings.cards] == ["Window · north", "Door · south"]
    window, door = openings.cards
    assert door.swing.isVisibleTo(door)
    assert not window.swing.isVisibleTo(window)
    type_into(door.edits["width_m"], "80 cm")
    type_into(window.edits["sill_m"], "0.5")
    door.swing.setCurrentIndex(door.swing.findData("out_right"))
    door.swing.activated.emit(door.swing.currentIndex())
    found = {o.id: o for wall in session.scene.room("room_1").walls for o in wall.openings}
    assert (found["door_1"].width_m, found["door_1"].swing) == (0.8, "out_right")
    assert found["window_1"].sill_m == 0.5
    assert session.document.history[0] == ["Set door", "Set window", "Set door"]
    QTest.mouseClick(door.remove, Qt.MouseButton.LeftButton)
    assert [card.title.text() for card in openings.cards] == ["Window · north"]
    session.undo()
    assert len(openings.cards) == 2


def test_an_opening_that_does_not_fit_is_refused_and_the_field_shows_what_is(program: Program) -> None:
    session, openings = program.session, program.window.properties.room_page.openings
    type_into(openings.cards[1].edits["width_m"], "9 m")
    assert "does not fit" in program.window.notice.text
    assert openings.cards[1].edits["width_m"].text() == "90 cm"
    wall_id = session.scene.room("room_1").walls[2].id
    other = Opening(id="window_2", kind="window", offset_m=2.0, width_m=1.0, height_m=1.0, sill_m=0.9)
    session.execute(SetOpening(room_id="room_1", wall_id=wall_id, opening=other))
    type_into(openings.cards[1].edits["offset_m"], "1.5")
    assert "another door or window" in program.window.notice.text
    assert openings.cards[1].edits["offset_m"].text() == "40 cm"


def test_a_new_opening_is_offered_where_the_wall_is_free(qt_app: QApplication) -> None:
    room = next(iter(furnished_scene().rooms.values()))
    dialog = OpeningDialog(None, room, "door", "metric")
    dialog.wall.setCurrentIndex(0)  # 5 m with a window from 1.6 to 3.4 m
    assert dialog.offset_edit.value == pytest.approx(0.35)
    dialog.offset_edit.set_value(2.0)
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert "another door or window" in dialog.problem.text()
    dialog.offset_edit.set_value(3.6)
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    dialog.deleteLater()


def test_changed_measurements_make_the_person_and_their_clothes_anew(
    program: Program, services: FakeServices, monkeypatch: pytest.MonkeyPatch, wait_until: Wait
) -> None:
    session, people = program.session, program.window.people
    answer_dialog(program, monkeypatch, lambda dialog: None)
    program.window.action("avatar").trigger()
    wait_until(lambda: session.selected_id == "avatar_1")
    for words in ("a shirt", "a coat"):
        people.make_garment("avatar_1", words)
        wait_until(lambda words=words: words in [g.name for g in session.scene.garments.values()])
    assert services.made_over == [("a shirt", []), ("a coat", ["a shirt"])]
    before = session.scene
    page = program.window.properties.avatar_page
    type_into(page.name, "Ada")
    answer_dialog(program, monkeypatch, lambda dialog: type_into(dialog.height_edit, "1.85"))
    page.measurements_asked.emit("avatar_1")
    wait_until(lambda: session.scene.avatar("avatar_1").measurements.height_m == 1.85)
    assert services.made_over[2:] == [("a shirt", []), ("a coat", ["a shirt"])]
    ada, as_it_was = session.scene.avatar("avatar_1"), before.avatar("avatar_1")
    assert (ada.name, ada.wearing, ada.position) == ("Ada", as_it_was.wearing, as_it_was.position)
    assert all(session.scene.garments[key].model != before.garments[key].model for key in before.garments)
    assert session.document.history[0][-1] == "Change Ada"
    session.undo()
    assert session.scene.garments == before.garments
