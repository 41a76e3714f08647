"""Patterns and finishes: they repeat without a seam, keep their colour, and stay small."""

import io

import numpy as np
import pytest
from PIL import Image

from vrplanner.generate import textures
from vrplanner.generate.colors import rgb
from vrplanner.generate.materials import finish
from vrplanner.generate.vocabulary import MATERIALS


@pytest.mark.parametrize("name", sorted(set(textures.PATTERNS) - {"leaf"}))
def test_patterns_repeat_without_a_seam(name: str) -> None:
    """Across the edge neighbours differ no more than they do inside (a leaf's picture is laid on once)."""
    tone = textures.pattern(name).tone
    for axis in (0, 1):
        steps = np.abs(np.diff(tone, axis=axis)).mean(axis=1 - axis)
        seam = np.abs(np.take(tone, 0, axis=axis) - np.take(tone, -1, axis=axis)).mean()
        assert seam <= max(1.6 * steps.max(), 0.02)


@pytest.mark.parametrize("name", sorted(MATERIALS))
def test_every_material_has_a_finish_of_its_colour(name: str) -> None:
    material = finish(name, "#7a5030").material
    if material.color_texture is None:
        assert material.color[0] > material.color[2]
        return
    pixels = np.asarray(Image.open(io.BytesIO(material.color_texture.data)), float) / 255
    assert pixels.shape == (512, 512, 3)
    np.testing.assert_allclose(pixels.mean(axis=(0, 1)), rgb("#7a5030"), atol=0.07)


def test_normal_maps_point_outwards() -> None:
    picture = Image.open(io.BytesIO(textures.normal_texture("leather").data))
    normals = np.asarray(picture, float) / 127.5 - 1
    assert normals[..., 2].min() > 0.2
    np.testing.assert_allclose(normals[..., :2].mean(axis=(0, 1)), 0, atol=0.03)


def test_pictures_stay_small() -> None:
    for name in textures.PATTERNS:
        assert len(textures.normal_texture(name).data) < 400_000
