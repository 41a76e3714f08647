"""Pictures written without an imaging library."""

import io

import numpy as np
import pytest
from PIL import Image

from vrplanner.core.png import png_bytes


@pytest.mark.parametrize("turned", [False, True])
def test_a_picture_survives(turned: bool) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (7, 5, 3), np.uint8)
    pixels = pixels[::-1] if turned else pixels
    with Image.open(io.BytesIO(png_bytes(pixels))) as picture:
        assert picture.mode == "RGB"
        assert np.array_equal(np.asarray(picture), pixels)
