"""Our own line icons, tinted to the theme. `assets/icons/<name>.svg`, 20x20, strokes in `currentColor`."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from vrplanner.core.resources import assets_dir
from vrplanner.desktop.theme import Tokens

SCALES = (1, 2)


@cache
def _source(name: str) -> str:
    return (assets_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, color: str, size: int = 20, scale: float = 1.0) -> QPixmap:
    """An icon of `size` logical pixels for a screen with this device pixel ratio."""
    key = f"vrplanner/{name}/{color}/{size}/{scale}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    picture = QPixmap(round(size * scale), round(size * scale))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(scale)
    QPixmapCache.insert(key, picture)
    return picture


def icon(name: str, tokens: Tokens, *, color: str = "") -> QIcon:
    """An icon in the text colour (or `color`), accent when checked, muted when disabled."""
    made = QIcon()
    states = (
        (QIcon.Mode.Normal, QIcon.State.Off, color or tokens.text),
        (QIcon.Mode.Normal, QIcon.State.On, tokens.accent),
        (QIcon.Mode.Disabled, QIcon.State.Off, tokens.grid_strong if tokens.name == "light" else tokens.line),
    )
    for mode, state, tint in states:
        for scale in SCALES:
            made.addPixmap(pixmap(name, tint, 20, scale), mode, state)
    return made
