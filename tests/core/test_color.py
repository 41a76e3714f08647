"""Colours between the document and materials."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrplanner.core.color import (
    hex_from_linear,
    hex_from_srgb,
    linear_from_hex,
    linear_from_srgb,
    linear_from_srgb_array,
    srgb_from_linear,
    srgb_from_linear_array,
)
from vrplanner.core.errors import InvalidInput


@given(st.integers(0, 0xFFFFFF))
def test_every_hex_colour_comes_back(value: int) -> None:
    color = f"#{value:06x}"
    assert hex_from_linear(linear_from_hex(color)) == color


def test_short_forms_and_known_values() -> None:
    assert linear_from_hex("#fff") == (1.0, 1.0, 1.0)
    assert linear_from_hex("808080")[0] == pytest.approx(0.2158605)


@given(st.lists(st.floats(-0.5, 1.5), min_size=1))
def test_arrays_are_converted_like_single_values(values: list[float]) -> None:
    encoded = srgb_from_linear_array(np.array(values))
    assert encoded.tolist() == pytest.approx([srgb_from_linear(value) for value in values])
    light = linear_from_srgb_array(encoded)
    assert light.tolist() == pytest.approx([linear_from_srgb(value) for value in encoded])
    assert light.tolist() == pytest.approx(np.clip(values, 0, 1).tolist(), abs=1e-7)


def test_srgb_as_hex() -> None:
    assert hex_from_srgb((0.2, 1.7, -0.1)) == "#33ff00"


@pytest.mark.parametrize("text", ["", "green", "#12345", "#gggggg"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="not a colour"):
        linear_from_hex(text)
