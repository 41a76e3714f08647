"""Electric sockets in the window: the room's page and the plan."""

import pytest
from fake_services import furnished_scene
from hands import type_into
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest

from vrplanner.core.commands.rooms import SetSocket
from vrplanner.core.room import Opening, Room, Socket, with_opening, with_socket
from vrplanner.core.walls import socket_places, wall_face
from vrplanner.desktop.dialogs import OpeningDialog
from vrplanner.desktop.plan_paint import paint_sockets
from vrplanner.desktop.properties_sockets import SocketList
from vrplanner.desktop.run import Program
from vrplanner.desktop.theme import LIGHT
from vrplanner.desktop.walls import free_socket_m


def sockets_in(program: Program) -> dict[str, tuple[int, float, float]]:
    """Each socket's wall (counted from 0), place along it and height."""
    walls = enumerate(program.session.scene.room("room_1").walls)
    return {s.id: (i, s.offset_m, s.height_m) for i, wall in walls for s in wall.sockets}


def page(program: Program) -> SocketList:
    return program.window.properties.room_page.sockets


def add(program: Program, wall: int) -> None:
    page(program).wall.setCurrentIndex(wall)
    QTest.mouseClick(page(program).add, Qt.MouseButton.LeftButton)


def test_a_socket_goes_into_the_chosen_wall_where_that_is_free(program: Program) -> None:
    assert page(program).wall.itemText(1).startswith("2 · east")
    add(program, 2)  # 5 m with a door from 0.4 to 1.3 m
    add(program, 1)
    add(program, 1)
    found = sockets_in(program)
    assert found == {
        "socket_1": (2, pytest.approx(3.15), 0.3), "socket_2": (1, 2.0, 0.3), "socket_3": (1, 1.0, 0.3),
    }  # fmt: skip
    assert page(program).wall.currentIndex() == 1
    assert [title.text() for title in page(program).titles] == ["2 · east · 4.00 m", "3 · south · 5.00 m"]
    assert [row.edits["offset_m"].text() for row in page(program).rows] == ["1.00 m", "2.00 m", "3.15 m"]
    program.session.undo()
    assert len(page(program).rows) == 2


def test_a_socket_is_moved_and_removed(program: Program) -> None:
    add(program, 1)
    only = page(program).rows[0]
    type_into(only.edits["offset_m"], "35 cm")
    type_into(only.edits["height_m"], "1.1 m")
    assert sockets_in(program) == {"socket_1": (1, pytest.approx(0.35), 1.1)}
    assert program.session.document.history[0] == ["Set socket"] * 3
    QTest.mouseClick(only.remove, Qt.MouseButton.LeftButton)
    assert sockets_in(program) == {}
    assert page(program).rows == []


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [("offset_m", "5.2 m", "not on its wall"), ("height_m", "3 m", "not on its wall"), ("offset_m", "80 cm", "door")],
)
def test_a_socket_where_no_wall_is_is_refused_and_the_field_shows_what_is(
    program: Program, field: str, typed: str, words: str
) -> None:
    add(program, 2)
    edit = page(program).rows[0].edits[field]
    shown, before = edit.text(), sockets_in(program)
    type_into(edit, typed)
    assert words in program.window.notice.text
    assert edit.text() == shown
    assert sockets_in(program) == before


def test_a_door_does_not_swallow_a_socket(program: Program) -> None:
    room = program.session.scene.room("room_1")
    south = room.walls[2]
    program.session.execute(SetSocket(room_id=room.id, wall_id=south.id, socket=Socket(id="s", offset_m=1.5)))
    door = program.window.properties.room_page.openings.cards[1]
    type_into(door.edits["width_m"], "1.2 m")
    assert "socket" in program.window.notice.text
    assert door.edits["width_m"].text() == "90 cm"
    dialog = OpeningDialog(None, program.session.scene.room("room_1"), "door", "metric")
    dialog.wall.setCurrentIndex(2)
    dialog.offset_edit.set_value(1.4)
    dialog.accept()
    assert "socket" in dialog.problem.text()
    dialog.deleteLater()


def test_under_a_window_there_is_room_for_a_socket() -> None:
    room: Room = furnished_scene().room("room_1")
    assert free_socket_m(room.walls[0], 5.0) == 2.5
    low = Opening(id="low", kind="window", offset_m=0.5, width_m=4.0, height_m=2.2, sill_m=0.0)
    assert free_socket_m(with_opening(room, room.walls[1].id, low).walls[1], 5.0) in (0.25, 4.75)


def test_the_plan_shows_sockets_on_the_inside_of_their_walls(program: Program) -> None:
    room = program.session.scene.room("room_1")
    for wall in room.walls:
        room = with_socket(room, wall.id, Socket(id=f"{wall.id}.s", offset_m=1.0))
    sheet = QImage(600, 600, QImage.Format.Format_ARGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.translate(300, 300)
    painter.scale(100, 100)
    paint_sockets(painter, room, LIGHT)
    painter.end()

    def ink(point: tuple[float, float]) -> int:
        """How many pixels within 3 cm of a plan point are drawn on."""
        x, z = round(300 + 100 * point[0]), round(300 + 100 * point[1])
        around = ((x + i, z + j) for i in range(-3, 4) for j in range(-3, 4))
        return sum(sheet.pixelColor(*at) != QColor("white") for at in around)

    assert len(socket_places(room)) == 4
    for wall, start, end in room.segments():
        face = wall_face(start, end)
        assert ink(face.place_of(wall.sockets[0], 0.15)) > 0  # the tick
        assert ink(face.place_of(wall.sockets[0], 0.25)) == 0
        assert ink(face.place_of(wall.sockets[0], -0.06)) == 0
