"""Finishes look like their colour on average, repeat without a seam and are the same every time."""

import io

import numpy as np
import pytest
from PIL import Image

from vrplanner.core import finishes
from vrplanner.core.color import linear_from_hex, linear_from_srgb_array
from vrplanner.core.finishes import PATTERNS, finish_material
from vrplanner.core.pattern_noise import smooth_noise
from vrplanner.core.room import Finish

LIGHT = {"tile", "marble", "plaster", "concrete", "carpet"}


def picture(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as opened:
        return np.asarray(opened.convert("RGB")).astype(float) / 255


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_keeps_the_colour_it_is_tinted_with(name: str) -> None:
    color = "#a08f80" if name in LIGHT else "#a3784c"
    material, period_m = finish_material(Finish(color=color, material=name))
    assert material.color_texture is not None
    assert material.normal_texture is not None
    mean = linear_from_srgb_array(picture(material.color_texture.data)).reshape(-1, 3).mean(axis=0) * material.color[:3]
    assert mean == pytest.approx(linear_from_hex(color), rel=0.04)
    assert 0.3 <= period_m <= 3.0


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_has_no_seam(name: str) -> None:
    """The step from the last column to the first is like the steps inside; the same for rows."""
    tint = PATTERNS[name]().tint.mean(axis=2)
    for axis in (0, 1):
        inside = np.abs(np.diff(tint, axis=axis)).mean(axis=1 - axis)
        wrap = np.abs(np.take(tint, 0, axis) - np.take(tint, -1, axis)).mean()
        assert wrap <= inside.max() * 1.05


def test_a_pattern_is_the_same_every_time() -> None:
    first = finish_material(Finish(material="concrete"))[0]
    finishes._drawn.cache_clear()
    again = finish_material(Finish(material="concrete"))[0]
    assert first == again


def test_unknown_patterns_are_plain_paint() -> None:
    material, period_m = finish_material(Finish(color="#ff0000", material="moon dust"), name="floor")
    assert (material.name, material.color, material.color_texture) == ("floor", (1.0, 0.0, 0.0, 1.0), None)
    assert period_m == 1.0


def test_noise_is_normalised_and_wraps() -> None:
    noise = smooth_noise(128, (6, 12), seed=4)
    assert noise.mean() == pytest.approx(0, abs=1e-9)
    assert noise.std() == pytest.approx(1)
    assert np.abs(noise[:, 0] - noise[:, -1]).max() <= np.abs(np.diff(noise, axis=1)).max() * 1.2
