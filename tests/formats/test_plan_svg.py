"""The plan drawing: well-formed, to scale, with everything on it."""

import math
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given

from vrplanner.core.furniture import CLASSES
from vrplanner.core.item import Item
from vrplanner.core.plan_symbols import SYMBOLS, plan_symbol
from vrplanner.core.room import Opening, Socket, room_from_corners, with_opening, with_socket
from vrplanner.core.scene import Scene
from vrplanner.formats.plan_svg import SCALE, write_plan

from ..core.strategies import scenes

SVG = "{http://www.w3.org/2000/svg}"


@given(scene=scenes())
def test_any_scene_gives_a_well_formed_drawing(scene: Scene) -> None:
    ElementTree.fromstring(write_plan(scene))


def test_an_empty_scene_gives_an_empty_sheet() -> None:
    assert ElementTree.fromstring(write_plan(Scene())).tag == f"{SVG}svg"


def test_the_drawing_is_to_scale_and_names_what_is_there() -> None:
    room = room_from_corners("r", [(0, 0), (5, 0), (5, 4), (0, 4)], name="Study & more")
    room = with_opening(room, "r.wall_1", Opening(id="w", kind="window", offset_m=1, width_m=2, height_m=1, sill_m=1))
    desk = Item(
        id="desk_1", kind="desk", name="Desk <oak>", position=(1.0, 0.0, 3.0), yaw_rad=math.pi / 2, size=(1.4, 0.7, 0.7)
    )
    text = write_plan(Scene(name="Home", rooms={"r": room}, items={"desk_1": desk}))
    root = ElementTree.fromstring(text)
    width_mm = float(root.attrib["width"].removesuffix("mm"))
    assert width_mm * SCALE == pytest.approx(float(root.attrib["viewBox"].split()[2]))
    words = [element.text for element in root.iter(f"{SVG}text")]
    assert {"Study & more", "Desk <oak>", "5.00 m", "4.00 m", "20.0 m²", "Home"} <= set(words)
    assert re.search(r"translate\(1000 3000\) rotate\(-90\.000\)", text)


def test_sockets_are_drawn_over_the_furniture_turned_with_their_walls() -> None:
    room = room_from_corners("r", [(0, 0), (5, 0), (5, 4), (0, 4)])
    room = with_socket(room, "r.wall_2", Socket(id="s", offset_m=1.5, height_m=1.1))
    sofa = Item(id="sofa_1", kind="sofa", name="Sofa", position=(4.5, 0.0, 1.5), size=(0.9, 0.8, 2.0))
    text = write_plan(Scene(rooms={"r": room}, items={"sofa_1": sofa}))
    root = ElementTree.fromstring(text)
    groups = [element.attrib.get("transform") for element in root.iter(f"{SVG}g")]
    assert groups == ["translate(4500 1500) rotate(-0.000)", "translate(5000 1500) rotate(90.000)"]
    assert "1.10 m" in [element.text for element in root.iter(f"{SVG}title")]


@pytest.mark.parametrize("kind", [entry.name for entry in CLASSES])
def test_every_class_has_a_symbol_that_stays_near_its_footprint(kind: str) -> None:
    assert kind in SYMBOLS
    width_m, depth_m = 1.3, 0.8
    for stroke in plan_symbol(kind, width_m, depth_m):
        for _, *numbers in stroke.path:
            if numbers:  # the last pair is on the curve, those before it are its handles
                assert abs(float(numbers[-2])) <= width_m / 2 + 0.12
                assert abs(float(numbers[-1])) <= depth_m / 2 + 0.12
