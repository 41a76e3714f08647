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


@pytest.mark.shared_data
def test_a_real_low_poly_set_is_doubted_where_it_is_not_to_scale(shared_data: Path) -> None:
    bath = import_model(shared_data / "gltf_kenney" / "bathtub.glb")
    assert bath.item.kind == "bathtub"
    assert bath.doubt
