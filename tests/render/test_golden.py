"""Pictures compared with ones that were looked at and found good.

On Mesa's software renderer only, since others may round differently. After a wanted change of looks: run with
VRPLANNER_REGENERATE_GOLDEN=1, look at the new pictures, commit them.
"""

import os
from pathlib import Path
from typing import Any

import moderngl
import numpy as np
import pytest
from PIL import Image

from vrplanner.core.camera import Camera
from vrplanner.render.camera import View, view_from_above
from vrplanner.render.offscreen import OffscreenRenderer
from vrplanner.render.settings import RenderSettings

GOLDEN = Path(__file__).parent / "golden"
SIZE = (320, 200)
VIEWS: dict[str, Camera | View] = {
    "inside": Camera(id="in", name="", position=(4.2, 1.5, 3.4), target=(1.5, 0.6, 0.8), fov_rad=1.1),
    "cutaway": Camera(id="out", name="", position=(5.5, 4.5, 7.0), target=(2.3, 0.3, 1.9), fov_rad=0.75),
    "plan": view_from_above((2.3, 1.9), 6.4, 4.0),
}

IN_CI = os.environ.get("CI", "").lower() == "true"


@pytest.mark.parametrize("name", VIEWS)
def test_looks_as_it_did(ctx: moderngl.Context, furnished: Any, name: str) -> None:
    if "llvmpipe" not in ctx.info["GL_RENDERER"]:
        if IN_CI:
            pytest.fail("golden pictures need llvmpipe, which continuous integration has")
        pytest.skip("golden pictures hold for llvmpipe only")
    drawing = OffscreenRenderer(ctx, furnished.models, RenderSettings(shadow_pixels=1024, soft_shadow_pixels=256))
    picture = drawing.picture(furnished.scene, VIEWS[name], size=SIZE, highlight=("second",))
    drawing.release()
    path = GOLDEN / f"{name}.png"
    if os.environ.get("VRPLANNER_REGENERATE_GOLDEN") == "1":
        GOLDEN.mkdir(exist_ok=True)
        Image.fromarray(picture).save(path, optimize=True)
    with Image.open(path) as wanted:
        difference = np.abs(picture.astype(int) - np.asarray(wanted.convert("RGB")).astype(int))
    assert difference.mean() < 1.0
    assert (difference.max(axis=2) > 24).mean() < 0.004, "more than a few pixels along edges differ"
