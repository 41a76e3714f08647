"""Stand-ins for scanned boxes, free floor to stand on, and exports by ending."""

from pathlib import Path

import pytest
from shapely.geometry import Point

from vrplanner.app.exporting import EXPORTERS, export
from vrplanner.app.standins import stand_ins
from vrplanner.core.document import Document
from vrplanner.core.free_floor import free_spot
from vrplanner.core.item import Item
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene
from vrplanner.formats import vrplan
from vrplanner.formats.gltf import read_model


def scanned() -> Document:
    """A room as a scan leaves it: boxes without models, one of a class nobody makes."""
    room = room_from_corners("room_1", [(0, 0), (4, 0), (4, 3), (0, 3)])
    sofa = Item(id="sofa_1", kind="sofa", name="Sofa", position=(2.0, 0.0, 0.5), size=(1.93, 0.79, 0.88))
    odd = Item(id="odd_1", kind="unknown furniture", name="Odd", position=(3.5, 0.0, 2.5), size=(0.4, 0.5, 0.6))
    return Document(Scene(name="Scan", rooms={"room_1": room}, items={"sofa_1": sofa, "odd_1": odd}))


def test_stand_ins_have_the_measured_size_and_are_one_step() -> None:
    document = scanned()
    macro = stand_ins(document.scene, document.models)
    assert macro is not None
    document.execute(macro)
    sofa = document.scene.item("sofa_1")
    assert sofa.model is not None
    assert document.models.get(sofa.model).size == pytest.approx(sofa.size, abs=0.001)
    assert document.scene.item("odd_1").model is None
    document.undo()
    assert document.scene.item("sofa_1").model is None


def test_nothing_to_do_is_no_step() -> None:
    assert stand_ins(Scene(), scanned().models) is None


def test_the_free_spot_is_free_and_as_far_as_possible_from_everything() -> None:
    scene = scanned().scene
    room = scene.room("room_1")
    at = Point(free_spot(scene, room)[0])
    assert room.polygon.exterior.distance(at) > 0.8
    assert all(item.footprint.distance(at) > 0.5 for item in scene.items.values())


@pytest.mark.parametrize("ending", sorted(EXPORTERS))
def test_every_ending_gives_a_file_that_can_be_read(ending: str, tmp_path: Path) -> None:
    document, path = scanned(), tmp_path / f"room{ending}"
    export(document, path)
    if ending == ".glb":
        assert read_model(path).triangle_count > 10
    elif ending == ".vrplan":
        assert vrplan.load(path).scene == document.scene
    elif ending == ".png":
        from PIL import Image

        with Image.open(path) as picture:
            assert picture.size == (1920, 1200)
            assert len(picture.resize((64, 40)).convert("P").getcolors()) > 10
    else:
        assert "1.00 m" not in path.read_text()
        assert "4.00 m" in path.read_text()
