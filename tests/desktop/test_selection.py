"""History, selection and exact figures in the window."""

import pytest
from hands import Wait, type_into

from vrplanner.core.commands.items import MoveItem, RemoveItem
from vrplanner.desktop.run import Program


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
