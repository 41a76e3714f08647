"""Files that lie about their scale."""

from pathlib import Path

import pytest

from vrplanner.app.importing import import_model
from vrplanner.core.geometry import Vec3
from vrplanner.core.model import Model
from vrplanner.formats.gltf import write_model

from ..formats.test_gltf import box_part


def file_of(folder: Path, name: str, size: Vec3) -> Path:
    path = folder / name
    path.write_bytes(write_model(Model((box_part(size),))))
    return path


@pytest.mark.parametrize(("factor", "doubtful"), [(1.0, False), (100.0, True), (1000.0, True), (1 / 0.0254, True)])
def test_a_sofa_in_any_unit_becomes_two_metres_wide(tmp_path: Path, factor: float, doubtful: bool) -> None:
    path = file_of(tmp_path, "oldSofa.glb", (2.0 * factor, 0.8 * factor, 0.9 * factor))
    imported = import_model(path)
    assert imported.item.kind == "sofa"
    assert imported.item.size == pytest.approx((2.0, 0.8, 0.9), rel=1e-5)
    assert bool(imported.doubt) == doubtful


def test_an_unusual_size_is_kept_and_doubted(tmp_path: Path) -> None:
    imported = import_model(file_of(tmp_path, "sofa.glb", (6.0, 0.8, 0.9)))
    assert imported.item.size == pytest.approx((6.0, 0.8, 0.9))
    assert "unusual" in imported.doubt


@pytest.mark.parametrize(
    ("file", "kind", "name"),
    [
        ("tableCoffee.glb", "coffee table", "Table coffee"),
        ("lampRoundFloor.glb", "floor lamp", "Lamp round floor"),
        ("painted_wooden_stool_1k.glb", "stool", "Painted wooden stool"),
        ("4k-drugged_matrix.glb", "thing", "Drugged matrix"),
        ("沙发2.glb", "sofa", "沙发"),
    ],
)
def test_a_file_name_says_what_it_is(tmp_path: Path, file: str, kind: str, name: str) -> None:
    item = import_model(file_of(tmp_path, file, (1.0, 0.5, 0.5))).item
    assert (item.kind, item.name) == (kind, name)


def test_a_doubt_is_said_in_good_english(tmp_path: Path) -> None:
    assert "unusual for an armchair" in import_model(file_of(tmp_path, "armchair.glb", (1.42, 1.33, 1.19))).doubt


def test_a_single_sheet_gets_a_thickness(tmp_path: Path) -> None:
    assert import_model(file_of(tmp_path, "sheet.glb", (1.0, 1.0, 0.0))).item.size == (1.0, 1.0, 0.001)


@pytest.mark.shared_data
def test_a_real_low_poly_set_is_doubted_where_it_is_not_to_scale(shared_data: Path) -> None:
    bath = import_model(shared_data / "gltf_kenney" / "bathtub.glb")
    assert bath.item.kind == "bathtub"
    assert bath.doubt
