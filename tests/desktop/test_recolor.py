"""Another colour for a model."""

from dataclasses import replace

import pytest
from fake_services import box_model
from PySide6.QtGui import QColor, QImage

from vrplanner.core.color import hex_from_linear
from vrplanner.core.model import Material, Model, Texture
from vrplanner.desktop.file_actions import png_bytes
from vrplanner.desktop.recolor import main_color, recolored


def plain_texture(color: str) -> Texture:
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(QColor(color))
    return Texture(png_bytes(picture))


def chair() -> Model:
    """A large seat of cloth, small legs of oak."""
    seat, legs = box_model((0.5, 0.2, 0.5)).parts[0], box_model((0.1, 0.3, 0.1)).parts[0]
    cloth = Material(name="cloth", color_texture=plain_texture("#e0e0e0"), color=(1.0, 1.0, 1.0, 1.0))
    oak = Material(name="oak", color=(0.4, 0.3, 0.2, 1.0))
    return Model(parts=(replace(legs, material=oak), replace(seat, material=cloth)))


def test_the_largest_material_takes_the_colour_and_the_rest_stays() -> None:
    legs, seat = recolored(chair(), "#3a5a83").parts
    assert legs.material == chair().parts[0].material
    assert seat.material.color_texture is not None
    # Texture times tint gives the colour asked for.
    mean = QColor("#e0e0e0").redF()
    linear = ((mean + 0.055) / 1.055) ** 2.4
    shown = tuple(linear * channel for channel in seat.material.color[:3])
    assert hex_from_linear(shown) == "#3a5a83"


def test_a_texture_too_dark_for_the_colour_goes() -> None:
    dark = chair()
    cloth = replace(dark.parts[1].material, color_texture=plain_texture("#202020"))
    seat = recolored(Model(parts=(dark.parts[0], replace(dark.parts[1], material=cloth))), "#f4f1ea").parts[1]
    assert seat.material.color_texture is None
    assert hex_from_linear(seat.material.color[:3]) == "#f4f1ea"


def test_what_a_model_mostly_looks_like() -> None:
    assert main_color(chair()) == "#e0e0e0"
    assert main_color(recolored(chair(), "#3a5a83")) == "#3a5a83"
    assert main_color(Model(parts=())) == ""


def test_shape_and_size_are_kept() -> None:
    before, after = chair(), recolored(chair(), "#b0523f")
    assert after.size == pytest.approx(before.size)
    assert after.digest != before.digest
