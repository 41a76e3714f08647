"""Colours between the document and materials."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrplanner.core.color import hex_from_linear, linear_from_hex
from vrplanner.core.errors import InvalidInput


@given(st.integers(0, 0xFFFFFF))
def test_every_hex_colour_comes_back(value: int) -> None:
    color = f"#{value:06x}"
    assert hex_from_linear(linear_from_hex(color)) == color


def test_short_forms_and_known_values() -> None:
    assert linear_from_hex("#fff") == (1.0, 1.0, 1.0)
    assert linear_from_hex("808080")[0] == pytest.approx(0.2158605)


@pytest.mark.parametrize("text", ["", "green", "#12345", "#gggggg"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="not a colour"):
        linear_from_hex(text)
