"""Furniture symbols as the window paints them."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from vrplanner.core.furniture import CLASSES
from vrplanner.desktop.plan_symbols import draw_symbol
from vrplanner.desktop.theme import LIGHT

PIXELS_PER_M = 100


def painted(kind: str, size_m: tuple[float, float], *, color: str = "#3f6f8f") -> QImage:
    """A sheet of 4 x 4 m with the thing in its middle."""
    sheet = QImage(400, 400, QImage.Format.Format_ARGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.translate(200, 200)
    painter.scale(PIXELS_PER_M, PIXELS_PER_M)
    draw_symbol(painter, kind, size_m, color=color, tokens=LIGHT)
    painter.end()
    return sheet


@pytest.mark.parametrize("kind", [entry.name for entry in CLASSES])
def test_every_class_shows_inside_its_footprint_and_not_beside_it(qt_app: QApplication, kind: str) -> None:
    sheet = painted(kind, (1.6, 1.0))
    inside = {sheet.pixel(x, y) for x in range(122, 278, 3) for y in range(152, 248, 3)}
    beside = {sheet.pixel(x, y) for x in range(0, 400, 3) for y in (*range(0, 140, 3), *range(260, 400, 3))}
    assert inside != {QColor("white").rgb()}
    assert beside == {QColor("white").rgb()}


def test_a_symbol_takes_half_the_thing_s_tint(qt_app: QApplication) -> None:
    arm = painted("sofa", (2.0, 1.0)).pixelColor(110, 200)
    plain = painted("sofa", (2.0, 1.0), color="").pixelColor(110, 200)
    assert arm.blue() - arm.red() > 20
    assert abs(plain.blue() - plain.red()) < 15


def test_a_curtain_is_a_strong_line_with_no_filling(qt_app: QApplication) -> None:
    sheet = painted("curtain", (1.6, 0.4))
    colors = [sheet.pixelColor(x, y) for x in range(120, 281) for y in range(180, 221)]
    ink = QColor(LIGHT.ink)
    assert min(abs(color.lightness() - ink.lightness()) for color in colors) < 40
    assert sum(color == QColor("white") for color in colors) > len(colors) / 2
