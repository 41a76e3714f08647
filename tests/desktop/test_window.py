"""The whole window on the offscreen platform: what a person does, and what then is in the document."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fake_services import FakeServices, furnished_scene
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from vrplanner.core.commands.items import MoveItem, RemoveItem
from vrplanner.core.commands.rooms import SetOpening, SetRoom
from vrplanner.core.document import Document
from vrplanner.core.errors import CommandRefused
from vrplanner.core.progress import Progress
from vrplanner.core.room import Opening
from vrplanner.desktop import ask
from vrplanner.desktop.dialogs import AvatarDialog, NewRoomDialog, OpeningDialog, SettingsDialog
from vrplanner.desktop.menus import fill_recent
from vrplanner.desktop.palette import Palette, match_score
from vrplanner.desktop.placing import PRODUCT_MIME
from vrplanner.desktop.run import Program

Wait = Callable[..., None]


def answer_dialog(program: Program, monkeypatch: pytest.MonkeyPatch, fill: Callable[[QDialog], None]) -> None:
    """The next dialog is filled in by `fill` and accepted."""

    def run(dialog: QDialog) -> bool:
        fill(dialog)
        dialog.accept()
        accepted = dialog.result() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    monkeypatch.setattr(program.window, "run_dialog", run)


def type_into(field: object, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


# The assistant


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


def words_in(widget: object) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


# History and selection


def test_history_goes_back_and_forward_by_a_click(program: Program) -> None:
    session, panel = program.session, program.window.history
    start = session.scene.item("chair_1").position
    for x in (1.0, 0.5, 0.0):
        session.execute(MoveItem(item_id="chair_1", position=(x, 0.0, 1.2)))
    assert panel.list.count() == 4
    panel.list.itemClicked.emit(panel.list.item(1))
    assert session.scene.item("chair_1").position[0] == 1.0
    assert panel.list.count() == 4
    panel.list.itemClicked.emit(panel.list.item(3))
    assert session.scene.item("chair_1").position[0] == 0.0
    panel.list.itemClicked.emit(panel.list.item(0))
    assert session.scene.item("chair_1").position == start
    assert not session.document.modified


def test_undo_and_redo_are_greyed_when_there_is_nothing(program: Program) -> None:
    window = program.window
    assert not window.action("undo").isEnabled()
    program.session.execute(RemoveItem(item_id="rug_1"))
    assert window.action("undo").isEnabled()
    assert window.isWindowModified()
    window.action("undo").trigger()
    assert "rug_1" in program.session.scene.items
    assert not window.action("undo").isEnabled()
    assert window.action("redo").isEnabled()
    assert not window.isWindowModified()


def test_removing_what_is_selected_selects_nothing(program: Program) -> None:
    program.session.select("sofa_1")
    program.window.action("remove").trigger()
    assert program.session.selected_id == ""
    assert not program.window.action("remove").isEnabled()


def test_a_duplicate_stands_beside_and_is_selected(program: Program) -> None:
    program.session.select("chair_1")
    program.window.action("duplicate").trigger()
    scene = program.session.scene
    assert program.session.selected_id == "chair_2"
    assert not scene.item("chair_1").footprint.intersects(scene.item("chair_2").footprint)


# Properties


def test_exact_figures_change_size_place_and_facing(program: Program) -> None:
    page = program.window.properties.item_page
    program.session.select("sofa_1")
    type_into(page.size_edits[0], "1.85 m")
    type_into(page.place_edits[0], "-30 cm")
    type_into(page.yaw, "90")
    sofa = program.session.scene.item("sofa_1")
    assert sofa.size[0] == pytest.approx(1.85)
    assert sofa.position[0] == pytest.approx(-0.30)
    assert page.yaw.text() == "90°"
    assert program.session.document.history[0] == ["Resize Sofa", "Move Sofa", "Turn Sofa"]


def test_nonsense_in_a_field_changes_nothing_and_is_marked(program: Program) -> None:
    page = program.window.properties.item_page
    program.session.select("sofa_1")
    type_into(page.size_edits[0], "huge")
    assert page.size_edits[0].property("wrong") is True
    type_into(page.size_edits[1], "0")
    assert "cannot be right" in program.window.notice.text
    assert program.session.document.history[0] == []


def test_renaming_and_recolouring(program: Program, wait_until: Wait) -> None:
    page = program.window.properties.item_page
    program.session.select("chair_1")
    type_into(page.name, "Reading chair")
    page.swatches.picked.emit("#b0523f")
    wait_until(lambda: program.session.scene.item("chair_1").color == "#b0523f")
    assert program.session.scene.item("chair_1").name == "Reading chair"


def test_a_thing_with_a_model_is_made_again_in_the_colour(program: Program, wait_until: Wait) -> None:
    program.window.rooms.generate("a stool")
    wait_until(lambda: "stool_1" in program.session.scene.items)
    before = program.session.scene.item("stool_1").model
    program.window.properties.item_page.swatches.picked.emit("#3f6b58")
    wait_until(lambda: program.session.scene.item("stool_1").color == "#3f6b58")
    after = program.session.scene.item("stool_1").model
    assert after != before
    assert after in program.session.document.models


def test_without_a_selection_the_room_is_shown_and_painted(program: Program) -> None:
    page = program.window.properties.room_page
    page.walls.picked.emit("#cfd8cc")
    page.floor.picked.emit("#5f452f")
    type_into(page.height_edit, "2.8 m")
    room = program.session.scene.room("room_1")
    assert {wall.finish.color for wall in room.walls} == {"#cfd8cc"}
    assert room.floor.color == "#5f452f"
    assert room.floor.material == "oak"
    assert room.height_m == pytest.approx(2.8)


# The catalogue


def test_searching_and_placing_from_the_catalogue(program: Program, wait_until: Wait) -> None:
    panel = program.window.catalogue
    QTest.keyClicks(panel.search, "bookc")
    wait_until(lambda: [product.kind for product in panel.model.products] == ["bookcase"])
    panel.list.activated.emit(panel.model.index(0))
    wait_until(lambda: "bookcase_1" in program.session.scene.items)
    assert program.session.selected_id == "bookcase_1"
    placed = program.session.scene.item("bookcase_1")
    assert placed.model in program.session.document.models


def test_groups_narrow_the_list(program: Program) -> None:
    panel = program.window.catalogue
    chip = next(b for b in panel.findChildren(QPushButton) if b.property("group") == "Beds")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert {product.kind for product in panel.model.products} == {"bed", "nightstand", "crib"}


def test_dropping_a_product_on_the_plan_puts_it_there(program: Program, wait_until: Wait) -> None:
    plan, panel = program.window.plan_view, program.window.catalogue
    row = [product.kind for product in panel.model.products].index("stool")
    data: QMimeData = panel.model.mimeData([panel.model.index(row)])
    assert data.hasFormat(PRODUCT_MIME)
    spot = plan.to_widget((-1.5, 1.4))
    enter = QDragEnterEvent(
        spot.toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(plan, enter)
    drop = QDropEvent(spot, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(plan, drop)
    wait_until(lambda: "stool_1" in program.session.scene.items)
    x, _, z = program.session.scene.item("stool_1").position
    assert (x, z) == pytest.approx((-1.5, 1.4), abs=0.13)


def test_words_make_a_piece_and_errors_are_shown_kindly(program: Program, wait_until: Wait) -> None:
    panel, notice = program.window.catalogue, program.window.notice
    type_into(panel.words, "a walnut desk")
    wait_until(lambda: "desk_1" in program.session.scene.items)
    type_into(panel.words, "a cloud")
    wait_until(lambda: "names no furniture" in notice.text)
    assert "Traceback" not in notice.text
    assert notice.level == "error"


# Layouts


def test_layouts_are_previewed_on_hover_and_applied_as_one_step(program: Program, wait_until: Wait) -> None:
    panel, session = program.window.layouts, program.session
    before = session.scene
    program.window.action("layouts").trigger()
    wait_until(lambda: len(panel.proposals) == 3, timeout_s=60)
    panel.preview(panel.proposals[1])
    assert session.previewing
    assert session.shown_scene.item("sofa_1").position != before.item("sofa_1").position
    assert session.scene is before
    panel.preview(None)
    assert session.shown_scene is before
    panel.apply(panel.proposals[1])
    assert session.document.history[0] == ["Layout 2"]
    session.undo()
    assert dict(session.scene.items) == dict(before.items)


def test_layouts_are_forgotten_when_furniture_goes(program: Program, wait_until: Wait) -> None:
    panel = program.window.layouts
    panel.ask()
    wait_until(lambda: len(panel.proposals) == 3, timeout_s=60)
    program.session.execute(RemoveItem(item_id="rug_1"))
    assert panel.proposals == ()


# Files


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


# Rooms and people


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


# The program


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


# Doors and windows


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


# People


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


# Files dropped, and a window that changes while work goes on


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
